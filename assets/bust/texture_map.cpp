#include "assets/bust/texture_map.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "assets/bust/bust.h"
#include "assets/bust/flatten.h"
#include "assets/bust/islands.h"
#include "assets/bust/primitives.h"
#include "assets/bust/surface_nets.h"

namespace stipple::bust {
namespace {

using glm::dvec2;

enum Island : std::uint8_t { scalp, face, front, back, left_ear, right_ear, island_count };

// All lengths are of the head of default measures.
constexpr double nape_dart = 55, ear_dart = 80;  // up to these heights
const dvec3 dart_tips[] = {{0, nape_dart, -102}, {74, ear_dart, -12}, {-74, ear_dart, -12}};

// Height of the seam below the scalp: 8 mm and more below what scalp_region.h lets be drawn on.
double scalp_rim(const dvec3& p) {
    constexpr double forehead = 63, sideburn = -12, behind_ear = -38, nape = -70;
    const auto mix = [](double a, double b, double t) { return a + (b - a) * std::clamp(t, 0.0, 1.0); };
    if (p.z < -25) return mix(behind_ear, nape, (-25 - p.z) / 35);
    if (p.z < 25) return mix(behind_ear, sideburn, (p.z + 25) / 50);
    const double temple = mix(sideburn, 18, (p.z - 25) / 49);
    // Down beside the brow, ahead of the vertical through the outer canthus.
    return std::max(mix(forehead, temple, (std::fabs(p.x) - 38) / 7), mix(temple, forehead, (p.z - 84) / 6));
}

Island wanted_at(const dvec3& p, bool on_ear) {
    if (on_ear) return p.x > 0 ? left_ear : right_ear;
    if (p.y > scalp_rim(p)) return scalp;
    // The face ends below the jaw; the shoulders are parted at the side of the neck.
    if (p.z > -5 && p.y > -50 - .75 * p.z) return face;
    return p.z > -12 ? front : back;
}

bool across_dart(const dvec3& p, const dvec3& q) {
    if (p.z < 0 && q.z < 0 && std::max(p.y, q.y) < nape_dart && (p.x < 0) != (q.x < 0)) return true;
    return std::min(p.y, q.y) > 20 && std::fabs(p.x) > 20 && p.x * q.x > 0 && std::max(p.y, q.y) < ear_dart &&
           (p.z < dart_tips[1].z) != (q.z < dart_tips[1].z);
}

// Around the tips of darts distortion would heap up: there more weighs on it.
double weight_at(const dvec3& p) {
    constexpr double more = 5, reach = 4;
    double weight = 1;
    for (const dvec3& tip : dart_tips) weight += more / (1 + glm::dot(p - tip, p - tip) / (reach * reach));
    return weight;
}

// The triangles of one island, on vertices of its own.
struct Piece {
    TriangleMesh mesh;
    std::vector<std::uint32_t> vertex;  // whole mesh's, per own one
    std::vector<dvec2> place;           // mm
};

Piece piece_of(const std::vector<dvec3>& positions, const std::vector<std::array<std::uint32_t, 3>>& triangles,
               const std::vector<std::uint8_t>& labels, std::uint8_t label) {
    Piece out;
    constexpr std::uint32_t none = ~0U;
    std::vector<std::uint32_t> own(positions.size(), none);
    for (std::size_t t = 0; t < triangles.size(); ++t) {
        if (labels[t] != label) continue;
        std::array<std::uint32_t, 3> corners{};
        for (std::size_t k = 0; k < 3; ++k) {
            std::uint32_t& at = own[triangles[t][k]];
            if (at == none) {
                at = static_cast<std::uint32_t>(out.vertex.size());
                out.vertex.push_back(triangles[t][k]);
                out.mesh.positions.push_back(positions[triangles[t][k]]);
            }
            corners[k] = at;
        }
        out.mesh.triangles.push_back(corners);
    }
    return out;
}

dvec3 middle(const TriangleMesh& mesh, std::size_t t) {
    const auto& corner = mesh.triangles[t];
    return (mesh.positions[corner[0]] + mesh.positions[corner[1]] + mesh.positions[corner[2]]) / 3.0;
}

// Turned so that what is up on the head is up on the texture, on the scalp what is in front; scaled to life size by the
// geometric mean over the area.
void set_upright(Piece& piece, const dvec3& up) {
    dvec2 sum(0);
    double on_head = 0, flat = 0;
    for (const auto& t : piece.mesh.triangles) {
        const dvec3 e = piece.mesh.positions[t[1]] - piece.mesh.positions[t[0]],
                    f = piece.mesh.positions[t[2]] - piece.mesh.positions[t[0]];
        const dvec2 g = piece.place[t[1]] - piece.place[t[0]], h = piece.place[t[2]] - piece.place[t[0]];
        // `up` within the triangle as a mixture of its edges, taken over to the plane.
        const double ee = glm::dot(e, e), ef = glm::dot(e, f), ff = glm::dot(f, f), ue = glm::dot(up, e),
                     uf = glm::dot(up, f), det = ee * ff - ef * ef, area = std::sqrt(det);
        sum += ((ff * ue - ef * uf) * g + (ee * uf - ef * ue) * h) / det * area;
        on_head += area;
        flat += area * exact::log(std::fabs(g.x * h.y - g.y * h.x) / area);
    }
    sum /= std::sqrt(glm::dot(sum, sum));
    const double scale = exact::exp(-.5 * flat / on_head);
    for (dvec2& p : piece.place) p = scale * dvec2(p.x * sum.y - p.y * sum.x, p.x * sum.x + p.y * sum.y);
}

// Islands in rows, the tallest first.
void pack(std::vector<Piece>& pieces) {
    constexpr double gap = 8;
    struct Box {
        std::size_t piece;
        dvec2 low, size;
    };
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        dvec2 low(1e9), high(-1e9);
        for (const dvec2& p : pieces[i].place) low = glm::min(low, p), high = glm::max(high, p);
        boxes.push_back({i, low, high - low});
    }
    std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) {
        return a.size.y != b.size.y ? a.size.y > b.size.y : a.piece < b.piece;
    });
    dvec2 at(gap, gap);
    double row = 0;
    for (const Box& box : boxes) {
        if (at.x + box.size.x + gap > kTextureSideMm) {
            at = {gap, at.y + row + gap};
            row = 0;
        }
        for (dvec2& p : pieces[box.piece].place) p += at - box.low;
        at.x += box.size.x + gap;
        row = std::max(row, box.size.y);
        assert(at.x <= kTextureSideMm && at.y + row + gap <= kTextureSideMm);
    }
}

}  // namespace

