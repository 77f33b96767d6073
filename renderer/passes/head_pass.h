// What of the head each pixel shows: depth and surface.
#pragma once
#include "renderer/resources.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/variants.h"

namespace stipple::renderer {

class HeadPipelines {
  public:
    explicit HeadPipelines(vulkan::Device& device);
    vulkan::GraphicsVariants one_sided, two_sided;  // skin, textured, double sided: head.frag
    [[nodiscard]] const vulkan::Sampler& sampler(const TextureSampling& sampling) const;

  private:
    std::vector<vulkan::Sampler> samplers_;  // one a TextureSampling
};

// Writes targets.depth whole and targets.surface where the head is.
// `frame` holds `uniforms` on the device; `level` is one of head.levels.
void draw_head(vulkan::Commands& commands, HeadPipelines& pipelines, const HeadResource& head, std::size_t level,
               const vulkan::Buffer& frame, const shared::FrameUniforms& uniforms, const Targets& targets);

}  // namespace stipple::renderer
