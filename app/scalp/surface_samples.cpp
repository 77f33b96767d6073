#include "surface_samples.h"

#include <algorithm>
#include <cmath>

namespace stipple::scalp {

SurfaceSamples sample_skin(const HeadMesh& mesh, std::size_t count) {
    SurfaceSamples out;
    double whole = 0;
    const auto each = [&](auto&& visit) {
        for (const Submesh& s : mesh.submeshes) {
            if (!s.skin) continue;
            for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
                const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]], c = mesh.positions[mesh.indices[i + 2]];
                const glm::dvec3 n = glm::cross(b - a, c - a);
                const double twice = glm::length(n);
                if (twice > 0) visit(std::uint32_t(i / 3), a, b, c, n / twice, twice / 2);
            }
        }
    };
    each([&](auto, auto, auto, auto, auto, double area) { whole += area; });
    if (!(whole > 0)) return out;
    const double step = whole / double(count);
    // Each triangle decides for itself, so that the last bit of one area moves no sample but its own: the share of a sample that
    // is left over is rounded up as often as it is large, by the golden ratio's evenly spread multiples.
    each([&](std::uint32_t triangle, const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c, const glm::dvec3& n, double area) {
        const double turn = triangle * 0.6180339887498949;
        const auto samples = std::uint32_t(area / step + (turn - std::floor(turn)));
        for (std::uint32_t k = 0; k < samples; ++k) {
            // additive recurrence over the triangle (plastic number), folded into its lower half
            double u = (triangle + k + 1) * 0.7548776662466927, v = (triangle + k + 1) * 0.5698402909980532;
            u -= std::floor(u);
            v -= std::floor(v);
            if (u + v > 1) u = 1 - u, v = 1 - v;
            out.points.push_back(a + u * (b - a) + v * (c - a));
            out.normals.push_back(n);
        }
    });
    return out;
}

NearestSample::NearestSample(const SurfaceSamples& samples, int side) : points_(samples.points) {
    // the box leaves out the outermost half percent on each side: stray islands must not make the voxels coarse
    glm::dvec3 high(0);
    std::vector<double> values(points_.size());
    for (int axis = 0; axis < 3; ++axis) {
        for (std::size_t i = 0; i < points_.size(); ++i) values[i] = points_[i][axis];
        const std::size_t cut = values.size() / 200;
        std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(cut), values.end());
        low_[axis] = values[cut];
        std::nth_element(values.begin(), values.end() - 1 - std::ptrdiff_t(cut), values.end());
        high[axis] = values[values.size() - 1 - cut];
    }
    const glm::dvec3 size = high - low_;
    const double longest = std::max(size.x, std::max(size.y, size.z));
    cell_ = std::max(longest / (side - 8), 1e-30);
    low_ -= 4 * cell_;
    const auto cells = [&](double length) { return std::min(side, int(length / cell_) + 9); };
    nx_ = cells(size.x);
    ny_ = cells(size.y);
    nz_ = cells(size.z);
    constexpr std::uint32_t kNone = 0xFFFFFFFF;
    near_.assign(std::size_t(nx_) * std::size_t(ny_) * std::size_t(nz_), kNone);
    std::vector<double> distance(near_.size(), 1e300);
    const auto center = [&](int x, int y, int z) { return low_ + cell_ * glm::dvec3(x + 0.5, y + 0.5, z + 0.5); };
    const auto clamped = [&](double v, int n) { return int(std::min(std::max(v, 0.0), double(n - 1))); };
    for (std::uint32_t i = 0; i < points_.size(); ++i) {
        const glm::dvec3 g = (points_[i] - low_) / cell_;
        const int x = clamped(g.x, nx_), y = clamped(g.y, ny_), z = clamped(g.z, nz_);
        const glm::dvec3 d = points_[i] - center(x, y, z);
        const std::size_t v = voxel(x, y, z);
        if (glm::dot(d, d) < distance[v]) {
            distance[v] = glm::dot(d, d);
            near_[v] = i;
        }
    }
    // two sweeps forth and back hand each voxel its neighbours' samples
    for (int sweep = 0; sweep < 4; ++sweep) {
        const int s = sweep % 2 == 0 ? 1 : -1;
        for (int iz = 0; iz < nz_; ++iz)
            for (int iy = 0; iy < ny_; ++iy)
                for (int ix = 0; ix < nx_; ++ix) {
                    const int x = s > 0 ? ix : nx_ - 1 - ix, y = s > 0 ? iy : ny_ - 1 - iy, z = s > 0 ? iz : nz_ - 1 - iz;
                    const std::size_t v = voxel(x, y, z);
                    const glm::dvec3 here = center(x, y, z);
                    static constexpr int steps[13][3]{{-1, 0, 0}, {-1, -1, 0}, {0, -1, 0}, {1, -1, 0}, {-1, -1, -1}, {0, -1, -1}, {1, -1, -1}, {-1, 0, -1}, {0, 0, -1}, {1, 0, -1}, {-1, 1, -1}, {0, 1, -1}, {1, 1, -1}};
                    for (const auto& step : steps) {
                        const int nx = x + s * step[0], ny = y + s * step[1], nz = z + s * step[2];
                        if (nx < 0 || ny < 0 || nz < 0 || nx >= nx_ || ny >= ny_ || nz >= nz_) continue;
                        const std::uint32_t candidate = near_[voxel(nx, ny, nz)];
                        if (candidate == kNone || candidate == near_[v]) continue;
                        const glm::dvec3 d = points_[candidate] - here;
                        if (glm::dot(d, d) < distance[v]) {
                            distance[v] = glm::dot(d, d);
                            near_[v] = candidate;
                        }
                    }
                }
    }
}

std::uint32_t NearestSample::nearest(const glm::dvec3& query) const {
    const glm::dvec3 g = (query - low_) / cell_;
    const auto clamped = [](double v, int n) { return int(std::min(std::max(v, 0.0), double(n - 1))); };
    const int x = clamped(g.x, nx_), y = clamped(g.y, ny_), z = clamped(g.z, nz_);
    std::uint32_t best = near_[voxel(x, y, z)];
    glm::dvec3 d = points_[best] - query;
    double best_distance = glm::dot(d, d);
    for (int dz = -1; dz <= 1; ++dz)
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const int ix = x + dx, iy = y + dy, iz = z + dz;
                if (ix < 0 || iy < 0 || iz < 0 || ix >= nx_ || iy >= ny_ || iz >= nz_) continue;
                const std::uint32_t candidate = near_[voxel(ix, iy, iz)];
                d = points_[candidate] - query;
                const double distance = glm::dot(d, d);
                if (distance < best_distance) {
                    best_distance = distance;
                    best = candidate;
                }
            }
    return best;
}

}  // namespace stipple::scalp
