#include "repair_surface.h"

#define EIGEN_MPL2_ONLY
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::scalp {
namespace {

constexpr double kLeastSpread = 0.2;  // mm: what is as near as this is never an outlier

}  // namespace

DirectionMap DirectionMap::about(const glm::dvec3& center, const glm::dvec3& pole, double radius) {
    const glm::dvec3 other = std::abs(pole.x) < 0.7 ? glm::dvec3(1, 0, 0) : glm::dvec3(0, 0, 1);
    const glm::dvec3 across = glm::normalize(glm::cross(pole, other));
    return {center, glm::cross(across, pole), across, pole, radius};
}

bool DirectionMap::project(const glm::dvec3& position, glm::dvec2& place, double& distance) const {
    const glm::dvec3 offset = position - center;
    distance = std::sqrt(glm::dot(offset, offset));
    if (!(distance > 0)) return false;
    const glm::dvec3 d = offset / distance;
    const double far = 1 + glm::dot(d, pole);
    if (far < 0.1) return false;
    const double k = radius * std::sqrt(2 / far);
    place = k * glm::dvec2(glm::dot(d, along), glm::dot(d, across));
    return true;
}

glm::dvec3 DirectionMap::position(const glm::dvec2& place, double distance) const {
    const glm::dvec2 q = place / radius;
    const double r2 = std::min(glm::dot(q, q), 4.0), side = std::sqrt(1 - r2 / 4);
    return center + distance * (along * (q.x * side) + across * (q.y * side) + pole * (1 - r2 / 2));
}

SmoothSurface::Corners SmoothSurface::corners(const glm::dvec2& place) const {
    const double gx = std::min(std::max((place.x - low_.x) / cell_, 0.0), double(nx_ - 1) - 1e-9);
    const double gy = std::min(std::max((place.y - low_.y) / cell_, 0.0), double(ny_ - 1) - 1e-9);
    const auto x = std::size_t(gx), y = std::size_t(gy);
    const double fx = gx - double(x), fy = gy - double(y);
    const std::size_t n = y * std::size_t(nx_) + x;
    return {{n, n + 1, n + std::size_t(nx_), n + std::size_t(nx_) + 1}, {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy}};
}

double SmoothSurface::distance(const glm::dvec2& place) const {
    const Corners c = corners(place);
    double sum = 0;
    for (int k = 0; k < 4; ++k) sum += c.weight[k] * nodes_[c.node[k]];
    return sum;
}

SmoothSurface::SmoothSurface(const std::vector<SurfacePoint>& points, double cell, double cutoff, int rounds) : cell_(cell), trust_(points.size(), 1.0) {
    assert(!points.empty() && cell > 0 && cutoff > 0);
    low_ = points.front().place;
    glm::dvec2 high = low_;
    double mean = 0, area = 0;
    for (const SurfacePoint& p : points) {
        low_ = glm::min(low_, p.place);
        high = glm::max(high, p.place);
        mean += p.area * p.distance;
        area += p.area;
    }
    mean = area > 0 ? mean / area : points.front().distance;
    low_ -= glm::dvec2(2 * cell);
    nx_ = int((high.x - low_.x) / cell) + 4;
    ny_ = int((high.y - low_.y) / cell) + 4;
    const std::size_t nodes = std::size_t(nx_) * std::size_t(ny_);
    nodes_.assign(nodes, mean);

    using Matrix = Eigen::SparseMatrix<double>;
    using Entry = Eigen::Triplet<double>;
    // squared second derivatives, each over one cell: stiffness / cell^2 for differences that are not divided by cell^2
    const double wave = cutoff / 6.283185307179586, stiffness = wave * wave * wave * wave / (cell * cell);
    std::vector<Entry> bending;
    const auto add_square = [&](std::initializer_list<std::pair<std::size_t, double>> terms, double weight) {
        for (const auto& [i, a] : terms)
            for (const auto& [j, b] : terms)
                if (i >= j) bending.emplace_back(int(i), int(j), weight * a * b);
    };
    const auto node = [&](int x, int y) { return std::size_t(y) * std::size_t(nx_) + std::size_t(x); };
    for (int y = 0; y < ny_; ++y)
        for (int x = 0; x < nx_; ++x) {
            if (x > 0 && x + 1 < nx_) add_square({{node(x - 1, y), 1.0}, {node(x, y), -2.0}, {node(x + 1, y), 1.0}}, stiffness);
            if (y > 0 && y + 1 < ny_) add_square({{node(x, y - 1), 1.0}, {node(x, y), -2.0}, {node(x, y + 1), 1.0}}, stiffness);
            if (x + 1 < nx_ && y + 1 < ny_)
                add_square({{node(x, y), 1.0}, {node(x + 1, y), -1.0}, {node(x, y + 1), -1.0}, {node(x + 1, y + 1), 1.0}}, 2 * stiffness);
        }
    // keeps far corners without points from floating away
    for (std::size_t n = 0; n < nodes; ++n) bending.emplace_back(int(n), int(n), 1e-7 * stiffness);

    std::vector<Corners> places;
    places.reserve(points.size());
    for (const SurfacePoint& p : points) places.push_back(corners(p.place));
    std::vector<double> residual(points.size());
    Eigen::SimplicialLDLT<Matrix, Eigen::Lower> solver;
    for (int round = 0; round < rounds; ++round) {
        // points sum into 4 x 4 blocks of their cells first: a million of them fill no more entries than there are cells
        struct Block {
            double m[10] = {};
        };
        std::vector<Block> blocks(nodes);
        Eigen::VectorXd rhs = Eigen::VectorXd::Zero(Eigen::Index(nodes));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Corners& c = places[i];
            const double w = points[i].area * trust_[i];
            std::size_t slot = 0;
            for (int a = 0; a < 4; ++a) {
                rhs[Eigen::Index(c.node[a])] += w * c.weight[a] * (points[i].distance - mean);
                for (int b = 0; b <= a; ++b) blocks[c.node[0]].m[slot++] += w * c.weight[a] * c.weight[b];
            }
        }
        std::vector<Entry> entries = bending;
        for (std::size_t n = 0; n + std::size_t(nx_) + 1 < nodes; ++n) {
            const std::size_t at[4]{n, n + 1, n + std::size_t(nx_), n + std::size_t(nx_) + 1};
            std::size_t slot = 0;
            for (int a = 0; a < 4; ++a)
                for (int b = 0; b <= a; ++b, ++slot)
                    if (blocks[n].m[slot] != 0) entries.emplace_back(int(at[a]), int(at[b]), blocks[n].m[slot]);
        }
        const auto order = static_cast<Eigen::Index>(nodes);
        Matrix matrix(order, order);
        matrix.setFromTriplets(entries.begin(), entries.end());
        if (round == 0) solver.analyzePattern(matrix);  // the same every round
        solver.factorize(matrix);
        if (solver.info() != Eigen::Success) return;
        const Eigen::VectorXd solution = solver.solve(rhs);
        for (std::size_t n = 0; n < nodes; ++n) nodes_[n] = mean + solution[Eigen::Index(n)];

        std::vector<double> sizes;
        sizes.reserve(points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            residual[i] = points[i].distance - distance(points[i].place);
            sizes.push_back(std::abs(residual[i]));
        }
        std::nth_element(sizes.begin(), sizes.begin() + std::ptrdiff_t(sizes.size() / 2), sizes.end());
        const double spread = std::max(kLeastSpread, 1.4826 * sizes[sizes.size() / 2]);  // of a normal distribution with this median
        double squares = 0, weights = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double x = residual[i] / (4 * spread), t = 1 / (1 + x * x);
            trust_[i] = t * t;
            squares += points[i].area * trust_[i] * residual[i] * residual[i];
            weights += points[i].area * trust_[i];
        }
        rms_ = weights > 0 ? std::sqrt(squares / weights) : 0;
    }
}

}  // namespace stipple::scalp
