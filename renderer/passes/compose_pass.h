// From what the head's pixels show and sums of coverage to the picture.
#pragma once
#include "renderer/resources.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/variants.h"

namespace stipple::renderer {

struct ComposePipelines {
    explicit ComposePipelines(vulkan::Device& device);
    vulkan::ComputeVariants resolve, resolve_measure;  // layers, strips, random pattern, side, overlaps: resolve.comp
    vulkan::ComputePipeline reduce;
    vulkan::ComputeVariants blur;                  // reach
    vulkan::GraphicsVariants compose, add_sample;  // pigment, averaged, fine detail, all skin: compose.frag
    vulkan::GraphicsPipeline average;
    vulkan::ComputePipeline measure;
    vulkan::Sampler nearest, linear;
};

// Host-visible results of a measured frame, one vec4 a pixel.
struct MeasureBuffers {
    vulkan::Buffer coverage, reflectance;
};

// Reads cells, strips, depth and surface; writes targets.picture whole (layout COLOR_ATTACHMENT_OPTIMAL), or `measure` where
// given. Where the frame has no dots nothing is resolved or diffused, nor where neither the sums nor anything but the head's
// place have changed since the last frame. `frame` holds `uniforms` on the device.
void compose(vulkan::Commands& commands, ComposePipelines& pipelines, const HeadResource& head, const vulkan::Buffer& frame,
             const shared::FrameUniforms& uniforms, const Targets& targets, const MeasureBuffers* measure, bool sums_changed);

}  // namespace stipple::renderer
