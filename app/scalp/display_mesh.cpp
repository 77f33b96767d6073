#include "display_mesh.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "edge_flips.h"
#include "progress.h"

namespace stipple::scalp {
namespace {

template <class T>
void keep(std::vector<T>& values, const std::vector<std::uint32_t>& kept) {
    if (values.empty()) return;
    std::vector<T> chosen;
    chosen.reserve(kept.size());
    for (const std::uint32_t v : kept) chosen.push_back(values[v]);
    values = std::move(chosen);
}

// Drops vertices no triangle uses any more, in order of first use: good for the vertex cache too.
void compact(HeadMesh& mesh) {
    constexpr std::uint32_t unused = ~0U;
    std::vector<std::uint32_t> place(mesh.positions.size(), unused), kept;
    for (std::uint32_t& index : mesh.indices) {
        if (place[index] == unused) {
            place[index] = std::uint32_t(kept.size());
            kept.push_back(index);
        }
        index = place[index];
    }
    keep(mesh.positions, kept);
    keep(mesh.normals, kept);
    keep(mesh.uvs, kept);
    keep(mesh.colors, kept);
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

// Fewer triangles; those painted come first in each submesh, as many as `painted` says of it.
struct Lighter {
    HeadMesh mesh;
    std::vector<std::size_t> painted;  // indices
};

Lighter simplified(const HeadMesh& mesh, std::size_t triangles, double error_mm) {
    Lighter out{mesh, std::vector<std::size_t>(mesh.submeshes.size(), 0)};
    const double share = double(triangles) / double(mesh.indices.size() / 3);
    const float* positions = &mesh.positions[0].x;
    // The simplifier takes errors relative to the extent of all positions.
    const float extent = meshopt_simplifyScale(positions, mesh.positions.size(), sizeof(glm::vec3));
    out.mesh.indices.clear();
    for (std::size_t s = 0; s < mesh.submeshes.size(); ++s) {
        Submesh& submesh = out.mesh.submeshes[s];
        std::vector<std::uint32_t> plain, fewer;
        plain.reserve(submesh.index_count);
        for (std::uint32_t i = 0; i < submesh.index_count; i += 3) {
            const std::uint32_t* triangle = &mesh.indices[submesh.first_index + i];
            std::vector<std::uint32_t>& to = color_step(mesh, triangle) > kColorStep ? fewer : plain;
            to.insert(to.end(), triangle, triangle + 3);
        }
        const auto wanted = std::size_t(double(submesh.index_count) * share);
        const std::size_t target = wanted > fewer.size() ? (wanted - fewer.size()) / 3 * 3 : 0;
        const std::size_t kept = out.painted[s] = fewer.size();
        fewer.resize(kept + plain.size());
        // The seam to the painted triangles is locked, so no gap opens there.
        fewer.resize(kept + meshopt_simplify(fewer.data() + kept, plain.data(), plain.size(), positions,
                                             mesh.positions.size(), sizeof(glm::vec3), target,
                                             float(error_mm / std::max(extent, 1e-6F)), meshopt_SimplifyLockBorder));
        drop_back_to_back(fewer, kept);
        submesh.first_index = std::uint32_t(out.mesh.indices.size());
        submesh.index_count = std::uint32_t(fewer.size());
        out.mesh.indices.insert(out.mesh.indices.end(), fewer.begin(), fewer.end());
    }
    return out;
}

// The simplifier leaves slivers, some standing up from the surface: seen as lines close up, worse than a surface off by
// as much again.
HeadMesh without_slivers(Lighter light, double error_mm) {
    HeadMesh& mesh = light.mesh;
    for (std::size_t s = 0; s < mesh.submeshes.size(); ++s) {
        const Submesh& submesh = mesh.submeshes[s];
        const std::span<std::uint32_t> all(mesh.indices.data() + submesh.first_index, submesh.index_count);
        flip_edges(mesh.positions, mesh.normals, all.subspan(light.painted[s]), 2 * error_mm);
        meshopt_optimizeVertexCache(all.data(), all.data(), all.size(), mesh.positions.size());
    }
    compact(mesh);
    return std::move(mesh);
}

}  // namespace

HeadMesh display_mesh(const HeadMesh& mesh, std::size_t triangles, double error_mm, const std::atomic<bool>* cancel) {
    const auto check = [&] {
        if (cancel && *cancel) throw Cancelled();
    };
    check();
    if (mesh.indices.size() / 3 <= triangles) return mesh;
    const double noisy_mm = std::max(error_mm, kNoisyErrorMm - error_mm);
    // Far more triangles than are kept in the end go first, by the same measure.
    const HeadMesh* from = &mesh;
    HeadMesh reduced;
    if (mesh.indices.size() / 3 > 2 * kMostDisplayTriangles) {
        reduced = simplified(mesh, kMostDisplayTriangles, noisy_mm).mesh;
        compact(reduced);
        from = &reduced;
    }
    check();
    Lighter light = simplified(*from, triangles, error_mm);
    check();
    // A scanner's noise keeps triangles that no picture shows: then less than half a pixel of the named views is given up.
    if (light.mesh.indices.size() / 3 > kMostDisplayTriangles) {
        compact(light.mesh);
        light = simplified(light.mesh, kMostDisplayTriangles, noisy_mm);
        check();
        return without_slivers(std::move(light), noisy_mm);
    }
    return without_slivers(std::move(light), error_mm);
}

}  // namespace stipple::scalp
