// An edit by hand on two million sites shows in the very next frame: asked of the numbers of the program's own frames, not of a clock.
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

std::string at(double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); }

// The number behind " word=" in a line of the trace.
double figure(const std::string& line, const std::string& word) {
    const std::size_t found = line.find(" " + word + "=");
    REQUIRE(found != std::string::npos);
    return std::stod(line.substr(found + word.size() + 2));
}

// The first input since the last mark that begins with `input` announces frame N; the first picture behind it is frame N. Returns its line.
std::string next_frame(test::Program& program, const std::string& input) {
    const std::string announced = program.wait_for(input, true), drawn = program.wait_for("picture ");
    CAPTURE(announced, drawn);
    CHECK(figure(drawn, "frame") == figure(announced, "next"));
    return drawn;
}

}  // namespace

TEST_CASE("a press of the brush and a drag of a handle on two million sites are in the first frame drawn after them", "[window]") {
    const std::filesystem::path folder = STIPPLE_PICTURES;
    std::filesystem::create_directories(folder);
    const std::string design = (folder / "dense.stipple").string();
    // As dense as a design goes; its touch-ups ask for the pool to its end.
    std::ofstream(design) << R"({"format": "stipple design", "version": 1, "parameters": {"density.per_cm2": 900, "touchup.years": [3, 6, 9]}})";
    const test::Display display(1280, 800, 96);
    test::Program program(display, {"--design", design}, {{"STIPPLE_SITES", "2000000"}});
    (void)program.wait_for("picture ", true);  // dots are there
    program.wait_still();
    const double dense = program.number("dots");
    CHECK(dense > 600'000);
    const Place view = program.place("viewport");
    const double x = view.x + view.width / 2, y = view.y + view.height / 2;
    const auto go_to = [&](double to_x, double to_y, const std::string& then) {
        display.xdotool("mousemove " + at(to_x, to_y) + " " + then + " sleep 0.3");
        program.mark();
    };

    // The brush, from above.
    display.xdotool("key 5");
    (void)program.wait_for("picture ", true);
    program.mark();
    display.xdotool("key p");
    (void)program.wait_for("brush on", true);
    (void)program.wait_for("place brush=erase", true);
    const Place erase = program.place("brush=erase");
    go_to(erase.x + erase.width / 2, erase.y + erase.height / 2, "sleep 0.2 click 1 sleep 0.2");
    go_to(x, y, "sleep 0.4");
    const test::Pixels before = display.picture("next-frame-before");
    program.mark();
    display.xdotool("mousedown 1");
    const std::string pressed = next_frame(program, "pressed ");
    CHECK(figure(pressed, "dots") < dense - 50);
    // What the trace says was drawn is what shows: under the ring, dots are gone.
    const test::Pixels during = display.picture("next-frame-pressed");
    CHECK(test::share_different(before, during, {x - 6, y - 6, 12, 12}, 6) > 0.3);
    // Every move of the hand as well.
    for (int i = 1; i <= 3; ++i) {
        (void)program.wait_for("picture ");
        display.xdotool("sleep 0.8");  // a hand at rest erases on for a moment, and then no more
        const double last = program.number("dots");
        program.mark();
        display.xdotool("mousemove " + at(x + 25 * i, y));
        CHECK(figure(next_frame(program, "moved "), "dots") < last - 50);
    }
    display.xdotool("mouseup 1");
    (void)program.wait_for("stroke ", true);
    program.wait_still();
    program.mark();
    display.xdotool("key ctrl+z");
    (void)program.wait_for("picture ", true);
    CHECK(program.number("dots") == dense);

    // A handle, from the front.
    program.mark();
    display.xdotool("key h key 9");
    (void)program.wait_for("hairline on", true);
    program.wait_still();
    const Place apex = program.place("handle=left frontotemporal apex");
    const double hx = apex.x + apex.width / 2, hy = apex.y + apex.height / 2;
    go_to(hx, hy, "sleep 0.3 mousedown 1 sleep 0.4");
    CHECK(program.number("dots") == dense);  // taken up, nothing has moved
    double last = dense;
    for (int i = 1; i <= 3; ++i) {
        program.mark();
        display.xdotool("mousemove " + at(hx + 3 * i, hy + 9 * i));
        const double now = figure(next_frame(program, "moved "), "dots");
        CHECK(std::abs(now - last) > 300);
        last = now;
        display.xdotool("sleep 0.5");
    }
    (void)display.picture("next-frame-handle");
    display.xdotool("mouseup 1");
    (void)program.wait_for("handle ", true);
}
