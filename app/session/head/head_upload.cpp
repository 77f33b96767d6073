#include "head_upload.h"

#include <algorithm>

namespace stipple::session {

std::vector<renderer::VertexShape> shapes_of(const scalp::HeadMesh& mesh) {
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
    return renderer::vertex_shapes(view);
}

std::shared_ptr<const HeadPictures> pictures_of(std::vector<std::shared_ptr<const scalp::Texture>> textures) {
    auto pictures = std::make_shared<HeadPictures>();
    pictures->textures = std::move(textures);
    for (const std::shared_ptr<const scalp::Texture>& texture : pictures->textures) pictures->mips.push_back(renderer::make_mips(texture_view(*texture, nullptr)));
    return pictures;
}

renderer::TextureView texture_view(const scalp::Texture& texture, const HeadPictures* pictures) {
    renderer::TextureView view;
    view.width = texture.width;
    view.height = texture.height;
    view.rgba = texture.rgba;
    for (std::size_t i = 0; pictures && i < pictures->textures.size(); ++i)
        if (pictures->textures[i].get() == &texture) view.mips = pictures->mips[i];
    return view;
}

bool PictureUpload::step() {
    constexpr std::size_t kBytes = 16U << 20U;
    if (uploads_.empty() || (uploads_.back().resource() && uploads_.size() < pictures_->textures.size())) {
        if (pictures_->textures.empty()) return true;
        uploads_.emplace_back(renderer_, texture_view(*pictures_->textures[uploads_.size()], pictures_.get()));
    }
    return uploads_.back().step(kBytes) && uploads_.size() == pictures_->textures.size();
}

std::shared_ptr<const renderer::TextureResource> PictureUpload::uploaded(const scalp::Texture& texture) {
    const auto found = std::find_if(pictures_->textures.begin(), pictures_->textures.end(), [&](const auto& t) { return t.get() == &texture; });
    if (found == pictures_->textures.end()) return nullptr;
    while (!step()) {
    }
    return uploads_[std::size_t(found - pictures_->textures.begin())].resource();
}

}  // namespace stipple::session
