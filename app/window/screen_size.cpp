#include "screen_size.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "model/safe_write.h"

namespace stipple::window {
namespace {

constexpr double kLeastMm = 0.02, kMostMm = 2;
constexpr const char* kWord = "mm_per_pixel";

bool is_width(double mm) { return mm >= kLeastMm && mm <= kMostMm; }

}  // namespace

std::filesystem::path screen_file() {
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config) return std::filesystem::path(config) / "stipple" / "screen";
    if (const char* home = std::getenv("HOME"); home && *home) return std::filesystem::path(home) / ".config" / "stipple" / "screen";
    return {};
}

std::optional<double> kept_screen_mm(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string word;
    double mm = 0;
    if (in >> word >> mm && word == kWord && is_width(mm)) return mm;
    return std::nullopt;
}

void keep_screen_mm(const std::filesystem::path& file, double mm) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    char line[48];
    std::snprintf(line, sizeof line, "%s %.6f\n", kWord, mm);
    model::write_file_safely(file, line);
}

std::optional<double> told_screen_mm(GLFWwindow* window) {
    // The monitor that the window's middle lies on.
    int x = 0, y = 0, width = 0, height = 0, count = 0;
    glfwGetWindowPos(window, &x, &y);
    glfwGetWindowSize(window, &width, &height);
    GLFWmonitor** monitors = glfwGetMonitors(&count);
    GLFWmonitor* found = glfwGetPrimaryMonitor();
    for (int i = 0; i < count; ++i) {
        int left = 0, top = 0;
        glfwGetMonitorPos(monitors[i], &left, &top);
        const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
        if (mode && x + width / 2 >= left && x + width / 2 < left + mode->width && y + height / 2 >= top && y + height / 2 < top + mode->height) found = monitors[i];
    }
    if (!found) return std::nullopt;
    int wide_mm = 0, high_mm = 0, framebuffer_width = 0, framebuffer_height = 0;
    glfwGetMonitorPhysicalSize(found, &wide_mm, &high_mm);
    glfwGetFramebufferSize(window, &framebuffer_width, &framebuffer_height);
    const GLFWvidmode* mode = glfwGetVideoMode(found);
    if (!mode || mode->width <= 0 || wide_mm <= 0 || width <= 0 || framebuffer_width <= 0) return std::nullopt;
    const double mm = double(wide_mm) / mode->width * width / framebuffer_width;
    if (!is_width(mm)) return std::nullopt;
    return mm;
}

}  // namespace stipple::window
