// Shows the renderer's pictures in a window, for app/window only. The window system makes the VkSurfaceKHR; nothing here
// knows GLFW or ImGui, whose Vulkan back end gets what it needs through `handles` and `render_pass`.
#pragma once
#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>

#include "renderer/renderer.h"

namespace stipple::renderer {

struct VulkanHandles {
    VkInstance instance;
    VkPhysicalDevice physical_device;
    VkDevice device;
    VkQueue queue;
    std::uint32_t queue_family;
    VkPipelineCache pipeline_cache;
};
[[nodiscard]] VulkanHandles vulkan_handles(Renderer& renderer);

// Records, submits and waits: for uploads such as a font atlas.
void submit_and_wait(Renderer& renderer, const std::function<void(VkCommandBuffer)>& record);

// One picture and its place in the window. Lengths and places in framebuffer pixels, from the top left.
struct WindowPicture {
    const Frame* frame = nullptr;                       // null: what this place in the list showed last, if anything
    std::int32_t x = 0, y = 0;
    std::uint32_t shown_width = 0, shown_height = 0;    // parts outside the window are cut off; 0 shows nothing
    std::uint32_t width = 0, height = 0;                // computed size; stretched when it differs from the shown one
    Sample sample{};                                    // which of the samples of this picture `frame` is to add
    std::int32_t from_x = 0;                            // only columns of the window from here on ...
    std::int32_t to_x = std::numeric_limits<std::int32_t>::max();  // ... up to here show it
    // Not a frame but where the pictures of these two places before it, of one size, differ: see shared/difference.h. Drawn anew
    // where one of them was.
    std::optional<std::array<std::size_t, 2>> difference_of;
    bool mirrored = false;  // left and right exchanged as it is shown; places of the window stay what they are
};

class Presenter {
  public:
    // Owns the surface from now on, also when it throws: std::runtime_error when the device cannot show pictures on it or
    // it has no 8-bit pixel format. The renderer must have been made with the surface's instance extensions.
    Presenter(Renderer& renderer, VkSurfaceKHR surface, std::uint32_t width, std::uint32_t height);
    ~Presenter();
    Presenter(const Presenter&) = delete;
    Presenter& operator=(const Presenter&) = delete;

    // Colour attachment in COLOR_ATTACHMENT_OPTIMAL, contents kept; ends ready to be presented. One for the presenter's
    // life: it survives resizes.
    [[nodiscard]] VkRenderPass render_pass() const;
    [[nodiscard]] std::uint32_t min_image_count() const;  // at least 2
    [[nodiscard]] std::uint32_t image_count() const;
    [[nodiscard]] VkFormat format() const;  // UNORM: the picture's sRGB bytes arrive unchanged
    // sRGB values around the pictures.
    void set_backdrop(std::array<float, 3> color);

    // Draws the pictures, then `panel` inside the render pass, and shows all. `width`, `height`: the framebuffer now; a
    // change makes the swapchain anew. False when nothing could be shown: no area, or the window is changing under us.
    bool show(std::uint32_t width, std::uint32_t height, std::span<const WindowPicture> pictures,
              const std::function<void(VkCommandBuffer)>& panel);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace stipple::renderer
