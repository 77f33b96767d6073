#include "renderer/texture_pieces.h"

#include <algorithm>
#include <cassert>

#include "renderer/internals.h"
#include "renderer/vulkan/staging.h"

namespace stipple::renderer {

TexturePieces::TexturePieces(vulkan::Device& device, vulkan::FrameRing& frames, const TextureView& texture)
    : frames_(frames), texture_(texture), resource_(std::make_shared<TextureResource>()) {
    assert(texture.rgba.size() == std::size_t(texture.width) * texture.height * 4);
    vulkan::ImageDescription description;
    description.width = texture.width;
    description.height = texture.height;
    description.format = VK_FORMAT_R8G8B8A8_SRGB;
    description.mips = vulkan::full_mips(texture.width, texture.height);
    resource_->image = vulkan::Image(device, "head texture", description);
    if (!texture_.mips.empty()) return;
    own_mips_ = make_mips(texture);
    texture_.mips = own_mips_;
}

bool TexturePieces::step(std::size_t bytes) {
    assert(texture_.mips.size() + 1 == resource_->image.mips());
    for (std::size_t done = 0; !whole_ && done < bytes;) {
        const std::uint32_t width = level_ == 0 ? texture_.width : texture_.mips[level_ - 1].width;
        const std::uint32_t height = level_ == 0 ? texture_.height : texture_.mips[level_ - 1].height;
        const std::span<const std::uint8_t> rgba = level_ == 0 ? texture_.rgba : std::span<const std::uint8_t>(texture_.mips[level_ - 1].rgba);
        const std::size_t row_bytes = std::size_t(width) * 4, most_rows = std::max<std::size_t>(vulkan::Staging::block_bytes / row_bytes, 1);
        const auto rows = std::uint32_t(std::min<std::size_t>(most_rows, height - row_));
        vulkan::Commands& commands = frames_.begin();
        commands.upload(resource_->image, std::as_bytes(rgba.subspan(row_ * row_bytes, rows * row_bytes)), level_, row_);
        done += rows * row_bytes;
        row_ += rows;
        if (row_ == height) row_ = 0, ++level_;
        whole_ = level_ == resource_->image.mips();
        if (whole_) commands.transition(resource_->image, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
        frames_.submit();
    }
    return whole_;
}

struct TextureUpload::State {
    TexturePieces pieces;
};

TextureUpload::TextureUpload(Renderer& renderer, const TextureView& texture)
    : state_(new State{TexturePieces(renderer.internals().device, renderer.internals().frames, texture)}) {}
TextureUpload::~TextureUpload() = default;
TextureUpload::TextureUpload(TextureUpload&&) noexcept = default;
TextureUpload& TextureUpload::operator=(TextureUpload&&) noexcept = default;

bool TextureUpload::step(std::size_t bytes) { return state_->pieces.step(bytes); }
std::shared_ptr<const TextureResource> TextureUpload::resource() const { return state_->pieces.resource(); }

}  // namespace stipple::renderer
