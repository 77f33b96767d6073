#include "renderer/targets.h"

#include "shared/frame.h"

namespace stipple::renderer {
namespace {

vulkan::Image image(vulkan::Device& device, std::string_view name, std::uint32_t width, std::uint32_t height, VkFormat format,
                    VkImageUsageFlags usage) {
    return {device, name, {.width = width, .height = height, .format = format, .usage = usage | VK_IMAGE_USAGE_SAMPLED_BIT}};
}

}  // namespace

Targets::Targets(vulkan::Device& device, std::uint32_t w, std::uint32_t h)
    : width(w),
      height(h),
      depth(image(device, "depth", w, h, kDepthFormat, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT)),
      diffuse(image(device, "diffuse", w, h, kLightFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT)),
      gloss(image(device, "gloss", w, h, kLightFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT)),
      strips(image(device, "strips", w, h, kStripFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT)),
      transmittance(image(device, "transmittance", w, h, kLightFormat, VK_IMAGE_USAGE_STORAGE_BIT)),
      picture(image(device, "picture", w, h, kPictureFormat, VK_IMAGE_USAGE_STORAGE_BIT)),
      average(image(device, "average", w, h, kAverageFormat, VK_IMAGE_USAGE_STORAGE_BIT)),
      cells(device, "cells", std::size_t(w + 1) * (h + 1) * shared::LAYER_COUNT * 8, vulkan::storage_usage) {}

void Targets::fit_reduced(vulkan::Device& device, std::uint32_t w, std::uint32_t h) {
    if (reduced[0] && reduced[0].width() == w && reduced[0].height() == h) return;
    for (vulkan::Image& r : reduced) r = image(device, "reduced", w, h, kLightFormat, VK_IMAGE_USAGE_STORAGE_BIT);
}

}  // namespace stipple::renderer
