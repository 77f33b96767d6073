// How wide the pixels of a screen are: measured once with a bank card and kept, or as the display says.
#pragma once
#include <filesystem>
#include <optional>

struct GLFWwindow;

namespace stipple::window {

// $XDG_CONFIG_HOME/stipple/screen, or ~/.config/stipple/screen; empty where there is no home.
[[nodiscard]] std::filesystem::path screen_file();

// Millimetres a framebuffer pixel; nothing where none was kept or what is there is no width of a pixel (0.02 to 2 mm).
[[nodiscard]] std::optional<double> kept_screen_mm(const std::filesystem::path& file);
// Throws model::CannotWrite.
void keep_screen_mm(const std::filesystem::path& file, double mm);

// Of the display the window is on, by the size it gives for itself; nothing where it gives none. Displays often err by some per cent,
// projectors by anything.
[[nodiscard]] std::optional<double> told_screen_mm(GLFWwindow* window);

}  // namespace stipple::window
