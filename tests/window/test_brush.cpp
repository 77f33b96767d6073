// The brush in the real window: a mouse paints on the head, and undo takes stroke by stroke.
#include <catch2/catch.hpp>
#include <cmath>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

std::string at(double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); }

}  // namespace

TEST_CASE("strokes of the brush show at once and are undone one by one", "[window]") {
    const test::Display display(1280, 800, 96);
    test::Program program(display, {});
    (void)program.wait_for("picture ", true);  // dots are there
    program.wait_still();
    const Place view = program.place("viewport");
    const double x = view.x + view.width / 2, y = view.y + view.height / 2;
    display.xdotool("mousemove " + at(x, y) + " key 5");  // from above: the scalp fills the middle
    (void)program.wait_for("picture ", true);
    program.wait_still();
    const double bare = program.number("dots");
    display.xdotool("key p");
    (void)program.wait_for("brush on", true);
    (void)program.wait_for("place brush.ring", true);
    const test::Pixels before = display.picture("brush-before");

    const auto press = [&](const std::string& control) {
        const Place place = program.place(control);
        display.xdotool("mousemove " + at(place.x + place.width / 2, place.y + place.height / 2) + " sleep 0.3 click 1 sleep 0.3");
    };
    const auto stroke = [&](double from_x, double from_y, double to_x, double to_y) {
        program.mark();
        display.xdotool("mousemove " + at(from_x, from_y) + " sleep 0.3 mousedown 1");
        const std::string next = program.wait_for("picture ", true);  // the very next picture shows the press alone
        const double pressed = std::stod(next.substr(next.find("dots=") + 5));
        display.xdotool("mousemove " + at(to_x, to_y));  // in one jump: no gaps nevertheless
        (void)program.wait_for("picture ", true);
        display.xdotool("sleep 0.3 mouseup 1");
        const std::string line = program.wait_for("stroke ", true);
        program.wait_still();
        CHECK(std::stod(line.substr(line.find("dabs=") + 5)) >= 8);
        return pressed;
    };
    // Erase: dots go with the very press, more with the way.
    press("brush=erase");
    const double pressed = stroke(x - 60, y, x + 60, y);
    const double erased = program.number("dots");
    CHECK(pressed < bare);
    CHECK(erased < pressed - 100);
    const test::Pixels after = display.picture("brush-erased");
    CHECK(test::share_different(before, after, {x - 50, y - 4, 100, 8}, 4) > 0.05);
    // Add brings more beside it, on both sides.
    press("brush=add");
    press("brush.sides=both-sides");
    (void)stroke(x + 40, y + 40, x + 90, y + 60);
    const double added = program.number("dots");
    CHECK(added > erased + 100);

    const auto key = [&](const std::string& name) {
        program.mark();
        display.xdotool("key " + name);
        (void)program.wait_for("picture ", true);
        program.wait_still();
        return program.number("dots");
    };
    CHECK(key("ctrl+z") == erased);
    CHECK(key("ctrl+z") == bare);
    CHECK(program.number("undo") == 0);
    CHECK(key("ctrl+shift+z") == erased);
    CHECK(key("ctrl+shift+z") == added);
    // A stroke that Esc breaks off leaves nothing.
    program.mark();
    display.xdotool("mousemove " + at(x, y - 40) + " sleep 0.3 mousedown 1 sleep 0.5 mousemove " + at(x + 20, y - 40) + " sleep 0.5 key Escape sleep 0.3 mouseup 1");
    (void)program.wait_for("stroke ", true);
    program.wait_still();
    CHECK(program.number("dots") == added);

    // The ring grows with ] and with Ctrl and the wheel.
    display.xdotool("mousemove " + at(x, y) + " sleep 0.3");
    const Place ring = program.place("brush.ring");
    display.xdotool("key bracketright key bracketright key bracketright sleep 0.5");
    const Place wider = program.place("brush.ring");
    CHECK(wider.width > 1.3 * ring.width);
    CHECK(wider.width < 1.7 * ring.width);
    display.xdotool("keydown ctrl click 5 click 5 click 5 keyup ctrl sleep 0.5");
    CHECK(program.place("brush.ring").width == Approx(ring.width).epsilon(0.08));
    // The right button turns the head, and so does the left one beside it; neither paints.
    program.mark();
    display.xdotool("mousemove " + at(x, y) + " sleep 0.2 mousedown 3 sleep 0.1 mousemove " + at(x + 40, y + 20) + " sleep 0.4 mouseup 3");
    CHECK(program.wait_for("picture ", true).find("view= ") != std::string::npos);
    program.wait_still();
    program.mark();
    display.xdotool("mousemove " + at(view.x + 20, view.y + 200) + " sleep 0.2 mousedown 1 sleep 0.1 mousemove " + at(view.x + 60, view.y + 220) + " sleep 0.4 mouseup 1");
    (void)program.wait_for("picture ", true);
    program.wait_still();
    CHECK(program.number("dots") == added);
    (void)display.picture("brush-both-sides");

    // One tool at a time.
    program.mark();
    display.xdotool("key h");
    (void)program.wait_for("brush off", true);
    (void)program.wait_for("hairline on", true);
    display.xdotool("sleep 0.3 key p");
    (void)program.wait_for("hairline off", true);
    (void)program.wait_for("brush on", true);
    display.xdotool("sleep 0.3 key Escape");
    (void)program.wait_for("brush off", true);
    CHECK(program.number("dots") == added);
}
