#include "assets/bust/surface_nets.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <stdexcept>
#include <thread>

namespace stipple::bust {
namespace {

// Corner c of a cell is at (c & 1, c >> 1 & 1, c >> 2). Edge 4 a + i runs along axis a; i says where it lies in the
// other two axes, the next axis (a + 1) % 3 in bit 0, the one after in bit 1.
constexpr std::array<std::array<int, 2>, 12> edge_corners = [] {
    std::array<std::array<int, 2>, 12> out{};
    for (int a = 0; a < 3; ++a)
        for (int i = 0; i < 4; ++i) {
            const int base = ((i & 1) << ((a + 1) % 3)) | ((i >> 1) << ((a + 2) % 3));
            out[static_cast<std::size_t>(4 * a + i)] = {base, base | (1 << a)};
        }
    return out;
}();

constexpr int edge_between(int c0, int c1) {
    for (int e = 0; e < 12; ++e)
        if ((edge_corners[e][0] == c0 && edge_corners[e][1] == c1) ||
            (edge_corners[e][0] == c1 && edge_corners[e][1] == c0))
            return e;
    return -1;
}

// Corners of the face across axis a on side s, in order around it, and the edges between one corner and the next.
struct Face {
    std::array<int, 4> corners, edges;
};
constexpr std::array<Face, 6> faces = [] {
    std::array<Face, 6> out{};
    for (int a = 0; a < 3; ++a)
        for (int s = 0; s < 2; ++s) {
            const int b = 1 << ((a + 1) % 3), c = 1 << ((a + 2) % 3), o = s << a;
            Face& f = out[static_cast<std::size_t>(2 * a + s)];
            f.corners = {o, o | b, o | b | c, o | c};
            for (int i = 0; i < 4; ++i) f.edges[i] = edge_between(f.corners[i], f.corners[(i + 1) % 4]);
        }
    return out;
}();

// For every pattern of inside corners: the sheet each crossed edge belongs to (-1 not crossed) and how many sheets.
struct Pattern {
    std::array<std::int8_t, 12> sheet;
    std::int8_t sheets;
};

Pattern make_pattern(int inside) {
    std::array<int, 12> group{};
    for (int e = 0; e < 12; ++e) group[e] = e;
    const auto join = [&](int a, int b) {
        const int from = group[a], to = group[b];
        for (int& g : group)
            if (g == from) g = to;
    };
    for (const Face& f : faces) {
        std::array<bool, 4> in{};
        for (int i = 0; i < 4; ++i) in[i] = inside >> f.corners[i] & 1;
        std::vector<int> crossed;
        for (int i = 0; i < 4; ++i)
            if (in[i] != in[(i + 1) % 4]) crossed.push_back(f.edges[i]);
        if (crossed.size() == 2) join(crossed[0], crossed[1]);
        if (crossed.size() == 4)  // ambiguous: the two inside corners are kept apart, on both sides of the face alike
            for (int i = 0; i < 4; ++i)
                if (in[i]) join(f.edges[(i + 3) % 4], f.edges[i]);
    }
    Pattern p;
    p.sheets = 0;
    p.sheet.fill(-1);
    for (int e = 0; e < 12; ++e) {
        if ((inside >> edge_corners[e][0] & 1) == (inside >> edge_corners[e][1] & 1)) continue;
        for (int o = 0; o < e && p.sheet[e] < 0; ++o)
            if (p.sheet[o] >= 0 && group[o] == group[e]) p.sheet[e] = p.sheet[o];
        if (p.sheet[e] < 0) p.sheet[e] = p.sheets++;
    }
    return p;
}

const std::array<Pattern, 256>& patterns() {
    static const std::array<Pattern, 256> table = [] {
        std::array<Pattern, 256> out{};
        for (int i = 0; i < 256; ++i) out[static_cast<std::size_t>(i)] = make_pattern(i);
        return out;
    }();
    return table;
}

class Mesher {
  public:
    Mesher(const Grid& grid, const std::function<double(const glm::dvec3&)>& field)
        : grid_(grid), nx_(grid.x.size()), ny_(grid.y.size()), nz_(grid.z.size()), values_(nx_ * ny_ * nz_, 1e9F) {
        assert(nx_ > 1 && ny_ > 1 && nz_ > 1 && grid.x.front() == 0);
        sample(field);
    }

    HalfMesh run() {
        for (int round = 0; round < 20; ++round) {
            find_cells();
            if (!part_double_edges()) return build();
        }
        throw std::runtime_error("built-in head: the mesh stays non-manifold");
    }

  private:
    struct Cell {
        std::size_t i, j, k;
        int pattern;
        std::uint32_t first;  // vertex of its first sheet
    };

