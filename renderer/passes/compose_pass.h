// From coverage sums and lit skin to the picture.
#pragma once
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/pipeline.h"

namespace stipple::renderer {

struct ComposePipelines {
    explicit ComposePipelines(vulkan::Device& device);
    vulkan::ComputePipeline resolve, resolve_measure, reduce, blur, compose, compose_measure;
    vulkan::Sampler nearest, linear;
};

// Host-visible results of a measured frame, one vec4 a pixel.
struct MeasureBuffers {
    vulkan::Buffer coverage, reflectance;
};

// Reads cells, strips, diffuse, gloss; writes transmittance, the reduced images and, unless `measure` is given, the picture,
// all inside uniforms.area only. `frame` holds `uniforms` on the device.
void compose(vulkan::Commands& commands, const ComposePipelines& pipelines, const vulkan::Buffer& frame,
             const shared::FrameUniforms& uniforms, const Targets& targets, const MeasureBuffers* measure);

}  // namespace stipple::renderer
