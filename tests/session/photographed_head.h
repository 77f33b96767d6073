// The built-in head on a renderer, both made once a run: designs become frames, and patches of skin in them figures.
#pragma once
#include <catch2/catch.hpp>
#include <cmath>
#include <memory>

#include "renderer/renderer.h"
#include "round_head.h"
#include "session/preview.h"

namespace stipple::tests {

// Linear sRGB to L*a*b*, D65, by the textbook.
inline glm::dvec3 textbook_lab(const glm::dvec3& rgb) {
    const double x = (0.4124564 * rgb.x + 0.3575761 * rgb.y + 0.1804375 * rgb.z) / 0.95047;
    const double y = 0.2126729 * rgb.x + 0.7151522 * rgb.y + 0.0721750 * rgb.z;
    const double z = (0.0193339 * rgb.x + 0.1191920 * rgb.y + 0.9503041 * rgb.z) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

// Means over pixels that all show skin.
struct MeasuredPatch {
    double pigment = 0, hair = 0;  // coverage; pigment with what of it has changed
    double inked = 0;              // share of the pixels that any dot reaches
    glm::dvec3 reflectance{0};     // over bare skin's
};

class PhotographedHead {
  public:
    static PhotographedHead& kept() {
        static PhotographedHead one;
        return one;
    }
    [[nodiscard]] renderer::Renderer& renderer() { return renderer_; }
    // A square picture from a standard view.
    renderer::Frame frame(const model::Design& design, session::View view) {
        renderer::Frame frame = preview_.frame(design);
        frame.camera = session::view_camera(view, built_in(), *preview_.resolved(design), 1.0);
        return frame;
    }
    // Columns and rows from `left` and `top` of a picture of `side` pixels, `width` of each.
    MeasuredPatch patch(const renderer::Frame& frame, std::uint32_t side, std::uint32_t left, std::uint32_t top, std::uint32_t width) {
        const renderer::Measured m = renderer_.measure(frame, side, side, 2);
        MeasuredPatch patch;
        bool skin = true;
        for (std::uint32_t y = top; y < top + width; ++y)
            for (std::uint32_t x = left; x < left + width; ++x) {
                const std::size_t i = std::size_t(y) * side + x;
                const double pigment = double(m.coverage[i].x + m.coverage[i].y);
                skin &= m.coverage[i].w == 1.0F;
                patch.pigment += pigment, patch.hair += double(m.coverage[i].z), patch.inked += pigment > 0.05;
                patch.reflectance += glm::dvec3(m.reflectance[i]);
            }
        REQUIRE(skin);
        const double pixels = double(width) * width;
        patch.pigment /= pixels, patch.hair /= pixels, patch.inked /= pixels, patch.reflectance /= pixels;
        return patch;
    }

  private:
    renderer::Renderer renderer_{{}};
    std::shared_ptr<const session::PreparedHead> head_{&built_in(), [](const session::PreparedHead*) {}};
    session::Preview preview_{renderer_, head_};
};

}  // namespace stipple::tests
