#include "renderer/passes/shaft_pass.h"

#include <glm/glm.hpp>

namespace stipple::renderer {
namespace access = vulkan::access;
using vulkan::bind;

namespace {

constexpr std::size_t kDrawOffset = 16;  // bytes into SiteScratch::indirect
// Pixels a shaft is wide from which it is more than darkness, and from which it is all a shaft. Narrower ones have no roundness to show, and
// their shadows are lost among them.
constexpr float kSeenFrom = 0.6F, kSeenWholly = 1.5F;

struct ShaftPush {
    shared::SiteSetPush set;
    float seen;
};

// THROWN of hair_strand.vert.
enum Thrown : std::uint32_t { thrown_none = 0, thrown_by_lamp = 1, thrown_by_sky = 3 };

vulkan::GraphicsDescription description(vulkan::Blend blend, std::size_t images) {
    vulkan::GraphicsDescription d;
    d.vertex = "hair_strand.vert";
    d.fragment = "hair_strand.frag";
    d.colors.assign(images, kShaftFormat);
    d.blends.assign(images, blend);
    d.depth = kDepthFormat;
    d.depth_test = true;
    d.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP;
    return d;
}

}  // namespace

ShaftPipelines::ShaftPipelines(vulkan::Device& device)
    : shaft(device, description(vulkan::Blend::premultiplied, 3)),
      shadow(device, description(vulkan::Blend::add, 1)),
      means(device, "hair_means.comp"),
      nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {}

float shafts_seen(float shaft_px) { return glm::smoothstep(kSeenFrom, kSeenWholly, shaft_px); }

void draw_shafts(vulkan::Commands& commands, ShaftPipelines& pipelines, const SitePass& follicles, const vulkan::Buffer& light, std::uint32_t lamps, float seen,
                 const Targets& targets) {
    const auto scope = commands.time("shafts");
    // Whoever summed dots last may still read the lists, and composing the pictures.
    commands.barrier(access::everything, access::everything);
    cull_sites(commands, follicles);
    const ShaftPush push{follicles.push, seen};
    const vulkan::DepthTarget depth{.image = &targets.depth, .read_only = true};
    const auto draw = [&](vulkan::GraphicsVariants& variants, std::uint32_t what) {
        vulkan::VariantValues values = variant(follicles);
        values.push_back(what);
        values.push_back(lamps);
        commands.draw_indirect(variants(values), with(site_bindings(follicles), {bind(6, follicles.scratch.disc_chunks), bind(7, light)}), push,
                               follicles.scratch.indirect, kDrawOffset);
    };
    commands.transition(targets.depth, VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL);
    commands.begin_rendering({{&targets.shaft_mirrored}, {&targets.shaft_matt}, {&targets.shaft_through}}, &depth);
    draw(pipelines.shaft, thrown_none);
    commands.end_rendering();
    commands.begin_rendering({{&targets.shaft_shadows}}, &depth);
    for (std::uint32_t lamp = 0; lamp < lamps; ++lamp) draw(pipelines.shadow, thrown_by_lamp + lamp);
    draw(pipelines.shadow, thrown_by_sky);
    commands.end_rendering();
    constexpr VkImageLayout sampled = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL;
    for (const vulkan::Image* image : {&targets.shaft_mirrored, &targets.shaft_matt, &targets.shaft_through, &targets.shaft_shadows}) commands.transition(*image, sampled);
    commands.transition(targets.depth, sampled);
    commands.transition(targets.shaft_shadow_means, VK_IMAGE_LAYOUT_GENERAL, vulkan::Keep::nothing);
    const auto block = std::int32_t(targets.shaft_block);
    commands.dispatch(pipelines.means,
                      {bind(0, targets.shaft_shadows, pipelines.nearest), bind(1, targets.depth, pipelines.nearest), vulkan::bind_storage(2, targets.shaft_shadow_means),
                       bind(3, targets.shaft_mirrored, pipelines.nearest)}, block,
                      (targets.width + targets.shaft_block - 1) / targets.shaft_block, (targets.height + targets.shaft_block - 1) / targets.shaft_block);
    commands.transition(targets.shaft_shadow_means, sampled);
}

}  // namespace stipple::renderer
