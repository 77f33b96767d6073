#include "depth_map.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace stipple::scalp {

double DepthMap::sample(double u, double v) const {
    const double x = (u - u0) / cell, y = (v - v0) / cell;
    if (!(x >= 0 && y >= 0 && x < nu && y < nv)) return kNothing;
    return at(int(x), int(y));
}

DepthMap depth_map(const HeadMesh& mesh, const std::vector<glm::dvec3>& uvw, double u0, double u1, double v0, double v1, double cell) {
    DepthMap map{u0, v0, cell, int((u1 - u0) / cell), int((v1 - v0) / cell), {}};
    map.depth.assign(std::size_t(map.nu) * std::size_t(map.nv), DepthMap::kNothing);
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            const glm::dvec3 a = uvw[mesh.indices[i]], b = uvw[mesh.indices[i + 1]], c = uvw[mesh.indices[i + 2]];
            const double ulow = std::min(a.x, std::min(b.x, c.x)), uhigh = std::max(a.x, std::max(b.x, c.x));
            const double vlow = std::min(a.y, std::min(b.y, c.y)), vhigh = std::max(a.y, std::max(b.y, c.y));
            if (uhigh < u0 || ulow > u1 || vhigh < v0 || vlow > v1) continue;
            const double twice = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
            if (twice == 0) continue;
            const auto first = [&](double low, double origin) { return std::max(0, int(std::ceil((low - origin) / cell - 0.5))); };
            for (int v = first(vlow, v0); v < map.nv; ++v) {
                const double pv = v0 + (v + 0.5) * cell;
                if (pv > vhigh) break;
                for (int u = first(ulow, u0); u < map.nu; ++u) {
                    const double pu = u0 + (u + 0.5) * cell;
                    if (pu > uhigh) break;
                    const double wb = ((pu - a.x) * (c.y - a.y) - (pv - a.y) * (c.x - a.x)) / twice;
                    const double wc = ((b.x - a.x) * (pv - a.y) - (b.y - a.y) * (pu - a.x)) / twice;
                    if (wb < 0 || wc < 0 || wb + wc > 1) continue;
                    double& d = map.at(u, v);
                    d = std::max(d, a.z + wb * (b.z - a.z) + wc * (c.z - a.z));
                }
            }
        }
    }
    return map;
}

namespace {

// Least (or greatest) over the disc of `radius` cells around each cell, leaving out those where nothing lies. Row by row: over
// a stretch of any length it is that of two stretches whose length is a power of two.
template <bool least>
DepthMap over_disc(const DepthMap& in, int radius) {
    constexpr double kNone = least ? 1e30 : DepthMap::kNothing;
    const auto of = [](double a, double b) { return least ? std::min(a, b) : std::max(a, b); };
    std::vector<int> half;  // of the disc's rows from its middle on
    for (int y = 0, x = radius; y <= radius; ++y) {
        while (x * x + y * y > radius * radius) --x;
        half.push_back(x);
    }
    DepthMap out = in;
    std::fill(out.depth.begin(), out.depth.end(), kNone);
    // stretches[k][i]: over 2^k cells of the row from i on; `radius` cells of nothing lie before and after it
    const std::size_t width = std::size_t(in.nu) + 2 * std::size_t(radius);
    std::vector<std::vector<double>> stretches(std::size_t(std::bit_width(unsigned(2 * radius + 1))), std::vector<double>(width, kNone));
    for (int v = 0; v < in.nv; ++v) {
        for (int u = 0; u < in.nu; ++u) stretches[0][std::size_t(radius + u)] = in.at(u, v) == DepthMap::kNothing ? kNone : in.at(u, v);
        for (std::size_t k = 1; k < stretches.size(); ++k)
            for (std::size_t i = 0; i + (std::size_t(1) << k) <= width; ++i) stretches[k][i] = of(stretches[k - 1][i], stretches[k - 1][i + (std::size_t(1) << (k - 1))]);
        for (int y = std::max(-radius, -v); y <= std::min(radius, in.nv - 1 - v); ++y) {
            const int x = half[std::size_t(std::abs(y))], length = 2 * x + 1;
            const auto k = std::size_t(std::bit_width(unsigned(length)) - 1);
            const double* first = &stretches[k][std::size_t(radius - x)];
            const double* last = first + (length - (1 << k));
            double* to = &out.at(0, v + y);
            for (int u = 0; u < in.nu; ++u) to[u] = of(to[u], of(first[u], last[u]));
        }
    }
    for (double& d : out.depth)
        if (d == kNone) d = DepthMap::kNothing;
    return out;
}

}  // namespace

DepthMap opening(const DepthMap& map, double radius) {
    const int r = int(radius / map.cell);
    return over_disc<false>(over_disc<true>(map, r), r);
}

}  // namespace stipple::scalp
