// A stroke under the hand, without a window.
#include <catch2/catch.hpp>
#include <cmath>

#include "window/growing_stroke.h"

using namespace stipple;
using session::BrushPlace;
using window::GrowingStroke;

namespace {

BrushPlace at(float x, float y = 0) { return {{x, y, 0}, std::uint16_t(30000 + x * 100), std::uint16_t(30000 + y * 100)}; }

model::Stroke settings(float size) { return {model::Brush::add, size, 0.5F, false, {}, {}}; }

}  // namespace

TEST_CASE("a moving hand leaves no gaps and no crowds") {
    for (const float size : {1.0F, 6.0F, 24.0F, 60.0F}) {
        CAPTURE(size);
        GrowingStroke growing;
        growing.begin(settings(size));
        const float step = 0.35F * growing.spacing_mm();
        for (float x = 0; x < 3 * size; x += step) (void)growing.touch(at(x), 0);
        const std::vector<model::Dab>& dabs = growing.stroke().dabs;
        REQUIRE(dabs.size() > 8);
        for (std::size_t i = 1; i < dabs.size(); ++i) {
            const double apart = (int(dabs[i].u) - int(dabs[i - 1].u)) / 100.0;
            CHECK(apart > 0.95 * double(growing.spacing_mm()) - 0.02);
            CHECK(apart < double(size) / 4 + 0.15);  // four dabs overlap everywhere
            CHECK(dabs[i].pressure == dabs[1].pressure);
        }
    }
}

TEST_CASE("a hand that stays presses harder, up to all there is, and comes back to where it was") {
    GrowingStroke growing;
    growing.begin(settings(12));
    CHECK(growing.touch(at(0), 0));
    const int first = growing.stroke().dabs[0].pressure;
    CHECK(first > 100);
    CHECK(first < 160);
    for (int frame = 0; frame < 6; ++frame) CHECK(growing.touch(at(0.1F), 1.0 / 60));
    CHECK(growing.stroke().dabs.size() == 1);
    CHECK(growing.stroke().dabs[0].pressure == Approx(first + 23).margin(1));
    for (int frame = 0; frame < 60; ++frame) (void)growing.touch(at(0.1F), 1.0 / 60);
    CHECK(growing.stroke().dabs[0].pressure == 255);
    CHECK_FALSE(growing.touch(at(0.1F), 1.0));  // nothing is left to change
    // Away and back: the dab in the middle is pressed again, none is added.
    growing.begin(settings(12));
    for (float x = 0; x < 20; x += 0.5F) (void)growing.touch(at(x), 0);
    const std::size_t count = growing.stroke().dabs.size();
    const int before = growing.stroke().dabs[3].pressure;
    (void)growing.touch(at(6), 0);
    CHECK(growing.stroke().dabs.size() == count);
    CHECK(growing.stroke().dabs[3].pressure > before);
    // Sitting in one place for minutes keeps one dab.
    growing.begin(settings(3));
    for (int frame = 0; frame < 5000; ++frame) (void)growing.touch(at(0.1F * std::sin(float(frame))), 0.01);
    CHECK(growing.stroke().dabs.size() == 1);
}
