// The window's images and what each needs. See present.h.
#pragma once
#include <vulkan/vulkan.h>

#include <cstdint>
#include <vector>

#include "renderer/vulkan/device.h"

namespace stipple::renderer {

struct SurfaceChoice {
    VkSurfaceFormatKHR format{};
    VkCompositeAlphaFlagBitsKHR alpha = VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR;
};
// Throws std::runtime_error naming what the window system lacks.
[[nodiscard]] SurfaceChoice choose_surface(vulkan::Device& device, VkSurfaceKHR surface);

class Swapchain {
  public:
    Swapchain(vulkan::Device& device, VkSurfaceKHR surface, VkRenderPass render_pass, const SurfaceChoice& choice);
    ~Swapchain();  // waits for the device
    Swapchain(const Swapchain&) = delete;
    Swapchain& operator=(const Swapchain&) = delete;

    // For a framebuffer of this size; false, with no images, when the surface has no area.
    bool fit(std::uint32_t width, std::uint32_t height);

    struct Target {
        VkImage image = VK_NULL_HANDLE;
        VkImageView view = VK_NULL_HANDLE;
        VkFramebuffer framebuffer = VK_NULL_HANDLE;
        VkSemaphore drawn = VK_NULL_HANDLE;  // one an image: a semaphore may wait in the window system's queue until then
    };
    [[nodiscard]] VkSwapchainKHR handle() const { return handle_; }
    [[nodiscard]] VkExtent2D extent() const { return extent_; }
    [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }
    [[nodiscard]] std::uint32_t min_image_count() const { return min_images_; }

  private:
    void drop_targets();

    vulkan::Device& device_;
    VkSurfaceKHR surface_;
    VkRenderPass render_pass_;
    SurfaceChoice choice_;
    VkSwapchainKHR handle_ = VK_NULL_HANDLE;
    VkExtent2D extent_{};
    std::uint32_t min_images_ = 2;
    std::vector<Target> targets_;
};

}  // namespace stipple::renderer
