#include "renderer/passes/shadow_pass.h"

#include <algorithm>
#include <cstddef>

#include "renderer/targets.h"

namespace stipple::renderer {
namespace {

vulkan::GraphicsDescription description() {
    vulkan::GraphicsDescription d;
    d.vertex = "shadow.vert";
    d.attributes = {{0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(HeadVertex, position)}};
    d.vertex_bytes = sizeof(HeadVertex);
    d.depth = kDepthFormat;
    d.depth_test = d.depth_write = true;
    return d;
}

}  // namespace

ShadowPipelines::ShadowPipelines(vulkan::Device& device)
    : depth(device, description()), nearest(device, "shadow map", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {}

void ShadowMaps::draw(vulkan::Device& device, vulkan::Commands& commands, const ShadowPipelines& pipelines,
                      const std::shared_ptr<const HeadResource>& head, std::size_t level, const LightSetup& light) {
    for (std::size_t lamp = 0; lamp < kMostKeyLights; ++lamp) {
        Map& map = maps_[lamp];
        const ShadowView& view = light.shadows[lamp];
        const std::uint32_t side = std::max(view.side, 1U);
        const bool resized = map.depth.width() != side || !map.depth;
        if (resized)
            map.depth = vulkan::Image(device, "shadow map", {.width = side, .height = side, .format = kDepthFormat,
                                                             .usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
        const bool lit = lamp < light.keys;
        if (lit && (resized || map.head != head || map.level != level || !(map.view == view))) {
            map.view = view, map.head = head, map.level = level;
            const vulkan::DepthTarget depth{&map.depth};
            commands.begin_rendering({}, &depth);
            commands.bind_vertices(head->vertices);
            const glm::vec3 eye = 0.5F * (head->bounds.low + head->bounds.high) + glm::normalize(glm::vec3(light.uniforms.keys[lamp].map_depth)) * 1e5F;
            for (std::uint32_t p = 0; p < head->parts.size(); ++p) {
                // What is cut out of leaves and lashes by a mask would throw the shadow of the whole leaf.
                if (head->parts[p].mask_cutoff > 0) continue;
                const auto ranges = visible_ranges(head->levels[level], p, head->parts[p].double_sided, view.projection, eye);
                commands.draw_indexed(pipelines.depth, {}, view.projection, head->indices, ranges);
            }
            commands.end_rendering();
        }
        commands.transition(map.depth, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, lit ? vulkan::Keep::contents : vulkan::Keep::nothing);
    }
}

}  // namespace stipple::renderer
