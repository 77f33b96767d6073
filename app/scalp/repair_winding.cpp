#include "repair_winding.h"

#include <cmath>
#include <utility>

namespace stipple::scalp {
namespace {

glm::dvec3 twice_area(std::span<const glm::vec3> p, const std::uint32_t* t) {
    const glm::dvec3 a = p[t[0]];
    return glm::cross(glm::dvec3(p[t[1]]) - a, glm::dvec3(p[t[2]]) - a);
}

// A piece with this share of all area is judged by itself: it may be one half of a head whose other half faces the right way.
constexpr double kLarge = 0.15;

}  // namespace

WindingReport wind_alike(std::span<const glm::vec3> positions, std::span<std::uint32_t> indices, MeshTopology& topology, const Pieces& pieces) {
    WindingReport report;
    const std::size_t triangles = topology.triangles();
    report.flipped.assign(triangles, 0);
    std::vector<double> area(pieces.count, 0), turned_area(pieces.count, 0);
    std::vector<std::uint8_t> seen(triangles, 0);
    std::vector<std::uint32_t> open;
    double whole = 0;
    glm::dvec3 middle(0);
    for (std::uint32_t start = 0; start < triangles; ++start) {
        if (seen[start]) continue;
        seen[start] = 1;
        open.push_back(start);
        while (!open.empty()) {
            const std::uint32_t t = open.back();
            open.pop_back();
            const double own = glm::length(twice_area(positions, &indices[3 * std::size_t(t)]));
            for (std::size_t k = 0; k < 3; ++k) middle += own / 3 * glm::dvec3(positions[indices[3 * std::size_t(t) + k]]);
            whole += own;
            area[pieces.of_triangle[t]] += own;
            if (report.flipped[t]) turned_area[pieces.of_triangle[t]] += own;
            for (std::uint32_t h = 3 * t; h < 3 * t + 3; ++h) {
                const std::uint32_t mate = topology.mates[h];
                if (mate == MeshTopology::kNone || seen[mate / 3]) continue;
                seen[mate / 3] = 1;
                const bool alike = topology.from(h) == topology.to(mate);
                report.flipped[mate / 3] = alike ? report.flipped[t] : std::uint8_t(!report.flipped[t]);
                open.push_back(mate / 3);
            }
        }
    }
    if (!(whole > 0)) return report;
    middle /= whole;
    for (std::size_t t = 0; t < triangles; ++t) {
        const std::uint32_t piece = pieces.of_triangle[t];
        if (turned_area[piece] > 0.5 * area[piece]) report.flipped[t] = !report.flipped[t];
        report.patches += report.flipped[t];
    }

    // how much of each piece faces away from the middle
    std::vector<double> outwards(pieces.count, 0), reach(pieces.count, 0);
    double all_outwards = 0;
    for (std::size_t t = 0; t < triangles; ++t) {
        const std::uint32_t* corner = &indices[3 * t];
        const glm::dvec3 arm = (glm::dvec3(positions[corner[0]]) + glm::dvec3(positions[corner[1]]) + glm::dvec3(positions[corner[2]])) / 3.0 - middle;
        const glm::dvec3 n = twice_area(positions, corner);
        const double sign = report.flipped[t] ? -1 : 1;
        outwards[pieces.of_triangle[t]] += sign * glm::dot(arm, n);
        reach[pieces.of_triangle[t]] += glm::length(arm) * glm::length(n);
        all_outwards += sign * glm::dot(arm, n);
    }
    report.inside_out = all_outwards < 0;
    for (std::size_t t = 0; t < triangles; ++t) {
        const std::uint32_t piece = pieces.of_triangle[t];
        const bool judged = area[piece] > kLarge * whole && std::abs(outwards[piece]) > 0.3 * reach[piece];
        if (judged ? outwards[piece] < 0 : report.inside_out) report.flipped[t] = !report.flipped[t];
        if (!report.flipped[t]) continue;
        std::swap(indices[3 * t + 1], indices[3 * t + 2]);
    }
    // half-edge 0 of a flipped triangle becomes its half-edge 2 and the other way round
    const auto place = [&](std::uint32_t h) -> std::uint32_t {
        if (h == MeshTopology::kNone || !report.flipped[h / 3] || h % 3 == 1) return h;
        return h % 3 == 0 ? h + 2 : h - 2;
    };
    std::vector<std::uint32_t> mates(topology.mates.size());
    for (std::uint32_t h = 0; h < mates.size(); ++h) mates[place(h)] = place(topology.mates[h]);
    topology.mates = std::move(mates);
    for (std::size_t t = 0; t < triangles; ++t)
        if (report.flipped[t]) std::swap(topology.corners[3 * t + 1], topology.corners[3 * t + 2]);
    return report;
}

}  // namespace stipple::scalp
