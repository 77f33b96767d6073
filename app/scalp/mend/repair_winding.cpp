#include "repair_winding.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace stipple::scalp {
namespace {

glm::dvec3 twice_area(std::span<const glm::vec3> p, const std::uint32_t* t) {
    const glm::dvec3 a = p[t[0]];
    return glm::cross(glm::dvec3(p[t[1]]) - a, glm::dvec3(p[t[2]]) - a);
}

// A piece with this share of all area is judged by itself: it may be one half of a head whose other half faces the right way.
constexpr double kLarge = 0.15;

// Triangles that are wound alike across their edges make a patch, which is turned as one or not at all: where two sheets of a
// surface touch, edges pair up that do not belong together, and a way over such an edge would turn half an ear that is right.
// Patches are turned to suit each other over the longest of their borders first.
void turn_patches(std::span<const glm::vec3> positions, const MeshTopology& topology, std::vector<std::uint8_t>& flipped) {
    const auto triangles = std::uint32_t(topology.triangles());
    const auto alike = [&](std::uint32_t h) { return topology.from(h) == topology.to(topology.mates[h]); };
    constexpr std::uint32_t kNew = 0xFFFFFFFF;
    std::vector<std::uint32_t> patch(triangles, kNew), open;
    std::uint32_t patches = 0;
    for (std::uint32_t start = 0; start < triangles; ++start) {
        if (patch[start] != kNew) continue;
        patch[start] = patches;
        open.push_back(start);
        while (!open.empty()) {
            const std::uint32_t t = open.back();
            open.pop_back();
            for (std::uint32_t h = 3 * t; h < 3 * t + 3; ++h) {
                const std::uint32_t mate = topology.mates[h];
                if (mate == MeshTopology::kNone || patch[mate / 3] != kNew || !alike(h)) continue;
                patch[mate / 3] = patches;
                open.push_back(mate / 3);
            }
        }
        ++patches;
    }
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> lengths;
    for (std::uint32_t h = 0; h < 3 * triangles; ++h) {
        const std::uint32_t mate = topology.mates[h];
        if (mate == MeshTopology::kNone || mate < h || alike(h) || patch[h / 3] == patch[mate / 3]) continue;
        const auto [a, b] = std::minmax(patch[h / 3], patch[mate / 3]);
        lengths[{a, b}] += double(glm::distance(positions[topology.from(h)], positions[topology.to(h)]));
    }
    struct Border {
        std::uint32_t a, b;
        double length;
    };
    std::vector<Border> borders;
    for (const auto& [pair, length] : lengths) borders.push_back({pair.first, pair.second, length});
    std::stable_sort(borders.begin(), borders.end(), [](const Border& x, const Border& y) { return x.length > y.length; });
    // joined[p]: a patch that p's turn is known against, p itself at the end of the way; against[p]: they are wound differently
    std::vector<std::uint32_t> joined(patches);
    std::vector<std::uint8_t> against(patches, 0);
    for (std::uint32_t p = 0; p < patches; ++p) joined[p] = p;
    const auto end_of = [&](std::uint32_t p) {
        std::uint8_t turned = 0;
        std::uint32_t end = p;
        for (; joined[end] != end; end = joined[end]) turned ^= against[end];
        while (joined[p] != p) {  // shorter next time
            const std::uint32_t next = joined[p];
            const std::uint8_t own = against[p];
            joined[p] = end;
            against[p] = turned;
            turned ^= own;
            p = next;
        }
        return end;
    };
    for (const Border& border : borders) {
        const std::uint32_t a = end_of(border.a), b = end_of(border.b);
        if (a == b) continue;
        against[b] = std::uint8_t(1 ^ against[border.a] ^ against[border.b]);
        joined[b] = a;
    }
    for (std::uint32_t p = 0; p < patches; ++p) (void)end_of(p);
    for (std::uint32_t t = 0; t < triangles; ++t) flipped[t] = against[patch[t]];
}

}  // namespace

WindingReport wind_alike(std::span<const glm::vec3> positions, std::span<std::uint32_t> indices, MeshTopology& topology, const Pieces& pieces) {
    WindingReport report;
    const std::size_t triangles = topology.triangles();
    report.flipped.assign(triangles, 0);
    std::vector<double> area(pieces.count, 0), turned_area(pieces.count, 0);
    turn_patches(positions, topology, report.flipped);
    double whole = 0;
    glm::dvec3 middle(0);
    for (std::size_t t = 0; t < triangles; ++t) {
        const double own = glm::length(twice_area(positions, &indices[3 * t]));
        for (std::size_t k = 0; k < 3; ++k) middle += own / 3 * glm::dvec3(positions[indices[3 * t + k]]);
        whole += own;
        area[pieces.of_triangle[t]] += own;
        if (report.flipped[t]) turned_area[pieces.of_triangle[t]] += own;
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
