// Host memory through which one frame's uploads travel. Reused when that frame has finished.
#pragma once
#include <cstddef>
#include <deque>

#include "renderer/vulkan/resources.h"

namespace stipple::renderer::vulkan {

class Staging {
  public:
    static constexpr std::size_t block_bytes = 4U << 20U;

    struct Piece {
        const Buffer* buffer;
        std::size_t offset;
        std::byte* host;
    };
    // 16-byte aligned, so fit for texel blocks as well; valid until reset.
    [[nodiscard]] Piece take(Device& device, std::size_t bytes);
    void reset();  // keeps one ordinary block, hands large ones back

  private:
    std::deque<Buffer> blocks_;  // the last one has room; a deque keeps addresses
    std::size_t used_ = 0;
};

}  // namespace stipple::renderer::vulkan
