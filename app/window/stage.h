// The operating system's window with Vulkan and Dear ImGui on it: where pictures are shown. Nothing here knows heads or
// designs.
#pragma once
#include <imgui.h>
#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "renderer/renderer.h"

struct GLFWwindow;
namespace stipple::renderer {
class Presenter;
}

namespace stipple::window {

// GLFW's library, started once. Throws std::runtime_error with the remedy where there is no display.
class WindowSystem {
  public:
    WindowSystem();
    ~WindowSystem();
    WindowSystem(const WindowSystem&) = delete;
    WindowSystem& operator=(const WindowSystem&) = delete;
};

class Stage {
  public:
    // Opens a window of 1280 by 800 points, scaled to its display. `prepare` runs before ImGui takes the window's
    // callbacks: it sets the program's own, which ImGui then calls first.
    Stage(const std::string& title, renderer::DeviceRequest request, const std::function<void(GLFWwindow*)>& prepare);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    [[nodiscard]] GLFWwindow* window() { return window_; }
    [[nodiscard]] renderer::Renderer& renderer() { return *renderer_; }
    [[nodiscard]] float content_scale() const;  // of the display the window is on
    void fonts_changed();                       // takes ImGui's font atlas to the device anew
    void begin_frame();                         // ImGui's new frame, with the window's input

    // Where and how large the picture is, framebuffer pixels. `width` and `height` may be smaller than the place: then
    // the picture is stretched.
    struct Picture {
        const renderer::Frame* frame = nullptr;  // null: the last one again
        std::int32_t x = 0, y = 0;
        std::uint32_t shown_width = 0, shown_height = 0;
        std::uint32_t width = 0, height = 0;
        bool mirrored = false;  // left and right exchanged
        renderer::Sample sample{};  // which of a picture's samples `frame` adds
        std::int32_t from_x = 0, to_x = std::numeric_limits<std::int32_t>::max();  // only these columns of the window show it
        std::optional<std::array<std::size_t, 2>> difference_of;  // of these places of the list, in place of a frame
    };
    // Draws ImGui's draw data over the pictures and shows all. False when the window has no area just now.
    bool show(std::span<const Picture> pictures);
    void finish();  // waits until the device has drawn all of it

  private:
    void start_imgui();
    void close();

    GLFWwindow* window_ = nullptr;
    std::unique_ptr<renderer::Renderer> renderer_;
    std::unique_ptr<renderer::Presenter> presenter_;
    VkDescriptorPool pool_ = VK_NULL_HANDLE;
    bool imgui_ready_ = false, has_fonts_ = false;
};

}  // namespace stipple::window
