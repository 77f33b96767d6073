#include "cut_out.h"

#include <algorithm>

#include "scalp/skin/texture_lookup.h"

namespace stipple::scalp {
namespace {

// Whether any of the places looked at is above the cut-off: about two texels apart, 16 along an edge at most.
bool anything_there(const HeadMesh& mesh, const std::uint32_t* corner, const Material& material) {
    const Texture* texture =
        material.texture >= 0 && !mesh.uvs.empty() ? mesh.textures[std::size_t(material.texture)].get() : nullptr;
    glm::vec2 uv[3]{};
    float alpha[3];
    for (int k = 0; k < 3; ++k) {
        if (texture) uv[k] = mesh.uvs[corner[k]];
        alpha[k] = material.base_color.a * (mesh.colors.empty() ? 1.0F : mesh.colors[corner[k]].a);
    }
    int steps = 1;
    if (texture) {
        const glm::vec2 size(texture->width, texture->height);
        const float longest =
            std::max(glm::length((uv[1] - uv[0]) * size),
                     std::max(glm::length((uv[2] - uv[1]) * size), glm::length((uv[0] - uv[2]) * size)));
        steps = int(std::clamp(longest / 2, 2.0F, 15.0F));
    }
    for (int i = 0; i <= steps; ++i)
        for (int j = 0; i + j <= steps; ++j) {
            const float a = float(i) / float(steps), b = float(j) / float(steps), c = 1 - a - b;
            const float of_texture = texture ? texel_alpha(*texture, material.sampling, a * uv[0] + b * uv[1] + c * uv[2]) : 1.0F;
            if (of_texture * (a * alpha[0] + b * alpha[1] + c * alpha[2]) >= material.mask_cutoff) return true;
        }
    return false;
}

}  // namespace

void drop_cut_out(HeadMesh& mesh) {
    std::vector<std::uint32_t> kept;
    kept.reserve(mesh.indices.size());
    for (Submesh& submesh : mesh.submeshes) {
        const auto begin = std::uint32_t(kept.size());
        const Material* material = submesh.material >= 0 ? &mesh.materials[std::size_t(submesh.material)] : nullptr;
        for (std::uint32_t i = submesh.first_index; i < submesh.first_index + submesh.index_count; i += 3)
            if (!material || !(material->mask_cutoff > 0) || anything_there(mesh, &mesh.indices[i], *material))
                kept.insert(kept.end(), {mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
        submesh.first_index = begin;
        submesh.index_count = std::uint32_t(kept.size()) - begin;
    }
    mesh.indices = std::move(kept);
    std::erase_if(mesh.submeshes, [](const Submesh& submesh) { return submesh.index_count == 0; });
}

}  // namespace stipple::scalp
