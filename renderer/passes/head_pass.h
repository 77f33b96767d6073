// The head under light: depth, what leaves bare skin, and gloss.
#pragma once
#include "renderer/resources.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/variants.h"

namespace stipple::renderer {

struct HeadPipelines {
    explicit HeadPipelines(vulkan::Device& device);
    vulkan::GraphicsVariants one_sided, two_sided;  // skin, textured, double sided, fine detail: head.frag
    vulkan::Sampler texture;
};

// Writes targets.depth, targets.diffuse and targets.gloss whole. `fine_detail`: draw what only a close look shows.
void draw_head(vulkan::Commands& commands, HeadPipelines& pipelines, const HeadResource& head,
               const vulkan::Buffer& frame, bool fine_detail, glm::vec3 background, const Targets& targets);

}  // namespace stipple::renderer
