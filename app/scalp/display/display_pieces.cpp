#include "display_pieces.h"

#include <meshoptimizer.h>

#include <algorithm>

#include "scalp/in_pieces.h"

namespace stipple::scalp {
namespace {

// Vertices of a piece fit into a core's cache: one piece of a million triangles takes twice the time of sixteen.
constexpr std::size_t kPieceTriangles = 65'536;

using Triangles = std::span<std::uint32_t>;

// Halves the list at the median of its longest extent until pieces are short.
void split(const HeadMesh& mesh, std::span<const std::uint32_t> indices, Triangles triangles,
           std::vector<Triangles>& pieces) {
    if (triangles.size() <= kPieceTriangles) {
        if (!triangles.empty()) pieces.push_back(triangles);
        return;
    }
    const auto place = [&](std::uint32_t t) -> const glm::vec3& { return mesh.positions[indices[3 * std::size_t(t)]]; };
    glm::vec3 low = place(triangles[0]), high = low;
    for (const std::uint32_t t : triangles) {
        low = glm::min(low, place(t));
        high = glm::max(high, place(t));
    }
    const glm::vec3 extent = high - low;
    const int axis = extent.x >= extent.y ? (extent.x >= extent.z ? 0 : 2) : extent.y >= extent.z ? 1 : 2;
    const std::size_t half = triangles.size() / 2;
    std::nth_element(triangles.begin(), triangles.begin() + std::ptrdiff_t(half), triangles.end(),
                     [&](std::uint32_t a, std::uint32_t b) {
                         const float x = place(a)[axis], y = place(b)[axis];
                         return x != y ? x < y : a < b;
                     });
    split(mesh, indices, triangles.first(half), pieces);
    split(mesh, indices, triangles.subspan(half), pieces);
}

// `place` is scratch, a number a vertex of the mesh, all ~0 before and after.
std::vector<std::uint32_t> thinned(const HeadMesh& mesh, std::span<const std::uint32_t> indices, Triangles triangles,
                                   double share, double error_mm, std::vector<std::uint32_t>& place) {
    std::sort(triangles.begin(), triangles.end());  // the same whatever nth_element left behind
    std::vector<std::uint32_t> own, vertices;
    std::vector<glm::vec3> positions;
    own.reserve(triangles.size() * 3);
    for (const std::uint32_t t : triangles)
        for (const std::uint32_t v : indices.subspan(3 * std::size_t(t), 3)) {
            if (place[v] == ~0U) {
                place[v] = std::uint32_t(vertices.size());
                vertices.push_back(v);
                positions.push_back(mesh.positions[v]);
            }
            own.push_back(place[v]);
        }
    for (const std::uint32_t v : vertices) place[v] = ~0U;
    // The simplifier takes errors relative to the extent of all positions.
    const float extent = std::max(meshopt_simplifyScale(&positions[0].x, positions.size(), sizeof(glm::vec3)), 1e-6F);
    std::vector<std::uint32_t> fewer(own.size());
    fewer.resize(meshopt_simplify(fewer.data(), own.data(), own.size(), &positions[0].x, positions.size(),
                                  sizeof(glm::vec3), std::size_t(share * double(triangles.size())) * 3,
                                  float(error_mm) / extent, meshopt_SimplifyLockBorder));
    for (std::uint32_t& v : fewer) v = vertices[v];
    return fewer;
}

}  // namespace

std::vector<std::uint32_t> thinned_in_pieces(const HeadMesh& mesh, std::span<const std::uint32_t> indices, double share,
                                             double error_mm, const std::atomic<bool>* cancel) {
    std::vector<std::uint32_t> triangles(indices.size() / 3);
    for (std::size_t t = 0; t < triangles.size(); ++t) triangles[t] = std::uint32_t(t);
    std::vector<Triangles> pieces;
    split(mesh, indices, triangles, pieces);
    std::vector<std::vector<std::uint32_t>> fewer(pieces.size());
    in_pieces(pieces.size(), std::max<std::size_t>(1, pieces.size() / 8), [&](std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t> place(mesh.positions.size(), ~0U);
        for (std::size_t i = begin; i < end && !(cancel && *cancel); ++i)
            fewer[i] = thinned(mesh, indices, pieces[i], share, error_mm, place);
    });
    std::vector<std::uint32_t> all;
    for (const std::vector<std::uint32_t>& piece : fewer) all.insert(all.end(), piece.begin(), piece.end());
    return all;
}

}  // namespace stipple::scalp
