#include "display_mesh.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "display_pieces.h"
#include "scalp/mend/edge_flips.h"
#include "scalp/progress.h"

namespace stipple::scalp {
namespace {

template <class T>
std::vector<T> chosen(const std::vector<T>& values, const std::vector<std::uint32_t>& of) {
    std::vector<T> all;
    if (values.empty()) return all;
    all.reserve(of.size());
    for (const std::uint32_t v : of) all.push_back(values[v]);
    return all;
}

// The mesh with these triangles instead, and of its vertices those they use, in order of first use: good for the vertex
// cache too.
HeadMesh with_triangles(const HeadMesh& mesh, std::vector<std::uint32_t> indices, std::vector<Submesh> submeshes) {
    constexpr std::uint32_t unused = ~0U;
    std::vector<std::uint32_t> place(mesh.positions.size(), unused), kept;
    for (std::uint32_t& index : indices) {
        if (place[index] == unused) {
            place[index] = std::uint32_t(kept.size());
            kept.push_back(index);
        }
        index = place[index];
    }
    return {chosen(mesh.positions, kept), chosen(mesh.normals, kept), chosen(mesh.uvs, kept), chosen(mesh.colors, kept), std::move(indices),
            std::move(submeshes), mesh.materials, mesh.textures, mesh.painted, mesh.notes};
}

// Two triangles back to back over the same vertices, as the simplifier leaves where a fold closes, bound nothing.
void drop_back_to_back(std::vector<std::uint32_t>& indices, std::size_t first) {
    struct Corners {
        std::array<std::uint32_t, 3> sorted;
        std::size_t at;
    };
    std::vector<Corners> all;
    for (std::size_t i = first; i < indices.size(); i += 3) {
        all.push_back({{indices[i], indices[i + 1], indices[i + 2]}, i});
        std::sort(all.back().sorted.begin(), all.back().sorted.end());
    }
    std::sort(all.begin(), all.end(),
              [](const Corners& a, const Corners& b) { return std::tie(a.sorted, a.at) < std::tie(b.sorted, b.at); });
    std::vector<std::uint8_t> dropped(indices.size() / 3, 0);
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i].sorted == all[i - 1].sorted && !dropped[all[i - 1].at / 3])
            dropped[all[i].at / 3] = dropped[all[i - 1].at / 3] = 1;
    std::size_t to = first;
    for (std::size_t i = first; i < indices.size(); i += 3) {
        if (dropped[i / 3]) continue;
        for (std::size_t k = 0; k < 3; ++k) indices[to++] = indices[i + k];
    }
    indices.resize(to);
}

// Brows and lids painted as vertex colours would fray if their triangles were merged: where colour changes within a
// triangle by more than this (linear), it stays.
constexpr float kColorStep = 0.03F;

}  // namespace

float color_step(const HeadMesh& mesh, const std::uint32_t* triangle) {
    if (mesh.colors.empty()) return 0;
    const glm::vec3 a(mesh.colors[triangle[0]]), b(mesh.colors[triangle[1]]), c(mesh.colors[triangle[2]]);
    const glm::vec3 range = glm::max(a, glm::max(b, c)) - glm::min(a, glm::min(b, c));
    return std::max(range.r, std::max(range.g, range.b));
}

