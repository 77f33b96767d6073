#include "renderer/passes/head_pass.h"

namespace stipple::renderer {
namespace {

vulkan::GraphicsDescription head_description(VkCullModeFlags cull) {
    vulkan::GraphicsDescription d;
    d.vertex = "head.vert";
    d.fragment = "head.frag";
    d.colors = {kLightFormat, kLightFormat};
    d.depth = kDepthFormat;
    d.depth_test = d.depth_write = true;
    d.cull = cull;
    return d;
}

struct PartPush {
    glm::vec4 base_color;
};

}  // namespace

HeadPipelines::HeadPipelines(vulkan::Device& device)
    : one_sided(device, head_description(VK_CULL_MODE_BACK_BIT)),
      two_sided(device, head_description(VK_CULL_MODE_NONE)),
      texture(device, "head texture", {.address = VK_SAMPLER_ADDRESS_MODE_REPEAT, .max_anisotropy = 4}) {}

void draw_head(vulkan::Commands& commands, HeadPipelines& pipelines, const HeadResource& head,
               const vulkan::Buffer& frame, bool fine_detail, glm::vec3 background, const Targets& targets) {
    const vulkan::DepthTarget depth{&targets.depth};
    commands.begin_rendering({{&targets.diffuse, VK_ATTACHMENT_LOAD_OP_CLEAR, {background.r, background.g, background.b, 0}},
                              {&targets.gloss, VK_ATTACHMENT_LOAD_OP_CLEAR, {0, 0, 0, 0}}},
                             &depth);
    for (const HeadPart& part : head.parts) {
        if (part.transparent || part.index_count == 0) continue;
        const PartPush push{part.base_color};
        vulkan::GraphicsVariants& variants = part.double_sided ? pipelines.two_sided : pipelines.one_sided;
        commands.draw_indexed(variants({part.skin, part.texture >= 0, part.double_sided, part.skin && fine_detail}),
                              {vulkan::bind(0, frame), vulkan::bind(1, head.vertices),
                               vulkan::bind(2, head.texture(part), pipelines.texture)},
                              push, head.indices, part.index_count, 1, part.first_index);
    }
    commands.end_rendering();
}

}  // namespace stipple::renderer
