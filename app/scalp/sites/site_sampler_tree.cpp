#include "site_sampler_tree.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace stipple::scalp {
namespace {

constexpr double sites_per_cell = 32;     // least, in a square of the cell's side
constexpr unsigned deepest = 18;          // halvings; 3 × 18 bits fit a key, and cells stay far above float steps
constexpr float least_piece_mm2 = 1e-9F;  // slivers below this come from rounding

std::uint64_t spread(std::uint64_t v) {
    v &= 0xFFFFF;
    v = (v | v << 32) & 0x001F00000000FFFFULL;
    v = (v | v << 16) & 0x001F0000FF0000FFULL;
    v = (v | v << 8) & 0x100F00F00F00F00FULL;
    v = (v | v << 4) & 0x10C30C30C30C30C3ULL;
    return (v | v << 2) & 0x1249249249249249ULL;
}

std::uint64_t gather(std::uint64_t v) {
    v &= 0x1249249249249249ULL;
    v = (v | v >> 2) & 0x10C30C30C30C30C3ULL;
    v = (v | v >> 4) & 0x100F00F00F00F00FULL;
    v = (v | v >> 8) & 0x001F0000FF0000FFULL;
    v = (v | v >> 16) & 0x001F00000000FFFFULL;
    return (v | v >> 32) & 0xFFFFF;
}

bool finite(glm::vec3 v) {
    // Not std::isfinite three times: x - x is 0 for every finite x and NaN for the rest.
    return v.x - v.x == 0 && v.y - v.y == 0 && v.z - v.z == 0;
}

float length(glm::vec3 v) { return std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z); }
glm::vec3 cross(glm::vec3 a, glm::vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

float dot(glm::vec3 a, glm::vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

// By the regions of the triangle's plane that corners, edges and the inside own (Ericson 2005, Real-Time Collision
// Detection, 5.1.5).
glm::vec3 nearest_on(const SurfacePiece& piece, glm::vec3 p) {
    const glm::vec3 e1 = piece.edge1, e2 = piece.edge2, ap = p - piece.corner, bp = ap - e1, cp = ap - e2;
    const float d1 = dot(e1, ap), d2 = dot(e2, ap), d3 = dot(e1, bp), d4 = dot(e2, bp), d5 = dot(e1, cp),
                d6 = dot(e2, cp);
    if (d1 <= 0 && d2 <= 0) return piece.corner;
    if (d3 >= 0 && d4 <= d3) return piece.corner + e1;
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return piece.corner + d1 / (d1 - d3) * e1;
    if (d6 >= 0 && d5 <= d6) return piece.corner + e2;
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return piece.corner + d2 / (d2 - d6) * e2;
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 >= d3 && d5 >= d6) return piece.corner + e1 + (d4 - d3) / (d4 - d3 + d5 - d6) * (e2 - e1);
    const float inverse = 1.0F / (va + vb + vc);
    return piece.corner + vb * inverse * e1 + vc * inverse * e2;
}

// A convex polygon cut from a triangle: a plane adds at most one corner, and six planes bound a cell.
struct Polygon {
    std::array<glm::vec3, 12> corner;
    int count = 0;
    void add(glm::vec3 p) {
        if (count < int(corner.size())) corner[std::size_t(count++)] = p;
    }
};

// Splits by the plane p[axis] = at. The crossing is computed once and given to both sides, so no gap opens.
void split(const Polygon& polygon, int axis, float at, Polygon& below, Polygon& above) {
    below.count = above.count = 0;
    for (int i = 0; i < polygon.count; ++i) {
        const glm::vec3 a = polygon.corner[std::size_t(i)];
        const glm::vec3 b = polygon.corner[std::size_t(i + 1 == polygon.count ? 0 : i + 1)];
        const bool a_below = a[axis] < at, b_below = b[axis] < at;
        (a_below ? below : above).add(a);
        if (a_below != b_below) {
            const float t = (at - a[axis]) / (b[axis] - a[axis]);
            glm::vec3 p = a + t * (b - a);
            p[axis] = at;
            below.add(p);
            above.add(p);
        }
    }
}

struct Cutter {
    glm::vec3 origin;
    float size, inverse;
    std::uint32_t last;  // highest cell index along an axis
    std::vector<SurfacePiece>& pieces;
    std::vector<std::uint64_t>& keys;

    [[nodiscard]] std::uint32_t cell(float p, int axis) const {
        const float at = (p - origin[axis]) * inverse;
        return at <= 0 ? 0U : std::min(std::uint32_t(at), last);
    }

    void cut(const Polygon& polygon, int axis, std::array<std::uint32_t, 3> at, std::uint32_t triangle) const {
        if (polygon.count < 3) return;
        if (axis == 3) {
            for (int i = 1; i + 1 < polygon.count; ++i) {
                const glm::vec3 a = polygon.corner[0], e1 = polygon.corner[std::size_t(i)] - a,
                                e2 = polygon.corner[std::size_t(i + 1)] - a;
                if (!(0.5F * length(cross(e1, e2)) > least_piece_mm2)) continue;
                pieces.push_back({a, e1, e2, triangle});
                keys.push_back(morton_key(at[0], at[1], at[2]));
            }
            return;
        }
        float lo = polygon.corner[0][axis], hi = lo;
        for (int i = 1; i < polygon.count; ++i) {
            lo = std::min(lo, polygon.corner[std::size_t(i)][axis]);
            hi = std::max(hi, polygon.corner[std::size_t(i)][axis]);
        }
        const std::uint32_t first = cell(lo, axis), end = cell(hi, axis);
        Polygon rest = polygon, below, above;
        for (std::uint32_t i = first; i < end; ++i) {
            split(rest, axis, origin[axis] + float(i + 1) * size, below, above);
            at[std::size_t(axis)] = i;
            cut(below, axis + 1, at, triangle);
            rest = above;
        }
        at[std::size_t(axis)] = end;
        cut(rest, axis + 1, at, triangle);
    }
};

// Stable radix sort of (key, index), 11 bits a pass; checks for cancel between passes.
void sort_by_key(std::vector<std::uint64_t>& keys, std::vector<std::uint32_t>& order, unsigned bits,
                 const SiteThreads& threads) {
    std::vector<std::uint64_t> keys_out(keys.size());
    std::vector<std::uint32_t> order_out(order.size());
    for (unsigned shift = 0; shift < bits; shift += 11) {
        threads.check();
        std::array<std::size_t, 2049> start{};
        for (const std::uint64_t key : keys) ++start[((key >> shift) & 2047) + 1];
        for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const std::size_t to = start[(keys[i] >> shift) & 2047]++;
            keys_out[to] = keys[i];
            order_out[to] = order[i];
        }
        keys.swap(keys_out);
        order.swap(order_out);
    }
}

}  // namespace

