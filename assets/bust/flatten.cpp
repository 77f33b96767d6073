#include "assets/bust/flatten.h"

// No vector units: they would sum in another order from machine to machine.
#define EIGEN_DONT_VECTORIZE
#define EIGEN_MPL2_ONLY
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::bust {
namespace {

using Matrix = Eigen::SparseMatrix<double>;
using Solver = Eigen::SimplicialLDLT<Matrix, Eigen::Lower>;
using Plane = Eigen::Matrix<double, Eigen::Dynamic, 2>;  // a place per vertex

// A triangle lying flat as it is on the surface.
struct Flat {
    std::array<int, 3> corner;
    double area, weight;
    Eigen::Matrix2d from_edges;  // edges in the plane times this are the Jacobian
};

std::vector<Flat> flat_triangles(const TriangleMesh& disc, const std::vector<double>& weights) {
    std::vector<Flat> out;
    out.reserve(disc.triangles.size());
    for (const auto& t : disc.triangles) {
        const glm::dvec3 e = disc.positions[t[1]] - disc.positions[t[0]],
                         f = disc.positions[t[2]] - disc.positions[t[0]];
        const double x1 = glm::length(e), x2 = glm::dot(e, f) / x1, y2 = glm::length(glm::cross(e, f)) / x1;
        Flat flat{{int(t[0]), int(t[1]), int(t[2])}, x1 * y2 / 2, weights[out.size()] * x1 * y2 / 2, {}};
        flat.from_edges << 1 / x1, -x2 / (x1 * y2), 0, 1 / y2;
        out.push_back(flat);
    }
    return out;
}

// The rim counter-clockwise, from its lowest vertex on.
std::vector<int> rim_of(const TriangleMesh& disc) {
    std::vector<std::array<std::uint32_t, 2>> edges, opposite, open;
    for (const auto& t : disc.triangles)
        for (std::size_t k = 0; k < 3; ++k) {
            edges.push_back({t[k], t[(k + 1) % 3]});
            opposite.push_back({t[(k + 1) % 3], t[k]});
        }
    std::sort(edges.begin(), edges.end());
    std::sort(opposite.begin(), opposite.end());
    std::set_difference(edges.begin(), edges.end(), opposite.begin(), opposite.end(), std::back_inserter(open));
    std::vector<int> after(disc.positions.size(), -1), rim;
    for (const auto& e : open) {
        assert(after[e[0]] < 0);  // the rim touches itself nowhere
        after[e[0]] = int(e[1]);
    }
    assert(!open.empty());
    for (int v = int(open[0][0]); rim.empty() || v != rim[0]; v = after[std::size_t(v)]) rim.push_back(v);
    assert(rim.size() == open.size());  // and there is one
    return rim;
}

// Laplacian with cotangent weights, kept positive so that Tutte's theorem holds.
Matrix laplacian(const TriangleMesh& disc, const std::vector<double>& weights) {
    std::vector<Eigen::Triplet<double>> entries;
    entries.reserve(disc.triangles.size() * 9);
    for (std::size_t i = 0; i < disc.triangles.size(); ++i) {
        const auto& t = disc.triangles[i];
        for (std::size_t k = 0; k < 3; ++k) {
            const glm::dvec3 &a = disc.positions[t[k]], &b = disc.positions[t[(k + 1) % 3]],
                             &c = disc.positions[t[(k + 2) % 3]];
            const double cotangent = glm::dot(b - a, c - a) / glm::length(glm::cross(b - a, c - a));
            const double w = weights[i] * std::max(cotangent, 0.02) / 2;
            const int p = int(t[(k + 1) % 3]), q = int(t[(k + 2) % 3]);
            entries.emplace_back(p, p, w);
            entries.emplace_back(q, q, w);
            entries.emplace_back(std::max(p, q), std::min(p, q), -w);
        }
    }
    const auto n = Eigen::Index(disc.positions.size());
    Matrix out(n, n);
    out.setFromTriplets(entries.begin(), entries.end());
    return out;
}

// Tutte's embedding: the rim on a circle of the disc's area, everything else in the middle of its neighbours.
Plane on_a_circle(const TriangleMesh& disc, const Matrix& lower, double area) {
    const std::vector<int> rim = rim_of(disc);
    std::vector<double> walked{0};
    for (std::size_t i = 0; i < rim.size(); ++i)
        walked.push_back(walked.back() + glm::distance(disc.positions[std::size_t(rim[i])],
                                                       disc.positions[std::size_t(rim[(i + 1) % rim.size()])]));
    const auto n = Eigen::Index(disc.positions.size());
    Plane place = Plane::Zero(n, 2);
    std::vector<std::uint8_t> fixed(std::size_t(n), 0);
    constexpr double pi = 3.14159265358979324;
    const double radius = std::sqrt(area / pi);
    for (std::size_t i = 0; i < rim.size(); ++i) {
        // Quarter by quarter from half angles, which needs no sine.
        const double quarters = 4 * walked[i] / walked.back(), quarter = std::floor(quarters);
        const double s = quarters - quarter;
        const double x = (1 - s * s) / (1 + s * s), y = 2 * s / (1 + s * s);
        const double c[2] = {x, y}, turned[4][2] = {{c[0], c[1]}, {-c[1], c[0]}, {-c[0], -c[1]}, {c[1], -c[0]}};
        const auto q = std::size_t(quarter) % 4;
        place.row(rim[i]) << radius * turned[q][0], radius * turned[q][1];
        fixed[std::size_t(rim[i])] = 1;
    }
    Matrix inner = lower;
    Plane rhs = Plane::Zero(n, 2);
    for (int column = 0; column < inner.outerSize(); ++column)
        for (Matrix::InnerIterator it(inner, column); it; ++it) {
            const auto row = it.row(), col = it.col();
            if (row == col) {
                if (fixed[std::size_t(row)]) it.valueRef() = 1;
                continue;
            }
            if (fixed[std::size_t(row)] && !fixed[std::size_t(col)]) rhs.row(col) -= it.value() * place.row(row);
            if (fixed[std::size_t(col)] && !fixed[std::size_t(row)]) rhs.row(row) -= it.value() * place.row(col);
            if (fixed[std::size_t(row)] || fixed[std::size_t(col)]) it.valueRef() = 0;
        }
    for (const int v : rim) rhs.row(v) = place.row(v);
    const Solver solver(inner);
    assert(solver.info() == Eigen::Success);
    return solver.solve(rhs);
}

Eigen::Matrix2d edges(const Flat& t, const Plane& x) {
    Eigen::Matrix2d e;
    e.col(0) = x.row(t.corner[1]) - x.row(t.corner[0]);
    e.col(1) = x.row(t.corner[2]) - x.row(t.corner[0]);
    return e;
}

// Infinite where a triangle is turned over. `gradient` may be null.
double energy(const std::vector<Flat>& triangles, const Plane& x, int power, Plane* gradient) {
    double sum = 0;
    if (gradient) gradient->setZero(x.rows(), 2);
    for (const Flat& t : triangles) {
        const Eigen::Matrix2d j = edges(t, x) * t.from_edges;
        const double det = j(0, 0) * j(1, 1) - j(0, 1) * j(1, 0);
        if (!(det > 0)) return INFINITY;
        const double squares = j.squaredNorm(), inverse2 = 1 / (det * det);
        const double strain = squares * (1 + inverse2) / 4;  // 1 where nothing is stretched
        double slope = 1;
        for (int k = 1; k < power; ++k) slope *= strain;
        sum += 4 * t.weight * strain * slope / power;
        if (!gradient) continue;
        Eigen::Matrix2d cofactor;
        cofactor << j(1, 1), -j(1, 0), -j(0, 1), j(0, 0);
        const Eigen::Matrix2d by_jacobian =
            2 * t.weight * slope * ((1 + inverse2) * j - squares * inverse2 / det * cofactor);
        const Eigen::Matrix2d by_edges = by_jacobian * t.from_edges.transpose();
        gradient->row(t.corner[1]) += by_edges.col(0).transpose();
        gradient->row(t.corner[2]) += by_edges.col(1).transpose();
        gradient->row(t.corner[0]) -= (by_edges.col(0) + by_edges.col(1)).transpose();
    }
    return sum;
}

// How far x can go along `step` before the first triangle has no area left.
double farthest(const std::vector<Flat>& triangles, const Plane& x, const Plane& step) {
    double least = INFINITY;
    for (const Flat& t : triangles) {
        const Eigen::Matrix2d e = edges(t, x), d = edges(t, step);
        const double a = d(0, 0) * d(1, 1) - d(0, 1) * d(1, 0), c = e(0, 0) * e(1, 1) - e(0, 1) * e(1, 0);
        const double b = e(0, 0) * d(1, 1) + d(0, 0) * e(1, 1) - e(0, 1) * d(1, 0) - d(0, 1) * e(1, 0);
        // Smallest positive root of a t^2 + b t + c, c > 0, in the form that divides by no small number.
        const double root2 = b * b - 4 * a * c;
        if (root2 < 0 || (b >= 0 && a >= 0)) continue;
        const double root = 2 * c / (-b + std::sqrt(root2));
        if (root > 0) least = std::min(least, root);
    }
    return least;
}

// Kovalsky, Galun and Lipman 2016 (ACM Trans Graph 35(4):134): descent preconditioned by the Laplacian, which is
// factorised once, with the momentum of Nesterov; steps that would turn a triangle over are cut short.
void descend(const std::vector<Flat>& triangles, const Solver& solver, const FlattenStage& stage, Plane& x) {
    constexpr double momentum = .818;  // of the paper: eta = 100
    Plane before = x, gradient;
    double usual = 1;
    for (int round = 0; round < stage.rounds; ++round) {
        const Plane on = x - before;
        const Plane y = x + std::min(momentum, .5 * farthest(triangles, x, on)) * on;
        const double at_y = energy(triangles, y, stage.power, &gradient);
        assert(at_y < INFINITY);
        const Plane step = -solver.solve(gradient);
        const double slope = (gradient.array() * step.array()).sum();
        double length = std::min(2 * usual, .8 * farthest(triangles, y, step));
        before = x;
        usual = .5;
        for (int halved = 0; halved < 30; ++halved) {
            x = y + length * step;
            if (energy(triangles, x, stage.power, nullptr) <= at_y + .2 * length * slope) break;
            usual = length /= 2;
        }
    }
}

}  // namespace

std::vector<glm::dvec2> flatten(const TriangleMesh& disc, const std::vector<double>& weights,
                                const std::vector<FlattenStage>& stages, const std::vector<glm::dvec2>& start) {
    const std::vector<Flat> triangles = flat_triangles(disc, weights);
    Plane x(Eigen::Index(disc.positions.size()), 2);
    for (std::size_t v = 0; v < start.size(); ++v) x.row(Eigen::Index(v)) << start[v].x, start[v].y;
    if (start.empty()) {
        double area = 0;
        for (const Flat& t : triangles) area += t.area;
        x = on_a_circle(disc, laplacian(disc, std::vector<double>(weights.size(), 1)), area);
    }
    Matrix proxy = laplacian(disc, weights);
    proxy.coeffRef(0, 0) += 1;  // holds one vertex: the energy does not know where in the plane it is
    const Solver solver(proxy);
    assert(solver.info() == Eigen::Success);
    for (const FlattenStage& stage : stages) descend(triangles, solver, stage, x);

    std::vector<glm::dvec2> out;
    out.reserve(disc.positions.size());
    for (Eigen::Index v = 0; v < x.rows(); ++v) out.emplace_back(x(v, 0), x(v, 1));
    return out;
}

}  // namespace stipple::bust
