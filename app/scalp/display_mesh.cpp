#include "display_mesh.h"

#include <meshoptimizer.h>

#include <algorithm>

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

HeadMesh display_mesh(const HeadMesh& mesh, std::size_t triangles, double error_mm) {
    HeadMesh light = mesh;
    if (mesh.indices.size() / 3 <= triangles) return light;
    const double share = double(triangles) / double(mesh.indices.size() / 3);
    const float* positions = &mesh.positions[0].x;
    // The simplifier takes errors relative to the extent of all positions.
    const float extent = meshopt_simplifyScale(positions, mesh.positions.size(), sizeof(glm::vec3));
    light.indices.clear();
    for (Submesh& submesh : light.submeshes) {
        std::vector<std::uint32_t> plain, fewer;
        for (std::uint32_t i = 0; i < submesh.index_count; i += 3) {
            const std::uint32_t* triangle = &mesh.indices[submesh.first_index + i];
            std::vector<std::uint32_t>& to = color_step(mesh, triangle) > kColorStep ? fewer : plain;
            to.insert(to.end(), triangle, triangle + 3);
        }
        const auto wanted = std::size_t(double(submesh.index_count) * share);
        const std::size_t target = wanted > fewer.size() ? (wanted - fewer.size()) / 3 * 3 : 0;
        const std::size_t kept = fewer.size();
        fewer.resize(kept + plain.size());
        // The seam to the painted triangles is locked, so no gap opens there.
        fewer.resize(kept + meshopt_simplify(fewer.data() + kept, plain.data(), plain.size(), positions, mesh.positions.size(),
                                             sizeof(glm::vec3), target, float(error_mm / std::max(extent, 1e-6F)),
                                             meshopt_SimplifyLockBorder));
        meshopt_optimizeVertexCache(fewer.data(), fewer.data(), fewer.size(), mesh.positions.size());
        submesh.first_index = std::uint32_t(light.indices.size());
        submesh.index_count = std::uint32_t(fewer.size());
        light.indices.insert(light.indices.end(), fewer.begin(), fewer.end());
    }
    compact(light);
    return light;
}

}  // namespace stipple::scalp