    std::size_t node(std::size_t i, std::size_t j, std::size_t k) const { return (k * ny_ + j) * nx_ + i; }
    glm::dvec3 place(std::size_t i, std::size_t j, std::size_t k) const { return {grid_.x[i], grid_.y[j], grid_.z[k]}; }

    // Values at all nodes near the surface; whole blocks far from it get only the sign of their middle.
    void sample(const std::function<double(const glm::dvec3&)>& field) {
        constexpr std::size_t side = 8;
        const std::size_t bx = (nx_ + side - 1) / side, by = (ny_ + side - 1) / side, bz = (nz_ + side - 1) / side;
        parallel_for(bx * by * bz, [&](std::size_t block) {
            const std::size_t i0 = block % bx * side, j0 = block / bx % by * side, k0 = block / (bx * by) * side;
            const std::size_t i1 = std::min(i0 + side, nx_), j1 = std::min(j0 + side, ny_),
                              k1 = std::min(k0 + side, nz_);
            const glm::dvec3 low = place(i0, j0, k0), high = place(i1 - 1, j1 - 1, k1 - 1);
            const double middle = field(0.5 * (low + high)), radius = 0.5 * glm::length(high - low);
            const bool far = std::fabs(middle) > 1.5 * radius + 5;  // blends and lumps bend the field by less than 5 mm
            for (std::size_t k = k0; k < k1; ++k)
                for (std::size_t j = j0; j < j1; ++j)
                    for (std::size_t i = i0; i < i1; ++i)
                        values_[node(i, j, k)] =
                            far ? (middle < 0 ? -1e6F : 1e6F) : static_cast<float>(field(place(i, j, k)));
        });
    }

    int pattern(std::size_t i, std::size_t j, std::size_t k) const {
        int inside = 0;
        for (int c = 0; c < 8; ++c)
            inside |= (values_[node(i + (c & 1), j + (c >> 1 & 1), k + (c >> 2))] < 0 ? 1 : 0) << c;
        return inside;
    }

    void find_cells() {
        cell_of_.assign(values_.size(), -1);
        cells_.clear();
        std::uint32_t vertices = 0;
        for (std::size_t k = 0; k + 1 < nz_; ++k)
            for (std::size_t j = 0; j + 1 < ny_; ++j)
                for (std::size_t i = 0; i + 1 < nx_; ++i) {
                    const int p = pattern(i, j, k);
                    if (p == 0 || p == 255) continue;
                    cell_of_[node(i, j, k)] = static_cast<std::int32_t>(cells_.size());
                    cells_.push_back({i, j, k, p, vertices});
                    vertices += static_cast<std::uint32_t>(patterns()[static_cast<std::size_t>(p)].sheets);
                }
        vertices_ = vertices;
    }

    // Two sheets through one ambiguous face that are one sheet on either side would share an edge of four quads.
    bool part_double_edges() {
        std::vector<std::size_t> flips;
        for (const Cell& c : cells_)
            for (int a = 0; a < 3; ++a)
                for (int s = 0; s < 2; ++s) {
                    const Face& f = faces[static_cast<std::size_t>(2 * a + s)];
                    std::array<bool, 4> in{};
                    for (int i = 0; i < 4; ++i) in[i] = c.pattern >> f.corners[i] & 1;
                    if (in[0] == in[1] || in[1] == in[2] || in[2] == in[3]) continue;
                    const auto one_sheet = [&](int pattern, const Face& face) {
                        const Pattern& p = patterns()[static_cast<std::size_t>(pattern)];
                        return p.sheet[face.edges[0]] == p.sheet[face.edges[2]];
                    };
                    if (!one_sheet(c.pattern, f)) continue;
                    std::array<std::size_t, 3> o{c.i, c.j, c.k};
                    if (s == 0 && o[a] == 0) {
                        if (a != 0) throw std::runtime_error("built-in head: the surface leaves the grid");
                    } else {  // the neighbour across; across the midline it is the cell's own mirror image
                        o[a] += s == 1 ? 1 : -1;
                        const std::int32_t n = cell_of_[node(o[0], o[1], o[2])];
                        if (n < 0 || !one_sheet(cells_[static_cast<std::size_t>(n)].pattern, faces[2 * a + 1 - s]))
                            continue;
                    }
                    std::size_t smallest = 0;
                    for (int i = 0; i < 4; ++i) {
                        const int q = f.corners[i];
                        const std::size_t at = node(c.i + (q & 1), c.j + (q >> 1 & 1), c.k + (q >> 2));
                        if (i == 0 || std::fabs(values_[at]) < std::fabs(values_[smallest])) smallest = at;
                    }
                    flips.push_back(smallest);
                }
        std::sort(flips.begin(), flips.end());
        flips.erase(std::unique(flips.begin(), flips.end()), flips.end());
        for (const std::size_t n : flips) values_[n] = values_[n] < 0 ? 1e-3F : -1e-3F;
        return !flips.empty();
    }

