#include "repair_color.h"

#include "scalp/skin/texture_lookup.h"

namespace stipple::scalp {
namespace {

// Mean of 5 x 5 texels: grain and pores of one place must not become the colour of a whole filling.
glm::vec3 look_up(const Texture& texture, const TextureSampling& sampling, const glm::vec2& uv) {
    glm::vec3 sum(0);
    for (int down = -2; down <= 2; ++down)
        for (int across = -2; across <= 2; ++across) sum += texel_color(texture, sampling, uv, across, down);
    return sum / 25.0F;
}

}  // namespace

SkinColor::SkinColor(const HeadMesh& mesh) : mesh_(mesh), material_(mesh.positions.size(), -1) {
    for (const Submesh& s : mesh.submeshes)
        if (s.skin)
            for (std::uint32_t i = s.first_index; i < s.first_index + s.index_count; ++i) material_[mesh.indices[i]] = s.material;
}

glm::vec3 SkinColor::at(std::uint32_t vertex) const {
    glm::vec3 color(1);
    if (!mesh_.colors.empty()) color *= glm::vec3(mesh_.colors[vertex]);
    if (material_[vertex] < 0) return color;
    const Material& material = mesh_.materials[std::size_t(material_[vertex])];
    color *= glm::vec3(material.base_color);
    if (material.texture >= 0 && !mesh_.uvs.empty()) {
        const Texture& texture = *mesh_.textures[std::size_t(material.texture)];
        if (texture.width > 4 && texture.height > 4 && !texture.rgba.empty()) color *= look_up(texture, material.sampling, mesh_.uvs[vertex]);
    }
    return color;
}

}  // namespace stipple::scalp
