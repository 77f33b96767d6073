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

// Makes `kept` anew where it is not of `like`'s size: a picture that a difference can be taken of, that is drawn to and copied from and to.
void fit_kept(vulkan::Device& device, vulkan::Image& kept, const vulkan::Image& like);

// Copies all of `from` into `to`, which is made anew where its size differs. Leaves both in TRANSFER_SRC_OPTIMAL.
void keep_picture(vulkan::Commands& commands, const vulkan::Image& from, vulkan::Image& to);

// All three are kept pictures, the first two of one size, which `to` is made anew to have. Leaves `to` in TRANSFER_SRC_OPTIMAL.
void draw_difference(vulkan::Commands& commands, DifferencePipelines& pipelines, const vulkan::Image& first, const vulkan::Image& second,
                     vulkan::Image& to);

}  // namespace stipple::renderer
