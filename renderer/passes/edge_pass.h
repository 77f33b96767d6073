// Pictures drawn small, made ready to be enlarged.
#pragma once
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/pipeline.h"

namespace stipple::renderer {

struct EdgePipelines {
    explicit EdgePipelines(vulkan::Device& device);
    vulkan::GraphicsPipeline smooth;
    vulkan::Sampler linear;
};

// A picture of one sample, its steps smoothed, from `from` to `to`. That is made anew where it has another size, and ends in
// TRANSFER_SRC_OPTIMAL, as keep_picture leaves it.
void keep_smoothed(vulkan::Commands& commands, EdgePipelines& pipelines, const vulkan::Image& from, vulkan::Image& to);

}  // namespace stipple::renderer
