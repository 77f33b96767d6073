// Hairs that are seen one by one: their shafts and the shadows these throw, as pictures for composing.
#pragma once
#include "renderer/light_setup.h"
#include "renderer/passes/site_pass.h"

namespace stipple::renderer {

struct ShaftPipelines {
    explicit ShaftPipelines(vulkan::Device& device);
    vulkan::GraphicsVariants shaft, shadow;  // as live_dot.glsl, then what is drawn and how many lamps there are: hair_strand.vert
    vulkan::ComputePipeline means;
    vulkan::Sampler nearest;
};

// How much of what single shafts look like is seen where one is so many pixels wide, 0 .. 1: below it they only darken.
[[nodiscard]] float shafts_seen(float shaft_px);

// Reads `follicles`' states and clusters, head depth and `light`, the uniforms of a LightSetup of so many lamps on the device; writes targets.shaft_*, ready
// to be sampled. `seen`: shafts_seen of the frame.
void draw_shafts(vulkan::Commands& commands, ShaftPipelines& pipelines, const SitePass& follicles, const vulkan::Buffer& light, std::uint32_t lamps, float seen,
                 const Targets& targets);

}  // namespace stipple::renderer
