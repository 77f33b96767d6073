// Mirror and life size in the real window.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

constexpr int kPlates = 100;  // pixels at the lower edge where words stand

void key(const test::Display& display, test::Program& program, const std::string& name) {
    program.mark();
    display.xdotool("key " + name);
    program.wait_idle();
}

void drag(const test::Display& display, test::Program& program, const Place& viewport, int pixels) {
    const int x = int(viewport.x + viewport.width / 2), y = int(viewport.y + viewport.height / 2);
    const auto at = [](int px, int py) { return std::to_string(px) + " " + std::to_string(py); };
    program.mark();
    display.xdotool("mousemove " + at(x, y) + " sleep 0.1 mousedown 1 sleep 0.1 mousemove " + at(x + pixels / 2, y) + " sleep 0.1 mousemove " + at(x + pixels, y));
    (void)program.wait_for("picture ");
    program.mark();
    display.xdotool("sleep 0.1 mouseup 1");
    program.wait_idle();
}

// Pixels that are not those as far from the other edge of the viewport, as a share.
double share_not_mirrored(const test::Pixels& a, const test::Pixels& b, const Place& viewport) {
    const int left = int(viewport.x), right = left + int(viewport.width) - 1, top = int(viewport.y), bottom = top + int(viewport.height) - kPlates;
    int different = 0;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x <= right; ++x)
            for (int c = 0; c < 3; ++c)
                if (a.at(x, y)[c] != b.at(left + right - x, y)[c]) {
                    ++different;
                    break;
                }
    return double(different) / (double(right - left + 1) * (bottom - top));
}

}  // namespace

TEST_CASE("in the mirror left and right are exchanged to the last bit, and the hand goes with them; life size is what was measured", "[window]") {
    const std::filesystem::path config = std::filesystem::path(STIPPLE_PICTURES) / "viewing-config";
    std::filesystem::create_directories(config / "stipple");
    std::ofstream(config / "stipple" / "screen") << "mm_per_pixel 0.2\n";
    const test::Display display(720, 480, 96);
    test::Program program(display, {}, {{"XDG_CONFIG_HOME", config.string()}});
    (void)program.wait_for("picture ");
    program.wait_idle();
    display.xdotool("mousemove 712 474");
    program.wait_still();
    const Place viewport = program.place("viewport");
    const test::Pixels plain = display.picture("viewing-plain");
    key(display, program, "i");
    const test::Pixels mirrored = display.picture("viewing-mirrored");
    CHECK(share_not_mirrored(plain, mirrored, viewport) == 0);
    CHECK(share_different(plain, mirrored, viewport) > 0.2);  // lamp and head are no mirror images of themselves

    // Dragged to the left in the mirror, to the right without it.
    drag(display, program, viewport, -120);
    display.xdotool("mousemove 712 474");
    program.wait_idle();
    const test::Pixels turned_mirrored = display.picture("viewing-turned-mirrored");
    CHECK(share_different(mirrored, turned_mirrored, viewport, 4) > 0.1);
    key(display, program, "i");
    key(display, program, "1");
    drag(display, program, viewport, 120);
    display.xdotool("mousemove 712 474");
    program.wait_idle();
    CHECK(share_not_mirrored(display.picture("viewing-turned"), turned_mirrored, viewport) == 0);

    // 0.2 mm a pixel: 20 mm are 100 pixels of the ruler.
    key(display, program, "s");
    key(display, program, "u");
    const double ruler = program.place("ruler").width;
    CHECK(ruler == Approx(100).margin(1));
    (void)display.picture("viewing-life-size");
}