namespace {

// The triangles of a submesh: those painted, and the others.
struct Sorted {
    std::vector<std::uint32_t> painted, plain;
};
Sorted sorted(const HeadMesh& mesh, const Submesh& submesh) {
    Sorted out;
    out.plain.reserve(submesh.index_count);
    for (std::uint32_t i = 0; i < submesh.index_count; i += 3) {
        const std::uint32_t* triangle = &mesh.indices[submesh.first_index + i];
        std::vector<std::uint32_t>& to = color_step(mesh, triangle) > kColorStep ? out.painted : out.plain;
        to.insert(to.end(), triangle, triangle + 3);
    }
    return out;
}

// What of a submesh's plain triangles is to be left, so that with the painted ones `share` of it is.
std::size_t indices_left(const Submesh& submesh, const Sorted& its, double share) {
    const auto wanted = std::size_t(double(submesh.index_count) * share);
    return wanted > its.painted.size() ? (wanted - its.painted.size()) / 3 * 3 : 0;
}

// Fewer triangles; those painted come first in each submesh, as many as `painted` says of it.
struct Lighter {
    std::vector<std::uint32_t> indices;
    std::vector<Submesh> submeshes;
    std::vector<std::size_t> painted;  // indices
};

// `simplify(plain, left)` gives the triangles of `plain`, about `left` indices of them.
template <class Simplify>
Lighter lighter(const HeadMesh& mesh, std::size_t triangles, const Simplify& simplify) {
    Lighter out;
    const double share = double(triangles) / double(mesh.indices.size() / 3);
    for (Submesh submesh : mesh.submeshes) {
        Sorted its = sorted(mesh, submesh);
        std::vector<std::uint32_t> fewer = simplify(its.plain, indices_left(submesh, its, share));
        drop_back_to_back(fewer, 0);
        submesh.first_index = std::uint32_t(out.indices.size());
        submesh.index_count = std::uint32_t(its.painted.size() + fewer.size());
        out.indices.insert(out.indices.end(), its.painted.begin(), its.painted.end());
        out.indices.insert(out.indices.end(), fewer.begin(), fewer.end());
        out.painted.push_back(its.painted.size());
        out.submeshes.push_back(std::move(submesh));
    }
    return out;
}

Lighter simplified(const HeadMesh& mesh, std::size_t triangles, double error_mm) {
    const float* positions = &mesh.positions[0].x;
    // The simplifier takes errors relative to the extent of all positions.
    const float extent = meshopt_simplifyScale(positions, mesh.positions.size(), sizeof(glm::vec3));
    return lighter(mesh, triangles, [&](const std::vector<std::uint32_t>& plain, std::size_t left) {
        std::vector<std::uint32_t> fewer(plain.size());
        // The seam to the painted triangles is locked, so no gap opens there.
        fewer.resize(meshopt_simplify(fewer.data(), plain.data(), plain.size(), positions, mesh.positions.size(), sizeof(glm::vec3), left,
                                      float(error_mm / std::max(extent, 1e-6F)), meshopt_SimplifyLockBorder));
        return fewer;
    });
}

// The simplifier leaves slivers, some standing up from the surface: seen as lines close up, worse than a surface off by
// as much again.
HeadMesh without_slivers(const HeadMesh& mesh, Lighter light, double error_mm) {
    for (std::size_t s = 0; s < light.submeshes.size(); ++s) {
        const Submesh& submesh = light.submeshes[s];
        const std::span<std::uint32_t> all(light.indices.data() + submesh.first_index, submesh.index_count);
        flip_edges(mesh.positions, mesh.normals, all.subspan(light.painted[s]), 2 * error_mm);
        meshopt_optimizeVertexCache(all.data(), all.data(), all.size(), mesh.positions.size());
    }
    return with_triangles(mesh, std::move(light.indices), std::move(light.submeshes));
}

}  // namespace

HeadMesh display_mesh(const HeadMesh& mesh, std::size_t triangles, double error_mm, const std::atomic<bool>* cancel) {
    const auto check = [&] {
        if (cancel && *cancel) throw Cancelled();
    };
    check();
    if (mesh.indices.size() / 3 <= triangles) return mesh;
    const double noisy_mm = std::max(error_mm, kNoisyErrorMm - error_mm);
    const auto reduce = [&](const HeadMesh& from, Lighter light) {
        check();
        return with_triangles(from, std::move(light.indices), std::move(light.submeshes));
    };
    // Far more triangles than are kept in the end go first, by the same measure, of every piece the same share.
    const HeadMesh* from = &mesh;
    HeadMesh reduced;
    if (mesh.indices.size() / 3 > 2 * kMostDisplayTriangles) {
        reduced = reduce(mesh, lighter(mesh, kMostDisplayTriangles, [&](const std::vector<std::uint32_t>& plain, std::size_t left) {
                             return thinned_in_pieces(mesh, plain, plain.empty() ? 1.0 : double(left) / double(plain.size()), noisy_mm, cancel);
                         }));
        from = &reduced;
    }
    Lighter light = simplified(*from, triangles, error_mm);
    check();
    // A scanner's noise keeps triangles that no picture shows: then less than half a pixel of the named views is given up.
    if (light.indices.size() / 3 > kMostDisplayTriangles) {
        reduced = reduce(*from, std::move(light));
        light = simplified(reduced, kMostDisplayTriangles, noisy_mm);
        check();
        return without_slivers(reduced, std::move(light), noisy_mm);
    }
    return without_slivers(*from, std::move(light), error_mm);
}

}  // namespace stipple::scalp
