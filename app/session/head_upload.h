// What uploading a head needs first, made while it is prepared: the window's thread then only hands it over.
#pragma once
#include <memory>
#include <vector>

#include "renderer/renderer.h"
#include "scalp/head_mesh.h"

namespace stipple::session {

struct HeadUpload {
    std::vector<float> openness;                   // see renderer::ambient_openness; of the mesh that is drawn
    std::vector<std::vector<renderer::Mip>> mips;  // see renderer::make_mips; of each of its textures
};

[[nodiscard]] std::vector<float> openness_of(const scalp::HeadMesh& mesh);
[[nodiscard]] std::vector<std::vector<renderer::Mip>> mips_of(const std::vector<std::shared_ptr<const scalp::Texture>>& textures);

}  // namespace stipple::session
