#include "repair_color.h"

#include <cmath>

namespace stipple::scalp {
namespace {

// sRGB, IEC 61966-2-1.
float linear(std::uint8_t value) {
    const float s = float(value) / 255.0F;
    return s <= 0.04045F ? s / 12.92F : std::pow((s + 0.055F) / 1.055F, 2.4F);
}

// Mean of 5 x 5 texels: grain and pores of one place must not become the colour of a whole filling.
glm::vec3 look_up(const Texture& texture, const glm::vec2& uv) {
    const auto wrapped = [](float value, std::uint32_t size) { return int(std::floor((value - std::floor(value)) * float(size))); };
    const int x = wrapped(uv.x, texture.width), y = wrapped(uv.y, texture.height);
    glm::vec3 sum(0);
    for (int dy = -2; dy <= 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx) {
            const auto tx = std::size_t((x + dx + int(texture.width)) % int(texture.width)), ty = std::size_t((y + dy + int(texture.height)) % int(texture.height));
            const std::uint8_t* texel = &texture.rgba[4 * (ty * texture.width + tx)];
            sum += glm::vec3(linear(texel[0]), linear(texel[1]), linear(texel[2]));
        }
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
        if (texture.width > 4 && texture.height > 4 && !texture.rgba.empty()) color *= look_up(texture, mesh_.uvs[vertex]);
    }
    return color;
}

}  // namespace stipple::scalp
