#include "assets/bust/islands.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace stipple::bust {
namespace {

constexpr std::uint32_t kNone = ~0U;

std::uint32_t next(std::uint32_t h) { return h % 3 == 2 ? h - 2 : h + 1; }

// Per half-edge (3 t + k, from corner k on) of a closed mesh the one across.
std::vector<std::uint32_t> mates(const TriangleMesh& mesh) {
    struct Edge {
        std::uint32_t low, high, half;
    };
    std::vector<Edge> edges;
    edges.reserve(3 * mesh.triangles.size());
    for (std::uint32_t h = 0; h < 3 * mesh.triangles.size(); ++h) {
        const std::uint32_t a = mesh.triangles[h / 3][h % 3], b = mesh.triangles[h / 3][next(h) % 3];
        edges.push_back({std::min(a, b), std::max(a, b), h});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
        return a.low != b.low ? a.low < b.low : a.high != b.high ? a.high < b.high : a.half < b.half;
    });
    std::vector<std::uint32_t> out(edges.size(), kNone);
    for (std::size_t i = 0; i + 1 < edges.size(); i += 2) {
        assert(edges[i].low == edges[i + 1].low && edges[i].high == edges[i + 1].high);
        out[edges[i].half] = edges[i + 1].half;
        out[edges[i + 1].half] = edges[i].half;
    }
    return out;
}

struct Groups {
    std::vector<std::uint32_t> parent;
    explicit Groups(std::size_t count) : parent(count) { std::iota(parent.begin(), parent.end(), 0U); }
    std::uint32_t root(std::uint32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    }
    // The lowest member is the root.
    void join(std::uint32_t a, std::uint32_t b) {
        a = root(a), b = root(b);
        parent[std::max(a, b)] = std::min(a, b);
    }
};

}  // namespace

std::vector<std::uint8_t> whole_islands(const TriangleMesh& mesh, std::vector<std::uint8_t> wanted, int labels,
                                        const Parted& cut) {
    const std::vector<std::uint32_t> mate = mates(mesh);
    const auto count = static_cast<std::uint32_t>(mesh.triangles.size());
    const auto length = [&](std::uint32_t h) {
        return glm::distance(mesh.positions[mesh.triangles[h / 3][h % 3]],
                             mesh.positions[mesh.triangles[h / 3][next(h) % 3]]);
    };
    for (;;) {
        Groups groups(count);
        for (std::uint32_t h = 0; h < 3 * count; ++h)
            if (wanted[h / 3] == wanted[mate[h] / 3] && !cut(h / 3, mate[h] / 3)) groups.join(h / 3, mate[h] / 3);
        std::vector<std::uint32_t> size(count, 0), main(std::size_t(labels), kNone);
        for (std::uint32_t t = 0; t < count; ++t) ++size[groups.root(t)];
        for (std::uint32_t t = 0; t < count; ++t)
            if (size[t] > 0 && (main[wanted[t]] == kNone || size[t] > size[main[wanted[t]]])) main[wanted[t]] = t;
        // The smallest stray piece goes first, so that what lies inside it finds its way too.
        std::uint32_t stray = kNone;
        for (std::uint32_t t = 0; t < count; ++t)
            if (size[t] > 0 && main[wanted[t]] != t && (stray == kNone || size[t] < size[stray])) stray = t;
        if (stray == kNone) break;
        std::vector<double> border(std::size_t(labels), 0);
        for (std::uint32_t h = 0; h < 3 * count; ++h)
            if (groups.root(h / 3) == stray && wanted[mate[h] / 3] != wanted[stray])
                border[wanted[mate[h] / 3]] += length(h);
        const auto to = static_cast<std::uint8_t>(std::max_element(border.begin(), border.end()) - border.begin());
        for (std::uint32_t t = 0; t < count; ++t)
            if (groups.root(t) == stray) size[t] = kNone;
        for (std::uint32_t t = 0; t < count; ++t)
            if (size[t] == kNone) wanted[t] = to;
    }
    return wanted;
}

CutMesh cut_open(const TriangleMesh& mesh, const std::vector<std::uint8_t>& labels, const Parted& cut) {
    const std::vector<std::uint32_t> mate = mates(mesh);
    const auto corners = static_cast<std::uint32_t>(3 * mesh.triangles.size());
    // Corners of one vertex that lie on the same side of all cuts.
    Groups fans(corners);
    for (std::uint32_t h = 0; h < corners; ++h) {
        const std::uint32_t t = h / 3, s = mate[h] / 3;
        if (t > s || labels[t] != labels[s] || cut(t, s)) continue;
        fans.join(h, next(mate[h]));
        fans.join(next(h), mate[h]);
    }
    CutMesh out;
    out.triangles = mesh.triangles;
    std::vector<std::uint32_t> number(corners, kNone);
    std::vector<std::uint8_t> taken(mesh.positions.size(), 0);
    for (std::uint32_t c = 0; c < corners; ++c) {
        const std::uint32_t root = fans.root(c), old = mesh.triangles[c / 3][c % 3];
        if (number[root] == kNone) {
            number[root] = taken[old] ? std::uint32_t(mesh.positions.size() + out.copy_of.size()) : old;
            if (taken[old]) out.copy_of.push_back(old);
            taken[old] = 1;
        }
        out.triangles[c / 3][c % 3] = number[root];
    }
    return out;
}

}  // namespace stipple::bust
