// Base colours and pictures. A picture that cannot be read never stops a model from loading: it leaves a note.
#pragma once
#include <future>
#include <glm/glm.hpp>
#include <memory>

#include "gltf_document.h"

namespace stipple::scalp::gltf {

// How a material's base colour picture is laid on: which TEXCOORD set, and KHR_texture_transform as uv' = m * (u, v, 1).
struct TexturePlacement {
    int set = 0;
    glm::dmat3 transform{1.0};
};

// A picture that is unpacked on a thread of its own while the triangles are read.
struct PictureUnderWay {
    std::string place;                // "images[0]"
    std::vector<std::uint8_t> file;   // where it is not part of the model's buffers, which must stay
    std::future<std::shared_ptr<const Texture>> texture;  // null: damaged
};

struct Materials {
    std::vector<Material> materials;  // until finish() is called their textures count `under_way`
    std::vector<TexturePlacement> placements;  // one a material
    std::vector<std::shared_ptr<const Texture>> textures;
    std::vector<PictureUnderWay> under_way;
    // Waits for the pictures.
    void finish(std::vector<std::string>& notes);
};

// `used[i]` is not 0 where a triangle has material i; pictures of others are not decoded.
[[nodiscard]] Materials read_materials(Document& document, const std::vector<std::uint8_t>& used, const LoadLimits& limits);

}  // namespace stipple::scalp::gltf
