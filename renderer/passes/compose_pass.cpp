#include "renderer/passes/compose_pass.h"

namespace stipple::renderer {
using vulkan::bind;
using vulkan::bind_storage;

ComposePipelines::ComposePipelines(vulkan::Device& device)
    : resolve(device, "resolve.comp"),
      resolve_measure(device, "resolve_measure.comp"),
      reduce(device, "reduce.comp"),
      blur(device, "blur.comp"),
      compose(device, "compose.comp"),
      compose_measure(device, "compose_measure.comp"),
      nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}),
      linear(device, "linear", {}) {}

void compose(vulkan::Commands& commands, ComposePipelines& pipelines, const vulkan::Buffer& frame,
             const shared::FrameUniforms& uniforms, const Targets& targets, const MeasureBuffers* measure) {
    constexpr VkImageLayout sampled = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, written = VK_IMAGE_LAYOUT_GENERAL;
    const std::uint32_t width = uniforms.area.z, height = uniforms.area.w;
    if (width == 0 || height == 0) return;  // the head is out of the picture
    const std::uint32_t block = uniforms.blur_factor;
    const std::uint32_t blocks_x = (width + block - 1) / block, blocks_y = (height + block - 1) / block;
    const auto read = [&](const vulkan::Image& image) { commands.transition(image, sampled); };
    const auto write = [&](const vulkan::Image& image) { commands.transition(image, written, vulkan::Keep::nothing); };
    const bool pigment = measure != nullptr || uniforms.layers != 0 || uniforms.strips_used != 0;
    if (pigment) {
        const auto scope = commands.time("resolve");
        write(targets.transmittance);
        vulkan::Bindings bindings{bind(0, frame), bind(1, targets.cells), bind(2, targets.strips, pipelines.nearest),
                                  bind(3, targets.diffuse, pipelines.nearest), bind_storage(4, targets.transmittance)};
        if (measure) bindings.push_back(bind(5, measure->coverage));
        vulkan::ComputeVariants& variants = measure ? pipelines.resolve_measure : pipelines.resolve;
        commands.dispatch_over(variants({uniforms.layers, uniforms.strips_used, uniforms.look.random_pattern != 0}), bindings, {},
                               width, height);
        read(targets.transmittance);
    }
    if (pigment) {
        const auto scope = commands.time("diffusion");
        const vulkan::Image& a = targets.reduced[0];
        const vulkan::Image& b = targets.reduced[1];
        write(a);
        commands.dispatch_over(pipelines.reduce, {bind(0, frame), bind(1, targets.transmittance, pipelines.nearest), bind_storage(2, a)},
                               {}, blocks_x, blocks_y);
        read(a);
        write(b);
        commands.dispatch_over(pipelines.blur, {bind(0, frame), bind(1, a, pipelines.nearest), bind_storage(2, b)},
                               glm::ivec2(1, 0), blocks_x, blocks_y);
        read(b);
        write(a);
        commands.dispatch_over(pipelines.blur, {bind(0, frame), bind(1, b, pipelines.nearest), bind_storage(2, a)},
                               glm::ivec2(0, 1), blocks_x, blocks_y);
        read(a);
    }
    const auto scope = commands.time("compose");
    if (!pigment) {  // bound, not read
        commands.transition(targets.transmittance, sampled, vulkan::Keep::nothing);
        commands.transition(targets.reduced[0], sampled, vulkan::Keep::nothing);
    }
    vulkan::Bindings bindings{bind(0, frame), bind(1, targets.transmittance, pipelines.nearest),
                              bind(2, targets.reduced[0], pipelines.linear)};
    if (measure) {
        bindings.push_back(bind(5, measure->reflectance));
        commands.dispatch_over(pipelines.compose_measure({1}), bindings, {}, width, height);
        return;
    }
    commands.transition(targets.picture, written);
    bindings.push_back(bind(3, targets.diffuse, pipelines.nearest));
    bindings.push_back(bind(4, targets.gloss, pipelines.nearest));
    bindings.push_back(bind_storage(5, targets.picture));
    commands.transition(targets.average, written);  // the next sample reads what this one adds
    bindings.push_back(bind_storage(6, targets.average));
    commands.dispatch_over(pipelines.compose({pigment, uniforms.sample_count > 1}), bindings, {}, width, height);
}

}  // namespace stipple::renderer
