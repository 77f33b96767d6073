#include "renderer/passes/difference_pass.h"

#include <cassert>

#include "renderer/targets.h"

namespace stipple::renderer {
namespace {

vulkan::GraphicsDescription description() {
    vulkan::GraphicsDescription d;
    d.vertex = "screen.vert";
    d.fragment = "difference.frag";
    d.colors = {kPictureFormat};
    return d;
}

}  // namespace

DifferencePipelines::DifferencePipelines(vulkan::Device& device)
    : difference(device, description()), nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {}

void fit_kept(vulkan::Device& device, vulkan::Image& kept, const vulkan::Image& like) {
    if (kept && kept.width() == like.width() && kept.height() == like.height()) return;
    kept = {device, "kept picture", {like.width(), like.height(), kPictureFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT}};
}

void keep_picture(vulkan::Commands& commands, const vulkan::Image& from, vulkan::Image& to) {
    fit_kept(commands.device(), to, from);
    commands.transition(from, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
    commands.transition(to, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, vulkan::Keep::nothing);
    VkImageCopy region{};
    region.srcSubresource = region.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    region.extent = {from.width(), from.height(), 1};
    vkCmdCopyImage(commands.handle(), from.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, to.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &region);
    commands.transition(to, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
}

void draw_difference(vulkan::Commands& commands, DifferencePipelines& pipelines, const vulkan::Image& first, const vulkan::Image& second,
                     vulkan::Image& to) {
    assert(first.width() == second.width() && first.height() == second.height());
    fit_kept(commands.device(), to, first);
    const auto scope = commands.time("difference");
    for (const vulkan::Image* image : {&first, &second}) commands.transition(*image, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    commands.begin_rendering({{&to}});
    commands.draw(pipelines.difference, {vulkan::bind(0, first, pipelines.nearest), vulkan::bind(1, second, pipelines.nearest)}, {}, 3);
    commands.end_rendering();
    for (const vulkan::Image* image : {&first, &second, static_cast<const vulkan::Image*>(&to)}) commands.transition(*image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
}

}  // namespace stipple::renderer
