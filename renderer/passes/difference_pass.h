// From two pictures to one that shows where they differ.
#pragma once
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/pipeline.h"

namespace stipple::renderer {

struct DifferencePipelines {
    explicit DifferencePipelines(vulkan::Device& device);
    vulkan::GraphicsPipeline difference;
    vulkan::Sampler nearest;
};

// A picture of this size that a difference can be taken of and that can be copied from and to.
[[nodiscard]] vulkan::Image kept_picture(vulkan::Device& device, std::uint32_t width, std::uint32_t height);

// Copies all of `from` into `to`, which is made anew where its size differs. Leaves both in TRANSFER_SRC_OPTIMAL.
void keep_picture(vulkan::Commands& commands, const vulkan::Image& from, vulkan::Image& to);

// All three are kept pictures, the first two of one size, which `to` is made anew to have. Leaves `to` in TRANSFER_SRC_OPTIMAL.
void draw_difference(vulkan::Commands& commands, DifferencePipelines& pipelines, const vulkan::Image& first, const vulkan::Image& second,
                     vulkan::Image& to);

}  // namespace stipple::renderer
