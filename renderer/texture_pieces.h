// A picture and its mips on their way to the device, through a little staging memory that the frame ring uses again and again:
// all at once, an 8192 x 8192 picture would lie there a second time.
#pragma once
#include "renderer/resources.h"

namespace stipple::renderer {

class TexturePieces {
  public:
    TexturePieces(vulkan::Device& device, vulkan::FrameRing& frames, const TextureView& texture);
    // See TextureUpload.
    bool step(std::size_t bytes);
    [[nodiscard]] std::shared_ptr<const TextureResource> resource() const { return whole_ ? resource_ : nullptr; }

  private:
    vulkan::FrameRing& frames_;
    TextureView texture_;
    std::vector<Mip> own_mips_;
    std::shared_ptr<TextureResource> resource_;
    std::uint32_t level_ = 0, row_ = 0;  // what comes next
    bool whole_ = false;
};

}  // namespace stipple::renderer
