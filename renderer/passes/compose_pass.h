// From what the head's pixels show and sums of coverage to the picture.
#pragma once
#include "renderer/light_setup.h"
#include "renderer/passes/shadow_pass.h"
#include "renderer/resources.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/variants.h"

namespace stipple::renderer {

struct ComposePipelines {
    explicit ComposePipelines(vulkan::Device& device);
    vulkan::ComputeVariants resolve, resolve_measure;  // layers, strips, random pattern, side, overlaps, grid, splats: resolve.comp
    vulkan::ComputePipeline reduce;
    vulkan::ComputeVariants blur;                  // reach, run
    vulkan::GraphicsVariants compose, add_sample;  // pigment, averaged, fine detail, all skin, captured, lamps, linear, freckles, shafts, strands, veins: compose.frag
    vulkan::GraphicsVariants compose_marks, add_sample_marks;  // the same under a map of marks
    vulkan::GraphicsPipeline average;
    vulkan::ComputePipeline measure, measure_marks;
    vulkan::Sampler nearest, linear, marks;
};

// Host-visible results of a measured frame, one vec4 a pixel.
struct MeasureBuffers {
    vulkan::Buffer coverage, reflectance;
};

// Reads cells and strips; writes targets.transmittance, targets.means and `measure`'s coverage over the dots' area of `setup`: the
// picture or a part of it. `frame` holds setup.uniforms on the device.
void resolve(vulkan::Commands& commands, ComposePipelines& pipelines, const vulkan::Buffer& frame, const FrameSetup& setup,
             const Targets& targets, const MeasureBuffers* measure);

// What resolve wrote becomes the neighbourhood of every block, in targets.reduced[0].
void diffuse(vulkan::Commands& commands, ComposePipelines& pipelines, const vulkan::Buffer& frame,
             const shared::FrameUniforms& uniforms, const Targets& targets);

// What falls on the head: `uniforms` of `setup` on the device, and the lamps' shadows.
struct LightInput {
    const LightSetup& setup;
    const vulkan::Buffer& uniforms;
    const ShadowMaps& shadows;
};

// What composing leaves: targets.picture, or no picture but targets.average, where samples are added up: of what they show or of radiance.
enum class Composed { picture, shown_sums, radiance_sums };

// The picture as an attachment, cleared to the background.
[[nodiscard]] vulkan::ColorTarget background_of(const shared::FrameUniforms& uniforms, const Targets& targets);

// Reads depth, surface and, with `pigment`, transmittance and its neighbourhood, with `shafts` targets.shaft_*; writes what `composed` says, targets.picture whole
// (layout COLOR_ATTACHMENT_OPTIMAL), or `measure` where given. `frame` holds `uniforms` on the device.
void compose(vulkan::Commands& commands, ComposePipelines& pipelines, const HeadResource& head, const vulkan::Buffer& frame,
             const shared::FrameUniforms& uniforms, const Targets& targets, const MeasureBuffers* measure, bool pigment, bool shafts,
             const Marked& marked, const LightInput& light, Composed composed);

}  // namespace stipple::renderer
