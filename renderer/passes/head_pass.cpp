#include "renderer/passes/head_pass.h"

#include <array>
#include <cstddef>
#include <glm/gtc/matrix_transform.hpp>

namespace stipple::renderer {
namespace {

vulkan::GraphicsDescription head_description(VkCullModeFlags cull) {
    vulkan::GraphicsDescription d;
    d.vertex = "head.vert";
    d.fragment = "head.frag";
    d.attributes = {{0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(HeadVertex, position)},
                    {1, VK_FORMAT_R16G16B16A16_SNORM, offsetof(HeadVertex, normal)},
                    {2, VK_FORMAT_R16G16B16A16_UNORM, offsetof(HeadVertex, color)},
                    {3, VK_FORMAT_R32G32_SFLOAT, offsetof(HeadVertex, uv)},
                    {4, VK_FORMAT_R16G16B16A16_SNORM, offsetof(HeadVertex, light)},
                    {5, VK_FORMAT_R32_SFLOAT, offsetof(HeadVertex, curvature)}};
    d.vertex_bytes = sizeof(HeadVertex);
    d.colors = {kSurfaceFormat, kSurfaceLightFormat};
    d.depth = kDepthFormat;
    d.depth_test = d.depth_write = true;
    d.cull = cull;
    return d;
}

struct PartPush {
    glm::vec4 base_color, plain;
};

// In the order of TextureWrap.
constexpr std::array kAddresses{VK_SAMPLER_ADDRESS_MODE_REPEAT, VK_SAMPLER_ADDRESS_MODE_MIRRORED_REPEAT, VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE};

// COLOURS of head.frag.
std::uint32_t colours(const HeadPart& part, const shared::SkinLook& skin) {
    return !part.captured || skin.captured == shared::SHOWN_LIT ? 0U : skin.captured == shared::SHOWN_CAPTURED ? 1U : 2U;
}

}  // namespace

HeadPipelines::HeadPipelines(vulkan::Device& device)
    : one_sided(device, head_description(VK_CULL_MODE_BACK_BIT)),
      two_sided(device, head_description(VK_CULL_MODE_NONE)) {
    // what an anisotropic sampler does where texels are to be squares is each driver's own affair: lavapipe smooths them
    for (const bool nearest : {false, true})
        for (const VkSamplerAddressMode v : kAddresses)
            for (const VkSamplerAddressMode u : kAddresses)
                samplers_.emplace_back(device, "head texture", vulkan::SamplerDescription{.magnified = nearest ? VK_FILTER_NEAREST : VK_FILTER_LINEAR, .address = u, .address_v = v, .max_anisotropy = nearest ? 1.0F : 4.0F});
}

const vulkan::Sampler& HeadPipelines::sampler(const TextureSampling& sampling) const {
    return samplers_[(std::size_t(sampling.nearest) * kAddresses.size() + std::size_t(sampling.v)) * kAddresses.size() + std::size_t(sampling.u)];
}

void draw_head(vulkan::Commands& commands, HeadPipelines& pipelines, const HeadResource& head, std::size_t level,
               const vulkan::Buffer& frame, const shared::FrameUniforms& uniforms, const Targets& targets) {
    const vulkan::DepthTarget depth{&targets.depth};
    // Where the head is not, nobody reads the surface: depth says so.
    commands.begin_rendering({{&targets.surface, VK_ATTACHMENT_LOAD_OP_DONT_CARE}, {&targets.surface_light, VK_ATTACHMENT_LOAD_OP_DONT_CARE}}, &depth);
    const glm::mat4 projection = glm::translate(glm::mat4(1.0F), glm::vec3(uniforms.head_offset)) * uniforms.view_projection;
    commands.bind_vertices(head.vertices);
    for (std::uint32_t p = 0; p < head.parts.size(); ++p) {
        const HeadPart& part = head.parts[p];
        const std::vector<vulkan::IndexRange> ranges =
            visible_ranges(head.levels[level], p, part.double_sided, projection, glm::vec3(uniforms.camera));
        const bool masked = part.mask_cutoff > 0;
        // the cut-off is divided out, so that the shader compares with 1
        const PartPush push{glm::vec4(glm::vec3(part.base_color), masked ? part.base_color.a / part.mask_cutoff : 1.0F), uniforms.skin_mean};
        vulkan::GraphicsVariants& variants = part.double_sided ? pipelines.two_sided : pipelines.one_sided;
        commands.draw_indexed(variants({part.skin, part.texture >= 0, part.double_sided, masked, colours(part, uniforms.skin)}),
                              {vulkan::bind(0, frame), vulkan::bind(2, head.texture(part), pipelines.sampler(part.sampling))}, push,
                              head.indices, ranges);
    }
    commands.end_rendering();
}

}  // namespace stipple::renderer
