#include "repair_islands.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace stipple::scalp {
namespace {

constexpr double kLargestSize = 0.25, kLargestShare = 1.0 / 64;
constexpr std::uint32_t kLeastPatch = 64;  // triangles; smaller patches in holes are crumbs that filling makes good
constexpr std::size_t kSamples = 6000;  // of the large pieces, to tell inside from outside
constexpr std::size_t kProbes = 24;     // of a small one

struct Piece {
    glm::dvec3 low{1e300}, high{-1e300};
    double area = 0;
    std::uint32_t triangles = 0, rim = 0;  // rim: half-edges
    [[nodiscard]] double size() const { return triangles ? glm::length(high - low) : 0; }
};

struct Sample {
    glm::dvec3 position, normal;  // the normal's length is the area it stands for
};

// How often the surface winds about a point: 1 inside, 0 outside, between where it is open (Jacobson et al. 2013, "Robust
// inside-outside segmentation using generalized winding numbers", with points for triangles).
double winding_number(const std::vector<Sample>& samples, const glm::dvec3& at, double nearest) {
    double sum = 0;
    for (const Sample& s : samples) {
        const glm::dvec3 d = s.position - at;
        const double r2 = std::max(glm::dot(d, d), nearest);
        sum += glm::dot(d, s.normal) / (r2 * std::sqrt(r2));
    }
    return sum / (4 * 3.14159265358979324);
}

}  // namespace

std::vector<double> share_of_rim_beside(std::span<const glm::vec3> positions, const MeshTopology& m, const Pieces& pieces,
                                        const std::vector<std::uint8_t>& among) {
    std::vector<double> share(pieces.count, 0), rim(pieces.count, 0);
    struct Edge {
        glm::dvec3 middle;
        double length;
        std::uint32_t piece;
    };
    std::vector<Edge> edges;
    std::vector<double> lengths;
    for (std::uint32_t h = 0; h < m.mates.size(); ++h) {
        if (m.mates[h] != MeshTopology::kNone) continue;
        const glm::dvec3 a = positions[m.from(h)], b = positions[m.to(h)];
        edges.push_back({0.5 * (a + b), glm::length(b - a), pieces.of_triangle[h / 3]});
        ++rim[edges.back().piece];
        lengths.push_back(edges.back().length);
    }
    if (edges.empty()) return share;
    std::nth_element(lengths.begin(), lengths.begin() + std::ptrdiff_t(lengths.size() / 2), lengths.end());
    const double cell = lengths[lengths.size() / 2];
    if (!(cell > 0)) return share;
    const auto key = [&](const glm::dvec3& p, int x, int y, int z) {
        const auto index = [&](double v, int d) { return std::uint64_t(std::int64_t(std::floor(v / cell)) + d); };
        return (index(p.x, x) * 73856093ULL) ^ (index(p.y, y) * 19349663ULL) ^ (index(p.z, z) * 83492791ULL);
    };
    std::unordered_multimap<std::uint64_t, std::uint32_t> grid;
    grid.reserve(edges.size() * 2);
    for (std::uint32_t i = 0; i < edges.size(); ++i) grid.emplace(key(edges[i].middle, 0, 0, 0), i);
    for (const Edge& edge : edges) {
        bool beside = false;
        for (int n = 0; n < 27 && !beside; ++n) {
            const auto [begin, end] = grid.equal_range(key(edge.middle, n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1));
            for (auto at = begin; at != end && !beside; ++at) {
                const Edge& other = edges[at->second];
                beside = other.piece != edge.piece && among[other.piece] && glm::length(other.middle - edge.middle) < std::min({edge.length, other.length, cell});
            }
        }
        share[edge.piece] += beside;
    }
    for (std::size_t i = 0; i < share.size(); ++i) share[i] = rim[i] > 0 ? share[i] / rim[i] : 0;
    return share;
}

std::vector<std::uint8_t> islands_of(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices, const MeshTopology& topology, const Pieces& pieces) {
    std::vector<Piece> facts(pieces.count);
    double whole = 0, largest = 0, largest_area = 0;
    for (std::size_t t = 0; t < topology.triangles(); ++t) {
        Piece& piece = facts[pieces.of_triangle[t]];
        const glm::dvec3 a = positions[indices[3 * t]], b = positions[indices[3 * t + 1]], c = positions[indices[3 * t + 2]];
        piece.low = glm::min(piece.low, glm::min(a, glm::min(b, c)));
        piece.high = glm::max(piece.high, glm::max(a, glm::max(b, c)));
        const double area = 0.5 * glm::length(glm::cross(b - a, c - a));
        piece.area += area;
        ++piece.triangles;
        whole += area;
    }
    for (const Piece& piece : facts) {
        largest = std::max(largest, piece.size());
        largest_area = std::max(largest_area, piece.area);
    }
    std::vector<std::uint8_t> islands(pieces.count, 0);
    // a scan torn to pieces sheds only its crumbs
    const double share = largest_area > 0.3 * whole ? kLargestShare : kLargestShare / 8;
    for (std::size_t i = 0; i < facts.size(); ++i) islands[i] = facts[i].size() < kLargestSize * largest && facts[i].area < share * whole;
    if (std::find(islands.begin(), islands.end(), 1) == islands.end()) return islands;

    std::vector<std::uint8_t> large(pieces.count);
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = !islands[i];
    const std::vector<double> beside = share_of_rim_beside(positions, topology, pieces, large);
    for (std::uint32_t h = 0; h < topology.mates.size(); ++h) facts[pieces.of_triangle[h / 3]].rim += topology.mates[h] == MeshTopology::kNone;
    std::vector<Sample> samples;
    std::vector<std::vector<glm::dvec3>> probes(pieces.count);
    const double step = whole / double(kSamples);
    double passed = 0, next = step / 2;
    std::vector<std::uint32_t> seen(pieces.count, 0);
    for (std::size_t t = 0; t < topology.triangles(); ++t) {
        const std::uint32_t piece = pieces.of_triangle[t];
        const glm::dvec3 a = positions[indices[3 * t]], b = positions[indices[3 * t + 1]], c = positions[indices[3 * t + 2]], middle = (a + b + c) / 3.0;
        if (islands[piece]) {
            const std::uint32_t every = std::max(1U, facts[piece].triangles / std::uint32_t(kProbes));
            if (seen[piece]++ % every == 0) probes[piece].push_back(middle);
            continue;
        }
        const glm::dvec3 n = 0.5 * glm::cross(b - a, c - a);
        passed += glm::length(n);
        if (passed < next || !(glm::length(n) > 0)) continue;
        // one sample for all area passed since the last
        const double stands_for = passed - (next - step / 2);
        samples.push_back({middle, glm::normalize(n) * std::max(stands_for, step / 2)});
        next = passed + step / 2;
    }
    for (std::size_t i = 0; i < facts.size(); ++i) {
        if (!islands[i]) continue;
        if (beside[i] >= 0.5 && facts[i].triangles >= kLeastPatch) {
            islands[i] = 0;
            continue;
        }
        std::size_t inside = 0;
        for (const glm::dvec3& p : probes[i]) inside += winding_number(samples, p, step) > 0.4;
        // a scrap inside the head is no more use than one outside: what belongs there is nearly closed
        if (10 * inside >= 6 * probes[i].size() && 4 * facts[i].rim < facts[i].triangles) islands[i] = 0;
    }
    return islands;
}

}  // namespace stipple::scalp
