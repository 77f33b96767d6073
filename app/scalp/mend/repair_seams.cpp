#include "repair_seams.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace stipple::scalp {
namespace {

// What is known of a vertex on a rim. A vertex where two rims touch has more than two neighbours; then it is left alone.
struct RimVertex {
    std::uint32_t place = 0;
    glm::dvec3 position{0}, normal{0}, inwards{0};  // inwards: from the rim into the surface
    double reach = 1e300;                           // half the shortest rim edge
    std::uint32_t edges = 0;
    std::uint32_t partner = MeshTopology::kNone;
};

std::uint64_t cell_key(std::int64_t x, std::int64_t y, std::int64_t z) {
    return (std::uint64_t(x) * 73856093ULL) ^ (std::uint64_t(y) * 19349663ULL) ^ (std::uint64_t(z) * 83492791ULL);
}

}  // namespace

std::uint64_t close_seams(std::span<glm::vec3> positions, std::span<const std::uint32_t> first, const MeshTopology& topology, std::span<std::uint8_t> moved) {
    std::vector<RimVertex> rim;
    std::unordered_map<std::uint32_t, std::uint32_t> of_place;
    const auto vertex = [&](std::uint32_t place) -> RimVertex& {
        const auto [found, fresh] = of_place.try_emplace(place, std::uint32_t(rim.size()));
        if (fresh) {
            rim.emplace_back();
            rim.back().place = place;
            rim.back().position = glm::dvec3(positions[place]);
        }
        return rim[found->second];
    };
    for (std::uint32_t h = 0; h < topology.mates.size(); ++h) {
        if (topology.mates[h] != MeshTopology::kNone) continue;
        const glm::dvec3 a = positions[topology.from(h)], b = positions[topology.to(h)], c = positions[topology.from(MeshTopology::previous(h))];
        const glm::dvec3 n = glm::cross(b - a, c - a);
        const double size = glm::length(n), edge = glm::length(b - a);
        if (!(size > 0)) continue;
        for (const std::uint32_t place : {topology.from(h), topology.to(h)}) {
            RimVertex& v = vertex(place);
            v.reach = std::min(v.reach, edge / 2);
            v.normal += n / size;
            v.inwards += glm::cross(n / size, (b - a) / edge);
            ++v.edges;
        }
    }
    if (rim.empty()) return 0;
    // cells as wide as the usual reach is long; the few vertices with a longer one make do with that
    std::vector<double> reaches;
    for (const RimVertex& v : rim) reaches.push_back(v.reach);
    std::nth_element(reaches.begin(), reaches.begin() + std::ptrdiff_t(reaches.size() * 9 / 10), reaches.end());
    const double cell = reaches[reaches.size() * 9 / 10];
    if (!(cell > 0)) return 0;
    const auto index = [&](double x) { return std::int64_t(std::floor(x / cell)); };
    std::unordered_multimap<std::uint64_t, std::uint32_t> grid;
    grid.reserve(rim.size() * 2);
    for (std::uint32_t i = 0; i < rim.size(); ++i) {
        RimVertex& v = rim[i];
        v.reach = std::min(v.reach, cell);
        const auto unit = [](const glm::dvec3& d) { return glm::dot(d, d) > 0 ? glm::normalize(d) : d; };
        v.normal = unit(v.normal);
        v.inwards = unit(v.inwards);
        grid.emplace(cell_key(index(v.position.x), index(v.position.y), index(v.position.z)), i);
    }
    for (std::uint32_t i = 0; i < rim.size(); ++i) {
        RimVertex& v = rim[i];
        if (v.edges != 2) continue;
        double best = 1e300;
        const std::int64_t x = index(v.position.x), y = index(v.position.y), z = index(v.position.z);
        for (std::int64_t dz = -1; dz <= 1; ++dz)
            for (std::int64_t dy = -1; dy <= 1; ++dy)
                for (std::int64_t dx = -1; dx <= 1; ++dx) {
                    const auto [begin, end] = grid.equal_range(cell_key(x + dx, y + dy, z + dz));
                    for (auto at = begin; at != end; ++at) {
                        const RimVertex& other = rim[at->second];
                        if (at->second == i || other.edges != 2) continue;
                        const double gap = glm::length(other.position - v.position);
                        // winding may differ, so normals agree up to their sign
                        if (gap > std::min(v.reach, other.reach) || std::abs(glm::dot(v.normal, other.normal)) < 0.5 || glm::dot(v.inwards, other.inwards) > -0.5) continue;
                        if (gap < best || (gap == best && at->second < v.partner)) best = gap, v.partner = at->second;
                    }
                }
    }
    // where each place goes
    std::unordered_map<std::uint32_t, glm::vec3> target;
    std::uint64_t pairs = 0;
    for (std::uint32_t i = 0; i < rim.size(); ++i) {
        const std::uint32_t j = rim[i].partner;
        if (j == MeshTopology::kNone || j < i || rim[j].partner != i) continue;
        const glm::vec3 middle(0.5 * (rim[i].position + rim[j].position));
        target[rim[i].place] = middle;
        target[rim[j].place] = middle;
        ++pairs;
    }
    if (pairs == 0) return 0;
    for (std::size_t p = 0; p < positions.size(); ++p)
        if (const auto found = target.find(first[p]); found != target.end()) {
            positions[p] = found->second;
            moved[p] = 1;
        }
    return pairs;
}

}  // namespace stipple::scalp