    HalfMesh build() const {
        HalfMesh mesh;
        mesh.positions.assign(vertices_, glm::dvec3(0));
        for (const Cell& c : cells_) {
            const Pattern& p = patterns()[static_cast<std::size_t>(c.pattern)];
            std::array<int, 4> count{};
            for (int e = 0; e < 12; ++e) {
                if (p.sheet[e] < 0) continue;
                glm::dvec3 at[2];
                double v[2];
                for (int s = 0; s < 2; ++s) {
                    const int q = edge_corners[e][s];
                    const std::size_t i = c.i + (q & 1), j = c.j + (q >> 1 & 1), k = c.k + (q >> 2);
                    at[s] = place(i, j, k);
                    v[s] = values_[node(i, j, k)];
                }
                mesh.positions[c.first + p.sheet[e]] += glm::mix(at[0], at[1], v[0] / (v[0] - v[1]));
                ++count[p.sheet[e]];
            }
            for (int s = 0; s < p.sheets; ++s) mesh.positions[c.first + s] /= count[s];
        }
        for (const Cell& c : cells_) add_quads(c, mesh);
        return mesh;
    }

    // The three edges at the cell's first corner, each with the four cells around it, in order about the axis.
    void add_quads(const Cell& c, HalfMesh& mesh) const {
        const std::array<std::size_t, 3> o{c.i, c.j, c.k};
        for (int a = 0; a < 3; ++a) {
            const int b = (a + 1) % 3, d = (a + 2) % 3;
            const bool in0 = c.pattern & 1, in1 = c.pattern >> (1 << a) & 1;
            if (in0 == in1) continue;
            std::array<std::uint32_t, 4> quad{};
            constexpr int around[4][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};  // steps back along b and d
            bool at_midline = false;
            for (int q = 0; q < 4; ++q) {
                std::array<std::size_t, 3> n = o;
                int local = 0;  // which of the neighbour's four edges along a this is
                bool mirror = false;
                const std::array<std::array<int, 3>, 2> steps{{{b, around[q][0], 1}, {d, around[q][1], 2}}};
                for (const auto& [axis, step, bit] : steps) {
                    if (step == 0) continue;
                    if (n[axis] == 0) {
                        if (axis != 0) throw std::runtime_error("built-in head: the surface leaves the grid");
                        mirror = at_midline = true;  // the mirror image of the first cell: the same local edge
                    } else {
                        --n[axis];
                        local |= bit;
                    }
                }
                const std::int32_t cell = cell_of_[node(n[0], n[1], n[2])];
                assert(cell >= 0);
                const Cell& other = cells_[static_cast<std::size_t>(cell)];
                const int sheet = patterns()[static_cast<std::size_t>(other.pattern)].sheet[4 * a + local];
                assert(sheet >= 0);
                quad[q] = other.first + static_cast<std::uint32_t>(sheet) + (mirror ? vertices_ : 0);
            }
            // Going back along b, then d, turns counter-clockwise seen from the far end of a: outward when the edge
            // leaves the inside.
            if (!in0) std::swap(quad[1], quad[3]);
            mesh.quads.push_back(quad);
            if (!at_midline) {
                const auto image = [&](std::uint32_t v) { return v < vertices_ ? v + vertices_ : v - vertices_; };
                mesh.quads.push_back({image(quad[0]), image(quad[3]), image(quad[2]), image(quad[1])});
            }
        }
    }

    const Grid& grid_;
    std::size_t nx_, ny_, nz_;
    std::vector<float> values_;
    std::vector<std::int32_t> cell_of_;
    std::vector<Cell> cells_;
    std::uint32_t vertices_ = 0;
};

}  // namespace

HalfMesh surface_nets(const Grid& grid, const std::function<double(const glm::dvec3&)>& field) {
    return Mesher(grid, field).run();
}

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work) {
    constexpr std::size_t batch = 64;
    std::atomic<std::size_t> next{0};
    const auto run = [&] {
        for (std::size_t first; (first = next.fetch_add(batch)) < count;)
            for (std::size_t i = first; i < std::min(first + batch, count); ++i) work(i);
    };
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    std::vector<std::jthread> pool;
    for (unsigned t = 1; t < threads; ++t) pool.emplace_back(run);
    run();
}

}  // namespace stipple::bust
