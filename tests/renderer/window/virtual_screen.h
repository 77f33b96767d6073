// An X server of the test's own, without a monitor, and one window on it.
#pragma once
#include <sys/types.h>
#include <xcb/xcb.h>

#include <cstdint>
#include <string>
#include <vector>

namespace stipple::test {

class VirtualScreen {
  public:
    VirtualScreen();  // throws std::runtime_error when Xvfb does not come up
    ~VirtualScreen();
    VirtualScreen(const VirtualScreen&) = delete;
    VirtualScreen& operator=(const VirtualScreen&) = delete;

    [[nodiscard]] xcb_connection_t* connection() const { return connection_; }
    [[nodiscard]] xcb_screen_t* screen() const { return screen_; }

  private:
    pid_t server_ = 0;
    xcb_connection_t* connection_ = nullptr;
    xcb_screen_t* screen_ = nullptr;
};

struct Color {
    std::uint8_t red, green, blue;
    bool operator==(const Color&) const = default;
};
struct Screenshot {
    std::uint32_t width = 0, height = 0;
    std::vector<Color> pixels;
    [[nodiscard]] const Color& at(std::uint32_t x, std::uint32_t y) const { return pixels.at(std::size_t(y) * width + x); }
};

class TestWindow {
  public:
    TestWindow(VirtualScreen& screen, std::uint32_t width, std::uint32_t height);
    ~TestWindow();
    TestWindow(const TestWindow&) = delete;
    TestWindow& operator=(const TestWindow&) = delete;

    [[nodiscard]] xcb_window_t handle() const { return window_; }
    void resize(std::uint32_t width, std::uint32_t height);
    [[nodiscard]] Screenshot look() const;

  private:
    VirtualScreen& screen_;
    xcb_window_t window_;
};

}  // namespace stipple::test
