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
      surface(image(device, "surface", w, h, kSurfaceFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_STORAGE_BIT)),
      surface_light(image(device, "surface light", w, h, kSurfaceLightFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_STORAGE_BIT)),
      strips(image(device, "strips", w, h, kStripFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT)),
      transmittance(image(device, "transmittance", w, h, kTransmittanceFormat, VK_IMAGE_USAGE_STORAGE_BIT)),
      picture(image(device, "picture", w, h, kPictureFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT)),
      average(image(device, "average", w, h, kAverageFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT)) {
    fit_sums(device, w, h, false);
}

void Targets::fit_sums(vulkan::Device& device, std::uint32_t columns, std::uint32_t rows, bool with_densities) {
    // Where the area begins to the right, its rows end as much sooner, but for the last.
    const std::size_t cell_bytes = (std::size_t(columns + 1) * (rows + 1) * shared::LAYER_COUNT + columns) * 8, density_bytes = std::size_t(columns) * rows * 12;
    if (cells.bytes() < cell_bytes)
        cells = vulkan::Buffer(device, "cells", cell_bytes, vulkan::storage_usage, vulkan::MemoryKind::device, VK_FORMAT_R32G32_UINT);
    if (with_densities && (!densities || densities.bytes() < density_bytes))
        densities = vulkan::Buffer(device, "densities", density_bytes, vulkan::storage_usage, vulkan::MemoryKind::device, VK_FORMAT_R32_UINT);
}

void Targets::fit_shafts(vulkan::Device& device, std::uint32_t block) {
    if (shaft_block == block) return;
    if (shaft_block == 0) {
        const auto whole = [&](std::string_view name) { return image(device, name, width, height, kShaftFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT); };
        shaft_mirrored = whole("shafts mirrored");
        shaft_matt = whole("shafts matt");
        shaft_through = whole("shafts through");
        shaft_shadows = whole("shafts' shadows");
    }
    shaft_shadow_means = image(device, "shafts' shadow means", (width + block - 1) / block, (height + block - 1) / block, kReducedFormat, VK_IMAGE_USAGE_STORAGE_BIT);
    shaft_block = block;
}

void Targets::fit_reduced(vulkan::Device& device, std::uint32_t block, std::uint32_t grid_shift) {
    const auto over = [&](std::string_view name, std::uint32_t side, VkFormat format) {
        return image(device, name, (width + side - 1) / side, (height + side - 1) / side, format, VK_IMAGE_USAGE_STORAGE_BIT);
    };
    if (const std::uint32_t side = resolve_side(block, grid_shift); side != means_side) {
        means = over("block means", side, kMeansFormat);
        means_side = side;
    }
    if (reduced_block == block) return;
    for (vulkan::Image& r : reduced) r = over("reduced", block, kReducedFormat);
    reduced_block = block;
}

}  // namespace stipple::renderer
