// What uploading a head needs first, made while it is prepared: the window's thread then only hands it over.
#pragma once
#include <memory>
#include <vector>

#include "renderer/renderer.h"
#include "scalp/head_mesh.h"

namespace stipple::session {

// The pictures of a head, which are there long before it is.
struct HeadPictures {
    std::vector<std::shared_ptr<const scalp::Texture>> textures;
    std::vector<std::vector<renderer::Mip>> mips;  // of each, see renderer::make_mips
};

struct HeadUpload {
    std::vector<renderer::VertexShape> shapes;  // see renderer::vertex_shapes; of the mesh that is drawn
    std::shared_ptr<const HeadPictures> pictures;
};

[[nodiscard]] std::vector<renderer::VertexShape> shapes_of(const scalp::HeadMesh& mesh);
[[nodiscard]] std::shared_ptr<const HeadPictures> pictures_of(std::vector<std::shared_ptr<const scalp::Texture>> textures);
// Not of uploaded ones; `pictures` may be null.
[[nodiscard]] renderer::TextureView texture_view(const scalp::Texture& texture, const HeadPictures* pictures);

// Pictures on their way to the device while their head is still being prepared. Not thread-safe; the renderer must outlive it.
class PictureUpload {
  public:
    PictureUpload(renderer::Renderer& renderer, std::shared_ptr<const HeadPictures> pictures) : renderer_(renderer), pictures_(std::move(pictures)) {}
    // Hands over a piece that takes some hundredths of a second; true when nothing is left.
    bool step();
    // The picture on the device; null for one that is none of these.
    [[nodiscard]] std::shared_ptr<const renderer::TextureResource> uploaded(const scalp::Texture& texture);

  private:
    renderer::Renderer& renderer_;
    std::shared_ptr<const HeadPictures> pictures_;
    std::vector<renderer::TextureUpload> uploads_;  // those begun: all but the last are done
};

}  // namespace stipple::session
