#include "renderer/swapchain.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace stipple::renderer {
using vulkan::check;

namespace {

VkSurfaceCapabilitiesKHR capabilities(vulkan::Device& device, VkSurfaceKHR surface) {
    VkSurfaceCapabilitiesKHR result{};
    check(vkGetPhysicalDeviceSurfaceCapabilitiesKHR(device.physical(), surface, &result),
          "vkGetPhysicalDeviceSurfaceCapabilitiesKHR");
    return result;
}

constexpr VkImageUsageFlags image_usage = VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT;

}  // namespace

SurfaceChoice choose_surface(vulkan::Device& device, VkSurfaceKHR surface) {
    VkBool32 supported = VK_FALSE;
    check(vkGetPhysicalDeviceSurfaceSupportKHR(device.physical(), device.queue_family(), surface, &supported),
          "vkGetPhysicalDeviceSurfaceSupportKHR");
    if (supported != VK_TRUE)
        throw std::runtime_error(device.name() + " cannot show pictures in this window; choose another with --device");
    std::uint32_t count = 0;
    check(vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), surface, &count, nullptr), "vkGetPhysicalDeviceSurfaceFormatsKHR");
    std::vector<VkSurfaceFormatKHR> formats(count);
    if (count > 0)
        check(vkGetPhysicalDeviceSurfaceFormatsKHR(device.physical(), surface, &count, formats.data()),
              "vkGetPhysicalDeviceSurfaceFormatsKHR");
    const VkSurfaceCapabilitiesKHR can = capabilities(device, surface);
    if ((can.supportedUsageFlags & image_usage) != image_usage)
        throw std::runtime_error("the window's images cannot be copied to");
    SurfaceChoice choice;
    if ((can.supportedCompositeAlpha & VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR) == 0) choice.alpha = VK_COMPOSITE_ALPHA_INHERIT_BIT_KHR;
    // The picture's bytes are sRGB already: a UNORM format takes them as they are.
    for (const VkFormat wanted : {VK_FORMAT_B8G8R8A8_UNORM, VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_A8B8G8R8_UNORM_PACK32})
        for (const VkSurfaceFormatKHR& format : formats)
            if (format.format == wanted && format.colorSpace == VK_COLOR_SPACE_SRGB_NONLINEAR_KHR) {
                choice.format = format;
                return choice;
            }
    throw std::runtime_error("the window has no 8-bit colour format (a screen of 16 bits has none): use a display of 24 bits");
}

Swapchain::Swapchain(vulkan::Device& device, VkSurfaceKHR surface, VkRenderPass render_pass, const SurfaceChoice& choice)
    : device_(device), surface_(surface), render_pass_(render_pass), choice_(choice) {}

Swapchain::~Swapchain() {
    vkDeviceWaitIdle(device_.handle());  // nothing to do about a lost device here
    drop_targets();
    vkDestroySwapchainKHR(device_.handle(), handle_, nullptr);
}

void Swapchain::drop_targets() {
    for (const Target& target : targets_) {
        vkDestroySemaphore(device_.handle(), target.drawn, nullptr);
        vkDestroyFramebuffer(device_.handle(), target.framebuffer, nullptr);
        vkDestroyImageView(device_.handle(), target.view, nullptr);
    }
    targets_.clear();
}

bool Swapchain::fit(std::uint32_t width, std::uint32_t height) {
    device_.wait_idle();
    drop_targets();
    const VkSurfaceCapabilitiesKHR can = capabilities(device_, surface_);
    extent_ = can.currentExtent;
    if (extent_.width == 0xffffffffU)  // the surface takes the size of its images
        extent_ = {std::clamp(width, can.minImageExtent.width, can.maxImageExtent.width),
                   std::clamp(height, can.minImageExtent.height, can.maxImageExtent.height)};
    if (extent_.width == 0 || extent_.height == 0 || width == 0 || height == 0) return false;

    min_images_ = std::max(2U, can.minImageCount);
    if (can.maxImageCount > 0) min_images_ = std::min(min_images_, can.maxImageCount);
    VkSwapchainCreateInfoKHR info{VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR};
    info.surface = surface_;
    info.minImageCount = min_images_;
    info.imageFormat = choice_.format.format;
    info.imageColorSpace = choice_.format.colorSpace;
    info.imageExtent = extent_;
    info.imageArrayLayers = 1;
    info.imageUsage = image_usage;
    info.preTransform = can.currentTransform;
    info.compositeAlpha = choice_.alpha;
    info.presentMode = VK_PRESENT_MODE_FIFO_KHR;  // the one every device has
    info.clipped = VK_TRUE;
    info.oldSwapchain = handle_;
    VkSwapchainKHR made = VK_NULL_HANDLE;
    const VkResult result = vkCreateSwapchainKHR(device_.handle(), &info, nullptr, &made);
    vkDestroySwapchainKHR(device_.handle(), handle_, nullptr);  // retired by the call, even a failed one
    handle_ = made;
    check(result, "vkCreateSwapchainKHR");

    std::uint32_t count = 0;
    check(vkGetSwapchainImagesKHR(device_.handle(), handle_, &count, nullptr), "vkGetSwapchainImagesKHR");
    std::vector<VkImage> images(count);
    check(vkGetSwapchainImagesKHR(device_.handle(), handle_, &count, images.data()), "vkGetSwapchainImagesKHR");
    for (std::size_t i = 0; i < images.size(); ++i) {
        const std::string name = "window image " + std::to_string(i);
        Target& target = targets_.emplace_back();
        target.image = images[i];
        device_.set_name(VK_OBJECT_TYPE_IMAGE, target.image, name);
        VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
        view.image = target.image;
        view.viewType = VK_IMAGE_VIEW_TYPE_2D;
        view.format = choice_.format.format;
        view.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
        check(vkCreateImageView(device_.handle(), &view, nullptr, &target.view), "vkCreateImageView " + name);
        VkFramebufferCreateInfo framebuffer{VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO};
        framebuffer.renderPass = render_pass_;
        framebuffer.attachmentCount = 1;
        framebuffer.pAttachments = &target.view;
        framebuffer.width = extent_.width;
        framebuffer.height = extent_.height;
        framebuffer.layers = 1;
        check(vkCreateFramebuffer(device_.handle(), &framebuffer, nullptr, &target.framebuffer), "vkCreateFramebuffer " + name);
        const VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
        check(vkCreateSemaphore(device_.handle(), &semaphore, nullptr, &target.drawn), "vkCreateSemaphore " + name);
        device_.set_name(VK_OBJECT_TYPE_SEMAPHORE, target.drawn, name + " drawn");
    }
    return true;
}

}  // namespace stipple::renderer