std::uint64_t morton_key(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
    return spread(x) | spread(y) << 1 | spread(z) << 2;
}
std::uint32_t morton_axis(std::uint64_t key, unsigned axis) { return std::uint32_t(gather(key >> axis)); }

SurfaceTree::SurfaceTree(const SiteSurface& surface, double sites, SiteThreads& threads) : surface_(surface) {
    const std::size_t triangles = surface.triangle_count();
    if (triangles == 0 || surface.positions.size() != triangles * 3 || surface.normals.size() != triangles * 3)
        throw std::invalid_argument("site surface: give three positions and three normals for each triangle");

    constexpr std::size_t grain = 4096;
    const std::size_t chunks = (triangles + grain - 1) / grain;
    struct Chunk {
        glm::vec3 lo{1e30F}, hi{-1e30F};
        double area = 0;
        std::vector<SurfacePiece> pieces;
        std::vector<std::uint64_t> keys;
    };
    std::vector<Chunk> chunk(chunks);
    std::vector<std::uint8_t> keep(triangles);
    side_.resize(triangles);
    threads.run(chunks, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t c = begin; c < end; ++c)
            for (std::size_t t = c * grain; t < std::min(triangles, (c + 1) * grain); ++t) {
                const glm::vec3* p = &surface.positions[t * 3];
                const glm::vec3* n = &surface.normals[t * 3];
                side_[t] = n[0] + n[1] + n[2];
                if (!finite(p[0]) || !finite(p[1]) || !finite(p[2]) || !finite(side_[t])) continue;
                const float area = 0.5F * length(cross(p[1] - p[0], p[2] - p[0]));
                if (!(area > least_piece_mm2)) continue;
                keep[t] = 1;
                chunk[c].area += double(area);
                for (int i = 0; i < 3; ++i) {
                    chunk[c].lo = glm::min(chunk[c].lo, p[i]);
                    chunk[c].hi = glm::max(chunk[c].hi, p[i]);
                }
            }
    });
    glm::vec3 lo{1e30F}, hi{-1e30F};
    double area = 0;
    for (const Chunk& c : chunk) {
        lo = glm::min(lo, c.lo);
        hi = glm::max(hi, c.hi);
        area += c.area;
    }
    if (!(area > 0)) throw std::invalid_argument("site surface: no triangle has an area");

    const glm::vec3 extent = hi - lo;
    root_size_ = std::max({extent.x, extent.y, extent.z}) * 1.0001F + 1e-3F;
    origin_ = lo - 0.00005F * root_size_;
    for (double side = double(root_size_) / 2; depth_ < deepest && side * side * sites / area >= sites_per_cell;
         side /= 2)
        ++depth_;

    threads.run(chunks, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t c = begin; c < end; ++c) {
            const float size = cell_size();
            const Cutter cutter{origin_,         size,         1.0F / size, std::uint32_t((1ULL << depth_) - 1),
                                chunk[c].pieces, chunk[c].keys};
            for (std::size_t t = c * grain; t < std::min(triangles, (c + 1) * grain); ++t) {
                if (!keep[t]) continue;
                Polygon polygon;
                for (std::size_t i = 0; i < 3; ++i) polygon.add(surface.positions[t * 3 + i]);
                cutter.cut(polygon, 0, {}, std::uint32_t(t));
            }
        }
    });

    std::size_t count = 0;
    for (const Chunk& c : chunk) count += c.pieces.size();
    if (count == 0) throw std::invalid_argument("site surface: no triangle has an area");
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> order(count);
    std::vector<SurfacePiece> unsorted;
    keys.reserve(count);
    unsorted.reserve(count);
    for (Chunk& c : chunk) {
        keys.insert(keys.end(), c.keys.begin(), c.keys.end());
        unsorted.insert(unsorted.end(), c.pieces.begin(), c.pieces.end());
        c = {};
    }
    for (std::size_t i = 0; i < count; ++i) order[i] = std::uint32_t(i);
    sort_by_key(keys, order, depth_ * 3, threads);

    pieces_.resize(count);
    piece_cell_.resize(count);
    area_before_.resize(count + 1);
    threads.run(count, 16384, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const SurfacePiece& piece = pieces_[i] = unsorted[order[i]];
            area_before_[i + 1] = double(0.5F * length(cross(piece.edge1, piece.edge2)));
        }
    });
    for (std::size_t i = 0; i < count; ++i) {
        area_before_[i + 1] += area_before_[i];
        if (i == 0 || keys[i] != keys[i - 1]) {
            cell_keys_.push_back(keys[i]);
            cell_first_.push_back(std::uint32_t(i));
        }
        piece_cell_[i] = std::uint32_t(cell_keys_.size() - 1);
    }
    cell_first_.push_back(std::uint32_t(count));
    std::size_t slots = 64;
    while (slots < cell_keys_.size() * 4) slots *= 2;
    slots_.resize(slots);
    for (std::size_t c = 0; c < cell_keys_.size(); ++c) {
        std::size_t s = slot_of(cell_keys_[c]);
        while (slots_[s].cell != none) s = (s + 1) & (slots - 1);
        slots_[s] = {cell_keys_[c], std::uint32_t(c)};
    }
}

