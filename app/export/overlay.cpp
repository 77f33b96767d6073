#include "overlay.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "lettering.h"
#include "session/view/light_of.h"
#include "shared/display.h"

namespace stipple::exporting {
namespace {

constexpr double kGreyCard = 0.18;
constexpr std::uint8_t kInk = 236, kShade = 24;  // sRGB greys of lines and of their surrounds

void fill(renderer::Image& image, int left, int top, int right, int bottom, const std::array<std::uint8_t, 3>& color) {
    for (int y = std::max(top, 0); y < std::min(bottom, int(image.height)); ++y)
        for (int x = std::max(left, 0); x < std::min(right, int(image.width)); ++x)
            std::copy(color.begin(), color.end(), &image.rgba[(std::size_t(y) * image.width + std::size_t(x)) * 4]);
}
void fill(renderer::Image& image, int left, int top, int right, int bottom, std::uint8_t grey) {
    fill(image, left, top, right, bottom, {grey, grey, grey});
}

float text_size(const renderer::Image& image) { return std::clamp(float(image.height) / 48.0F, 11.0F, 26.0F); }

std::string number(double mm) {
    char text[24];
    std::snprintf(text, sizeof text, "%.3g", mm);
    return text;
}

}  // namespace

void mirror(renderer::Image& image) {
    auto* pixels = image.rgba.data();
    for (std::uint32_t y = 0; y < image.height; ++y)
        for (std::uint32_t left = 0, right = image.width; left + 1 < right; ++left) {
            --right;
            std::uint8_t* row = pixels + std::size_t(y) * image.width * 4;
            std::swap_ranges(row + std::size_t(left) * 4, row + std::size_t(left) * 4 + 4, row + std::size_t(right) * 4);
        }
}

std::array<std::uint8_t, 3> grey_card(const renderer::Light& light, const renderer::Camera& camera) {
    const glm::dvec3 towards_viewer(glm::transpose(glm::dmat3(camera.view))[2]);
    const glm::dvec3 radiance = kGreyCard * double(light.exposure) * session::irradiance(light, session::in_light_axes(light, camera, glm::normalize(towards_viewer)));
    std::array<std::uint8_t, 3> bytes{};
    const glm::vec3 shown = shared::tone_mapped(glm::vec3(radiance));
    for (int c = 0; c < 3; ++c) bytes[std::size_t(c)] = std::uint8_t(std::lround(255 * shared::encode_srgb(shown[c])));
    return bytes;
}

Ruler ruler(double mm_per_pixel, double most_pixels) {
    Ruler result;
    double step = 0.05;
    for (const double length : {200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5}) {
        result.length_mm = length;
        if (length / mm_per_pixel <= most_pixels) break;
    }
    result.length_pixels = result.length_mm / mm_per_pixel;
    for (const double candidate : {0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 50.0}) {
        step = candidate;
        if (candidate / mm_per_pixel >= 3) break;
    }
    // Numbers stand at a tenth, a fifth or a half of the length, whichever is the closest that leaves them room.
    double numbered = result.length_mm;
    for (const double parts : {10.0, 5.0, 2.0}) {
        const double every = result.length_mm / parts;
        const double steps = every / step;
        if (every / mm_per_pixel >= 42 && std::abs(steps - std::round(steps)) < 1e-6) {
            numbered = every;
            break;
        }
    }
    const int count = int(std::lround(result.length_mm / step));
    for (int i = 0; i <= count; ++i) {
        const double mm = i * step, share = mm / numbered, half = mm / (5 * step);
        const bool whole = std::abs(share - std::round(share)) < 1e-6, middle = std::abs(half - std::round(half)) < 1e-6;
        result.ticks.push_back({mm, mm / mm_per_pixel, whole ? 2 : middle ? 1 : 0});
    }
    return result;
}

void draw_grey_card(renderer::Image& image, const std::array<std::uint8_t, 3>& card) {
    const int side = std::max(12, int(image.height) / 9), margin = std::max(4, int(image.height) / 40);
    const float text = text_size(image);
    const int right = int(image.width) - margin, bottom = int(image.height) - margin, left = right - side, top = bottom - side;
    fill(image, left - 2, top - 2, right + 2, bottom + 2, kShade);
    fill(image, left, top, right, bottom, card);
    const std::string words = "18 %";
    const int width = int(std::ceil(text_width(words, text)));
    const std::uint8_t ink = card[1] > 110 ? kShade : kInk;
    if (width > 0 && width < side) draw_text(image, words, left + (side - width) / 2, bottom - int(text * 0.5F), side, text, ink);
}

void draw_ruler(renderer::Image& image, double mm_per_pixel) {
    const int margin = std::max(4, int(image.height) / 40);
    const float text = text_size(image);
    const Ruler r = ruler(mm_per_pixel, 0.42 * double(image.width));
    const int pad = int(text), height = int(text * 2.4F), left = margin + pad;
    const int bottom = int(image.height) - margin, top = bottom - height;
    const int wide = int(std::ceil(r.length_pixels));
    const std::string unit = " mm";
    const int unit_width = int(std::ceil(text_width(number(r.length_mm) + unit, text)));
    fill(image, margin, top, left + wide + std::max(pad, unit_width + pad / 2), bottom, kShade);
    fill(image, left, top + 2, left + wide + 1, top + 3, kInk);
    for (const RulerTick& tick : r.ticks) {
        const int x = left + int(std::lround(tick.pixels)), length = int(text * (tick.rank == 2 ? 0.9F : tick.rank == 1 ? 0.65F : 0.4F));
        fill(image, x, top + 2, x + 1, top + 2 + length, kInk);
        if (tick.rank != 2) continue;
        const bool last = tick.mm == r.ticks.back().mm;
        const std::string words = number(tick.mm);
        draw_text(image, words + (last ? unit : ""), x - int(text_width(words, text) / 2), bottom - int(text * 0.45F), int(image.width), text, kInk);
    }
}

}  // namespace stipple::exporting
