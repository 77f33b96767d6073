// The hairline drawn by hand in the real window: handles are dragged over the head, and undone.
#include <catch2/catch.hpp>
#include <cmath>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

std::string at(double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); }
double mid(const Place& p) { return p.x + p.width / 2; }
double height(const Place& p) { return p.y + p.height / 2; }

// "handle 14 glabella=117.72 midline=46.25"
double figure(const std::string& line, const std::string& word) { return std::stod(line.substr(line.find(word + "=") + word.size() + 1)); }

}  // namespace

TEST_CASE("handles dragged in the real window move the line, on both sides, and one undo brings it back", "[window]") {
    const test::Display display(1280, 800, 96);
    test::Program program(display, {});
    (void)program.wait_for("picture ", true);  // dots are there
    program.wait_still();
    display.xdotool("mousemove 460 560 key h");
    (void)program.wait_for("hairline on", true);
    program.wait_still();
    const double dots = program.number("dots");
    const Place apex = program.place("handle=left frontotemporal apex"), other = program.place("handle=right frontotemporal apex");
    const test::Pixels before = display.picture("hairline-before");
    const auto drag = [&](const Place& from, double dx, double dy) {
        program.mark();
        display.xdotool("mousemove " + at(mid(from), height(from)) + " sleep 0.2 mousedown 1 sleep 0.1 mousemove " + at(mid(from) + dx / 2, height(from) + dy / 2));
        (void)program.wait_for("picture ", true);
        display.xdotool("mousemove " + at(mid(from) + dx, height(from) + dy));
        (void)program.wait_for("picture ", true);
        display.xdotool("sleep 0.2 mouseup 1");
        const std::string line = program.wait_for("handle ", true);
        program.wait_still();
        return line;
    };
    // Down and outwards: the line grows over the temples, on both sides alike.
    const std::string dragged = drag(apex, 12, 30);
    const Place apex_now = program.place("handle=left frontotemporal apex"), other_now = program.place("handle=right frontotemporal apex");
    CHECK(std::abs(mid(apex_now) - mid(apex) - 12) < 2.5);
    CHECK(std::abs(height(apex_now) - height(apex) - 30) < 2.5);
    CHECK(std::abs(mid(other) - mid(other_now) - 12) < 3);
    CHECK(std::abs(height(other_now) - height(other) - 30) < 3);
    CHECK(figure(dragged, "glabella") > 50);
    CHECK(figure(dragged, "glabella") < 88);
    CHECK(program.number("dots") > dots + 500);
    // The middle goes up the midline alone, whichever way the hand strays.
    const Place middle = program.place("handle=mid-frontal point");
    const std::string raised = drag(middle, 15, -6);
    CHECK(figure(raised, "glabella") > 71);
    CHECK(std::abs(figure(raised, "midline")) < 0.5);
    // Each drag is one step.
    program.mark();
    display.xdotool("key ctrl+z");
    (void)program.wait_for("picture ", true);
    program.wait_still();
    program.mark();
    display.xdotool("key ctrl+z");
    (void)program.wait_for("picture ", true);
    program.wait_still();
    CHECK(program.number("dots") == dots);
    CHECK(program.number("undo") == 0);
    const Place back = program.place("handle=left frontotemporal apex");
    CHECK(mid(back) == mid(apex));
    CHECK(height(back) == height(apex));
    // A double click on the line makes one handle more on either side; Esc puts all away.
    const Place pupil = program.place("handle=left mid-pupil point");
    program.mark();
    display.xdotool("mousemove " + at(0.5 * (mid(middle) + mid(pupil)), 0.5 * (height(middle) + height(pupil))) + " sleep 0.2 click --repeat 2 --delay 60 1");
    (void)program.wait_for("place handle=right paramedian point", true);
    program.wait_still();
    (void)program.place("handle=left paramedian point");
    (void)display.picture("hairline-handles");
    program.mark();
    display.xdotool("key Escape");
    (void)program.wait_for("hairline off", true);
}
