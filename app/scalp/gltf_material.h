// Base colours and pictures. A picture that cannot be read never stops a model from loading: it leaves a note.
#pragma once
#include <glm/glm.hpp>
#include <memory>

#include "gltf_document.h"

namespace stipple::scalp::gltf {

// How a material's base colour picture is laid on: which TEXCOORD set, and KHR_texture_transform as uv' = m * (u, v, 1).
struct TexturePlacement {
    int set = 0;
    glm::dmat3 transform{1.0};
};

struct Materials {
    std::vector<Material> materials;
    std::vector<TexturePlacement> placements;  // one a material
    std::vector<std::shared_ptr<const Texture>> textures;
};

// `used[i]` is not 0 where a triangle has material i; pictures of others are not decoded.
[[nodiscard]] Materials read_materials(Document& document, const std::vector<std::uint8_t>& used, const LoadLimits& limits);

}  // namespace stipple::scalp::gltf
