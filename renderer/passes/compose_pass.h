// From coverage sums and lit skin to the picture.
#pragma once
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/variants.h"

namespace stipple::renderer {

struct ComposePipelines {
    explicit ComposePipelines(vulkan::Device& device);
    vulkan::ComputeVariants resolve, resolve_measure;  // layers, strips, random pattern: resolve.comp
    vulkan::ComputePipeline reduce, blur;
    vulkan::ComputeVariants compose, compose_measure;  // pigment, averaged (not measured): compose.comp
    vulkan::Sampler nearest, linear;
};

// Host-visible results of a measured frame, one vec4 a pixel.
struct MeasureBuffers {
    vulkan::Buffer coverage, reflectance;
};

// Reads cells, strips, diffuse, gloss; writes the picture or, where given, `measure`, inside uniforms.area only. Where the
// frame has no dots nothing is resolved or diffused. `frame` holds `uniforms` on the device.
void compose(vulkan::Commands& commands, ComposePipelines& pipelines, const vulkan::Buffer& frame,
             const shared::FrameUniforms& uniforms, const Targets& targets, const MeasureBuffers* measure);

}  // namespace stipple::renderer
