// The head under light: depth, what leaves bare skin, and gloss.
#pragma once
#include "renderer/resources.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/pipeline.h"

namespace stipple::renderer {

struct HeadPipelines {
    explicit HeadPipelines(vulkan::Device& device);
    vulkan::GraphicsPipeline one_sided, two_sided;
    vulkan::Sampler texture;
};

// Writes targets.depth, targets.diffuse and targets.gloss whole.
void draw_head(vulkan::Commands& commands, const HeadPipelines& pipelines, const HeadResource& head,
               const vulkan::Buffer& frame, glm::vec3 background, const Targets& targets);

}  // namespace stipple::renderer
