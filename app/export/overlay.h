// What is drawn over a finished picture: the mirror's exchange of left and right, a grey card, a ruler.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "renderer/renderer.h"

namespace stipple::exporting {

// Left and right exchanged, as a mirror does: of the finished picture, so that what it shows is the same to the last bit.
void mirror(renderer::Image& image);

// The sRGB bytes of a card that sends back 18 % of the light on a surface which faces the viewer: 0.18 x irradiance x exposure through the
// picture's own tone map (shared/display.h).
[[nodiscard]] std::array<std::uint8_t, 3> grey_card(const renderer::Light& light, const renderer::Camera& camera);

// A ruler of whole millimetres at focus distance, for any surface it is drawn on.
struct RulerTick {
    double mm = 0;
    double pixels = 0;  // from the ruler's zero
    int rank = 0;       // 0 the smallest ticks, 1 in between, 2 those with a number
};
struct Ruler {
    double length_mm = 0, length_pixels = 0;
    std::vector<RulerTick> ticks;  // zero and the end included
};
// The longest of 200, 100, 50, 20, 10, 5, 2, 1 and 0.5 mm that `most_pixels` hold; ticks no closer than 3 pixels.
[[nodiscard]] Ruler ruler(double mm_per_pixel, double most_pixels);

// Into the lower right corner, with its label; and into the lower left. `text`: pixels an em.
void draw_grey_card(renderer::Image& image, const std::array<std::uint8_t, 3>& card);
void draw_ruler(renderer::Image& image, double mm_per_pixel);

}  // namespace stipple::exporting