std::uint32_t SurfaceTree::piece_at(std::uint32_t first, std::uint32_t last, std::uint64_t where) const {
    const double from = area_before_[first], to = area_before_[last];
    const double at = from + (to - from) * (double(where >> 11) * (1.0 / 9007199254740992.0));
    while (last - first > 1) {  // area_before_[first] <= at < area_before_[last]
        const std::uint32_t middle = first + (last - first) / 2;
        if (area_before_[middle] <= at) {
            first = middle;
        } else {
            last = middle;
        }
    }
    return first;
}

SitePoint SurfaceTree::draw(std::uint32_t first, std::uint32_t last, SiteRandom& random) const {
    const std::uint64_t where = random.next();
    return place(piece_at(first, last, where), random.next());
}

SitePoint SurfaceTree::place(std::uint32_t piece, std::uint64_t inside) const {
    const glm::vec2 at = place_in_triangle(inside);
    const SurfacePiece& p = pieces_[piece];
    return {p.corner + at.x * p.edge1 + at.y * p.edge2, piece};
}

std::optional<SitePoint> SurfaceTree::nearest(glm::vec3 p, float reach, glm::vec3 toward) const {
    const float inverse = 1.0F / cell_size();
    const float last = float((1ULL << depth_) - 1);
    std::uint32_t lo[3], hi[3];
    for (int a = 0; a < 3; ++a) {
        lo[a] = std::uint32_t(std::clamp((p[a] - reach - origin_[a]) * inverse, 0.0F, last));
        hi[a] = std::uint32_t(std::clamp((p[a] + reach - origin_[a]) * inverse, 0.0F, last));
    }
    std::optional<SitePoint> found;
    float best2 = reach * reach, best = reach;
    for (std::uint32_t z = lo[2]; z <= hi[2]; ++z)
        for (std::uint32_t y = lo[1]; y <= hi[1]; ++y)
            for (std::uint32_t x = lo[0]; x <= hi[0]; ++x) {
                const std::uint64_t key = morton_key(x, y, z);
                const std::uint32_t c = cell_of_key(key);
                if (c == none) continue;
                for (std::uint32_t i = cell_first_[c]; i < cell_first_[c + 1]; ++i) {
                    const SurfacePiece& piece = pieces_[i];
                    const glm::vec3 b = piece.corner + piece.edge1, d = piece.corner + piece.edge2;
                    const glm::vec3 low = glm::min(glm::min(piece.corner, b), d) - p,
                                    high = glm::max(glm::max(piece.corner, b), d) - p;
                    if (std::max({low.x, low.y, low.z}) > best || std::min({high.x, high.y, high.z}) < -best) continue;
                    const glm::vec3 side = side_[piece.triangle];
                    if (!(dot(side, toward) > 0)) continue;
                    const glm::vec3 at = nearest_on(piece, p), from = at - p;
                    if (dot(from, from) >= best2) continue;
                    best2 = dot(from, from);
                    best = std::sqrt(best2);
                    found = {at, i};
                }
            }
    return found;
}

glm::vec3 SurfaceTree::normal(const SitePoint& point) const {
    const std::size_t t = pieces_[point.piece].triangle;
    const glm::vec3* p = &surface_.positions[t * 3];
    const glm::vec3* n = &surface_.normals[t * 3];
    const glm::vec3 up = cross(p[1] - p[0], p[2] - p[0]);
    const float inverse = 1.0F / (up.x * up.x + up.y * up.y + up.z * up.z);
    const auto weight = [&](glm::vec3 a, glm::vec3 b) {
        const glm::vec3 c = cross(b - a, point.position - a);
        return std::clamp((c.x * up.x + c.y * up.y + c.z * up.z) * inverse, 0.0F, 1.0F);
    };
    const glm::vec3 sum = weight(p[1], p[2]) * n[0] + weight(p[2], p[0]) * n[1] + weight(p[0], p[1]) * n[2];
    const float size = length(sum);
    if (size > 1e-6F) return sum / size;
    return up * std::sqrt(inverse);
}

}  // namespace stipple::scalp
