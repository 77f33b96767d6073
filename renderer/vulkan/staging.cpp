#include "renderer/vulkan/staging.h"

#include <algorithm>

namespace stipple::renderer::vulkan {

Staging::Piece Staging::take(Device& device, std::size_t bytes) {
    const std::size_t rounded = (bytes + 15) / 16 * 16;
    if (blocks_.empty() || used_ + rounded > blocks_.back().bytes()) {
        blocks_.emplace_back(device, "staging", std::max(rounded, block_bytes), 0, MemoryKind::upload);
        used_ = 0;
    }
    Buffer& block = blocks_.back();
    const Piece piece{&block, used_, block.mapped().data() + used_};
    used_ += rounded;
    return piece;
}

void Staging::reset() {
    while (blocks_.size() > 1) blocks_.pop_back();
    if (!blocks_.empty() && blocks_.front().bytes() > block_bytes) blocks_.clear();
    used_ = 0;
}

}  // namespace stipple::renderer::vulkan
