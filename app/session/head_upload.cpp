#include "head_upload.h"

namespace stipple::session {

std::vector<float> openness_of(const scalp::HeadMesh& mesh) {
    std::vector<renderer::HeadPart> parts;
    for (const scalp::Submesh& submesh : mesh.submeshes) {
        renderer::HeadPart& part = parts.emplace_back();
        part.first_index = submesh.first_index;
        part.index_count = submesh.index_count;
        part.transparent = submesh.material >= 0 && mesh.materials[std::size_t(submesh.material)].transparent;
    }
    renderer::HeadView view;
    view.positions = mesh.positions;
    view.normals = mesh.normals;
    view.indices = mesh.indices;
    view.parts = parts;
    return renderer::ambient_openness(view);
}

std::vector<std::vector<renderer::Mip>> mips_of(const std::vector<std::shared_ptr<const scalp::Texture>>& textures) {
    std::vector<std::vector<renderer::Mip>> mips;
    for (const std::shared_ptr<const scalp::Texture>& texture : textures) mips.push_back(renderer::make_mips({texture->width, texture->height, texture->rgba, {}}));
    return mips;
}

}  // namespace stipple::session
