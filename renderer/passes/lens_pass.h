// From a sharp picture to the one a lens makes: what is not as far away as it is focused on is spread out.
#pragma once
#include <optional>

#include "renderer/frame_setup.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/variants.h"
#include "shared/lens.h"

namespace stipple::renderer {

struct LensPipelines {
    explicit LensPipelines(vulkan::Device& device);
    vulkan::ComputePipeline begin, gather;
    vulkan::ComputeVariants reduce;  // level
    vulkan::ComputeVariants tiles;   // spread: lens_tiles.comp
    vulkan::GraphicsVariants show;   // radiance: lens_show.frag
    vulkan::Sampler nearest;
};

// As large as the picture; made when a lens is first used.
struct LensImages {
    LensImages(vulkan::Device& device, std::uint32_t width, std::uint32_t height);
    std::uint32_t width, height;
    vulkan::Image spread;            // every pixel and how far it is spread, level after level: lens.glsl
    vulkan::Image widest, reaching;  // a tile's widest disc; the widest that reaches into it
    vulkan::Image result;            // linear, of the head; a: its share, by which the rest is multiplied
};

// What the passes read, or nothing where no pixel of the head is spread over more than itself.
[[nodiscard]] std::optional<shared::LensPush> set_up_lens(const Camera& camera, const shared::FrameUniforms& uniforms, const HeadBounds& head);

// Reads targets.average, sums of samples over the background's nothing, and targets.depth; writes images.result where push.area says.
void spread(vulkan::Commands& commands, LensPipelines& pipelines, LensImages& images, const shared::LensPush& push, const Targets& targets);

// images.result over the background to targets.picture, all of it (layout COLOR_ATTACHMENT_OPTIMAL). `radiance`: the sums were of
// radiance, which the picture's shoulder is still to come for. `frame` holds `uniforms` on the device.
void show(vulkan::Commands& commands, LensPipelines& pipelines, const LensImages& images, const shared::LensPush& push,
          const vulkan::Buffer& frame, const shared::FrameUniforms& uniforms, const Targets& targets, bool radiance);

}  // namespace stipple::renderer
