#include "renderer/passes/edge_pass.h"

#include "renderer/passes/difference_pass.h"
#include "renderer/targets.h"

namespace stipple::renderer {
namespace {

vulkan::GraphicsDescription description() {
    vulkan::GraphicsDescription d;
    d.vertex = "screen.vert";
    d.fragment = "smooth_edges.frag";
    d.colors = {kPictureFormat};
    return d;
}

}  // namespace

EdgePipelines::EdgePipelines(vulkan::Device& device)
    : smooth(device, description()), linear(device, "linear", {.mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {}

void keep_smoothed(vulkan::Commands& commands, EdgePipelines& pipelines, const vulkan::Image& from, vulkan::Image& to) {
    fit_kept(commands.device(), to, from);
    const auto scope = commands.time("edges");
    commands.transition(from, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    commands.begin_rendering({{&to}});
    commands.draw(pipelines.smooth, {vulkan::bind(0, from, pipelines.linear)}, {}, 3);
    commands.end_rendering();
    commands.transition(to, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
}

}  // namespace stipple::renderer
