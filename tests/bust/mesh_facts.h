// Facts about a triangle mesh by brute force, independent of how it was made.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <glm/glm.hpp>
#include <limits>
#include <tuple>
#include <vector>

namespace stipple::test {

// For every undirected edge the number of triangles, sorted out by direction: closed and consistently wound means each
// directed edge occurs once and its opposite once.
inline bool closed_and_wound(const std::vector<std::uint32_t>& indices) {
    std::vector<std::array<std::uint32_t, 2>> edges, opposite;
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3)
        for (std::size_t i = 0; i < 3; ++i) {
            const std::uint32_t a = indices[t + i], b = indices[t + (i + 1) % 3];
            edges.push_back({a, b});
            opposite.push_back({b, a});
        }
    std::sort(edges.begin(), edges.end());
    std::sort(opposite.begin(), opposite.end());
    return std::adjacent_find(edges.begin(), edges.end()) == edges.end() && edges == opposite;
}

// Every corner as the first vertex at its place, bit for bit: the mesh without the seams of its texture.
inline std::vector<std::uint32_t> welded(const std::vector<glm::vec3>& positions, std::vector<std::uint32_t> indices) {
    std::vector<std::uint32_t> order(positions.size()), first(positions.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint32_t>(i);
    const auto key = [&](std::uint32_t v) { return std::tuple(positions[v].x, positions[v].y, positions[v].z, v); };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    for (std::size_t i = 0; i < order.size(); ++i)
        first[order[i]] = i > 0 && positions[order[i]] == positions[order[i - 1]] ? first[order[i - 1]] : order[i];
    for (std::uint32_t& index : indices) index = first[index];
    return indices;
}

inline std::size_t vertices_used(std::vector<std::uint32_t> indices) {
    std::sort(indices.begin(), indices.end());
    return static_cast<std::size_t>(std::unique(indices.begin(), indices.end()) - indices.begin());
}

// Pieces connected through shared vertices.
inline int pieces(std::size_t vertices, const std::vector<std::uint32_t>& indices) {
    std::vector<std::uint32_t> parent(vertices);
    for (std::size_t i = 0; i < vertices; ++i) parent[i] = static_cast<std::uint32_t>(i);
    const auto root = [&](std::uint32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    };
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        parent[root(indices[t])] = root(indices[t + 1]);
        parent[root(indices[t + 1])] = root(indices[t + 2]);
    }
    int count = 0;
    for (std::size_t i = 0; i < vertices; ++i) count += parent[i] == i;
    return count;
}

inline double volume(const std::vector<glm::vec3>& p, const std::vector<std::uint32_t>& indices) {
    double six = 0;
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        const glm::dvec3 a(p[indices[t]]), b(p[indices[t + 1]]), c(p[indices[t + 2]]);
        six += glm::dot(a, glm::cross(b, c));
    }
    return six / 6;
}

// Distance from q to the triangle abc (Ericson, Real-Time Collision Detection, 5.1.5).
inline double distance_to_triangle(const glm::dvec3& q, const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c) {
    const glm::dvec3 ab = b - a, ac = c - a, aq = q - a, bq = q - b, cq = q - c;
    const double d1 = glm::dot(ab, aq), d2 = glm::dot(ac, aq), d3 = glm::dot(ab, bq), d4 = glm::dot(ac, bq),
                 d5 = glm::dot(ab, cq), d6 = glm::dot(ac, cq);
    const double va = d3 * d6 - d5 * d4, vb = d5 * d2 - d1 * d6, vc = d1 * d4 - d3 * d2;
    if (d1 <= 0 && d2 <= 0) return glm::length(aq);
    if (d3 >= 0 && d4 <= d3) return glm::length(bq);
    if (d6 >= 0 && d5 <= d6) return glm::length(cq);
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return glm::length(aq - ab * (d1 / (d1 - d3)));
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return glm::length(aq - ac * (d2 / (d2 - d6)));
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0)
        return glm::length(bq - (c - b) * ((d4 - d3) / ((d4 - d3) + (d5 - d6))));
    return glm::length(aq - ab * (vb / (va + vb + vc)) - ac * (vc / (va + vb + vc)));
}

inline double distance_to_mesh(const glm::dvec3& q, const std::vector<glm::vec3>& p,
                               const std::vector<std::uint32_t>& indices) {
    double best = std::numeric_limits<double>::max();
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        const glm::dvec3 a(p[indices[t]]);
        if (glm::distance(a, q) > best + 12) continue;  // no edge is longer than 12 mm
        best = std::min(best, distance_to_triangle(q, a, glm::dvec3(p[indices[t + 1]]), glm::dvec3(p[indices[t + 2]])));
    }
    return best;
}

// Where the mesh's edges cross the plane through `point` with unit normal `n`.
inline std::vector<glm::dvec3> cut(const std::vector<glm::vec3>& p, const std::vector<std::uint32_t>& indices,
                                   const glm::dvec3& point, const glm::dvec3& n) {
    std::vector<glm::dvec3> out;
    for (std::size_t t = 0; t < indices.size(); ++t) {
        const glm::dvec3 a(p[indices[t]]), b(p[indices[t % 3 == 2 ? t - 2 : t + 1]]);
        const double da = glm::dot(a - point, n), db = glm::dot(b - point, n);
        if ((da < 0) != (db < 0)) out.push_back(a + (b - a) * (da / (da - db)));
    }
    return out;
}

// Cauchy: the perimeter of a convex curve is pi times its mean width.
inline double hull_perimeter(const std::vector<glm::dvec2>& points) {
    constexpr int directions = 720;
    constexpr double pi = 3.14159265358979324;
    double mean = 0;
    for (int i = 0; i < directions; ++i) {
        const double angle = pi * i / directions;
        const glm::dvec2 d(std::cos(angle), std::sin(angle));
        double low = 1e9, high = -1e9;
        for (const glm::dvec2& q : points) {
            low = std::min(low, glm::dot(q, d));
            high = std::max(high, glm::dot(q, d));
        }
        mean += (high - low) / directions;
    }
    return pi * mean;
}

// Taut tape around the mesh in the plane through `point` with unit normal `n`: perimeter of the convex hull of the cut.
inline double tape(const std::vector<glm::vec3>& p, const std::vector<std::uint32_t>& indices, const glm::dvec3& point,
                   const glm::dvec3& n) {
    const glm::dvec3 u = glm::normalize(glm::cross(n, glm::dvec3(0, 0.3, 1))), v = glm::cross(n, u);
    std::vector<glm::dvec2> flat;
    for (const glm::dvec3& q : cut(p, indices, point, n))
        flat.emplace_back(glm::dot(q - point, u), glm::dot(q - point, v));
    return hull_perimeter(flat);
}

}  // namespace stipple::test