TextureMap texture_map(const TriangleMesh& mesh, const std::vector<std::uint8_t>& on_ear) {
    std::vector<std::uint8_t> labels(mesh.triangles.size());
    for (std::size_t t = 0; t < labels.size(); ++t) labels[t] = wanted_at(middle(mesh, t), on_ear[t] != 0);
    const auto in_dart = [&](std::uint32_t s, std::uint32_t t) {
        return labels[s] == scalp && across_dart(middle(mesh, s), middle(mesh, t));
    };
    labels = whole_islands(mesh, labels, island_count, in_dart);
    CutMesh cut = cut_open(mesh, labels, in_dart);
    std::vector<dvec3> positions = mesh.positions;
    for (const std::uint32_t v : cut.copy_of) positions.push_back(mesh.positions[v]);

    std::vector<Piece> pieces(island_count);
    parallel_for(island_count, [&](std::size_t i) {
        Piece& piece = pieces[i] = piece_of(positions, cut.triangles, labels, std::uint8_t(i));
        if (i != scalp) {
            piece.place = flatten(piece.mesh, std::vector<double>(piece.mesh.triangles.size(), 1), {{1, 120}});
            set_upright(piece, {0, 1, 0});
            return;
        }
        // First without darts, then these open.
        std::vector<double> weights(piece.mesh.triangles.size());
        for (std::size_t t = 0; t < weights.size(); ++t) weights[t] = weight_at(middle(piece.mesh, t));
        const CutMesh whole = cut_open(mesh, labels, [](std::uint32_t, std::uint32_t) { return false; });
        std::vector<dvec3> closed_positions = mesh.positions;
        for (const std::uint32_t v : whole.copy_of) closed_positions.push_back(mesh.positions[v]);
        const Piece closed = piece_of(closed_positions, whole.triangles, labels, scalp);
        const std::vector<dvec2> start = flatten(closed.mesh, weights, {{1, 25}});
        piece.place.resize(piece.vertex.size());
        for (std::size_t t = 0; t < weights.size(); ++t)
            for (std::size_t k = 0; k < 3; ++k)
                piece.place[piece.mesh.triangles[t][k]] = start[closed.mesh.triangles[t][k]];
        piece.place = flatten(piece.mesh, weights, {{1, 35}, {4, 35}}, piece.place);
        set_upright(piece, {0, .5, .866});
    });
    pack(pieces);

    TextureMap out;
    out.uvs.resize(positions.size());
    for (const Piece& piece : pieces)
        for (std::size_t v = 0; v < piece.vertex.size(); ++v)
            out.uvs[piece.vertex[v]] = glm::vec2(piece.place[v] / kTextureSideMm);
    for (glm::vec2& uv : out.uvs) uv.y = 1 - uv.y;
    out.triangles = std::move(cut.triangles);
    out.copy_of = std::move(cut.copy_of);
    return out;
}

}  // namespace stipple::bust
