#include "repair_topology.h"

#include <algorithm>
#include <atomic>
#include <unordered_map>

#include "scalp/in_pieces.h"

namespace stipple::scalp {
namespace {

// The direction in which a triangle leaves its edge.
glm::dvec3 leaving(std::span<const glm::vec3> positions, const MeshTopology& m, std::uint32_t half_edge) {
    const glm::dvec3 a = positions[m.from(half_edge)], b = positions[m.to(half_edge)], c = positions[m.from(MeshTopology::previous(half_edge))];
    const glm::dvec3 edge = b - a, arm = c - a;
    const double square = glm::dot(edge, edge);
    const glm::dvec3 across = square > 0 ? arm - edge * (glm::dot(arm, edge) / square) : arm;
    const double length = glm::length(across);
    return length > 0 ? across / length : glm::dvec3(0);
}

// Cuts a closed way into ways that come to no vertex twice.
void part(const MeshTopology& m, const std::vector<std::uint32_t>& way, std::vector<std::vector<std::uint32_t>>& ways) {
    std::vector<std::uint32_t> open;
    std::unordered_map<std::uint32_t, std::size_t> begins;  // where in `open` the way leaves a vertex
    for (const std::uint32_t h : way) {
        begins[m.from(h)] = open.size();
        open.push_back(h);
        const auto met = begins.find(m.to(h));
        if (met == begins.end()) continue;
        const std::size_t from = met->second;
        for (std::size_t i = from; i < open.size(); ++i) begins.erase(m.from(open[i]));
        ways.emplace_back(open.begin() + std::ptrdiff_t(from), open.end());
        open.resize(from);
    }
}

}  // namespace

MeshTopology topology_of(std::span<const glm::vec3> positions, std::span<const std::uint32_t> first, std::span<const std::uint32_t> indices) {
    MeshTopology m;
    m.corners.resize(indices.size());
    for (std::size_t i = 0; i < indices.size(); ++i) m.corners[i] = first[indices[i]];
    m.mates.assign(indices.size(), MeshTopology::kNone);
    m.crowded.assign(indices.size() / 3, 0);

    // half-edges in buckets of their lower end
    std::vector<std::uint32_t> start(positions.size() + 1, 0), bucket(indices.size());
    const auto low = [&](std::uint32_t h) { return std::min(m.from(h), m.to(h)); };
    const auto high = [&](std::uint32_t h) { return std::max(m.from(h), m.to(h)); };
    const auto half_edges = std::uint32_t(indices.size());
    for (std::uint32_t h = 0; h < half_edges; ++h) ++start[low(h) + 1];
    for (std::size_t v = 1; v < start.size(); ++v) start[v] += start[v - 1];
    {
        std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
        for (std::uint32_t h = 0; h < half_edges; ++h) bucket[fill[low(h)]++] = h;
    }
    // A half-edge lies in one bucket, so buckets need not know of each other.
    const auto link = [&](std::size_t v) {
        const auto begin = bucket.begin() + start[v], end = bucket.begin() + start[v + 1];
        std::sort(begin, end, [&](std::uint32_t a, std::uint32_t b) { return high(a) != high(b) ? high(a) < high(b) : a < b; });
        for (auto group = begin; group != end;) {
            auto stop = group;
            while (stop != end && high(*stop) == high(*group)) ++stop;
            std::uint32_t a = group[0], b = stop - group > 1 ? group[1] : MeshTopology::kNone;
            if (stop - group > 2) {
                double flattest = 2;
                std::vector<glm::dvec3> ways;
                for (auto h = group; h != stop; ++h) {
                    ways.push_back(leaving(positions, m, *h));
                    std::atomic_ref(m.crowded[*h / 3]).store(1, std::memory_order_relaxed);
                }
                for (std::size_t i = 0; i < ways.size(); ++i)
                    for (std::size_t j = i + 1; j < ways.size(); ++j)
                        if (const double bend = glm::dot(ways[i], ways[j]); bend < flattest) flattest = bend, a = group[std::ptrdiff_t(i)], b = group[std::ptrdiff_t(j)];
            }
            if (b != MeshTopology::kNone) m.mates[a] = b, m.mates[b] = a;
            group = stop;
        }
    };
    in_pieces(positions.size(), std::max<std::size_t>(positions.size() / 32, 20'000), [&](std::size_t from, std::size_t end) {
        for (std::size_t v = from; v < end; ++v) link(v);
    });
    return m;
}

Pieces pieces_of(const MeshTopology& topology) {
    Pieces pieces;
    constexpr std::uint32_t kNew = 0xFFFFFFFF;
    pieces.of_triangle.assign(topology.triangles(), kNew);
    std::vector<std::uint32_t> open;
    for (std::uint32_t t = 0; t < topology.triangles(); ++t) {
        if (pieces.of_triangle[t] != kNew) continue;
        pieces.of_triangle[t] = pieces.count;
        open.push_back(t);
        while (!open.empty()) {
            const std::uint32_t u = open.back();
            open.pop_back();
            for (std::uint32_t h = 3 * u; h < 3 * u + 3; ++h)
                if (const std::uint32_t mate = topology.mates[h]; mate != MeshTopology::kNone && pieces.of_triangle[mate / 3] == kNew) {
                    pieces.of_triangle[mate / 3] = pieces.count;
                    open.push_back(mate / 3);
                }
        }
        ++pieces.count;
    }
    return pieces;
}

std::vector<std::vector<std::uint32_t>> rims_of(const MeshTopology& topology) {
    constexpr int kMostTurns = 4096;  // triangles about one vertex
    std::vector<std::vector<std::uint32_t>> rims;
    std::vector<std::uint8_t> seen(topology.corners.size(), 0);
    for (std::uint32_t start = 0; start < topology.corners.size(); ++start) {
        if (topology.mates[start] != MeshTopology::kNone || seen[start]) continue;
        std::vector<std::uint32_t> rim;
        for (std::uint32_t h = start; !seen[h];) {
            seen[h] = 1;
            rim.push_back(h);
            // round the end of h, through the triangles there, to the rim's next half-edge
            h = MeshTopology::next(h);
            for (int turns = 0; topology.mates[h] != MeshTopology::kNone && turns < kMostTurns; ++turns) h = MeshTopology::next(topology.mates[h]);
            if (topology.mates[h] != MeshTopology::kNone) break;  // a one-sided surface has no way round
        }
        part(topology, rim, rims);
    }
    return rims;
}

}  // namespace stipple::scalp
