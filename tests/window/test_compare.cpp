// Comparing in the real window: a mouse drags the divider, chooses what is shown, and turns all pictures at once.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

std::string at(double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); }

}  // namespace

TEST_CASE("the divider of a wipe follows the mouse over two finished pictures, and leaving it brings the one picture back", "[window]") {
    const test::Display display(1280, 720, 96);
    test::Program program(display, {});
    (void)program.wait_for("picture ", true);
    program.wait_idle();
    const Place whole = program.place("viewport");
    display.xdotool("mousemove " + at(whole.x + 20, whole.y + whole.height - 60));
    program.wait_idle();
    const test::Pixels former = display.picture("compare-former");

    const auto pictures = [&] {
        const std::vector<std::string> lines = program.lines();
        return std::count_if(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("picture "); });
    };
    program.mark();
    display.xdotool("key c");
    (void)program.wait_for("compare on", true);
    CHECK(program.wait_for("picture ", true).find("compare=wipe") != std::string::npos);
    program.wait_idle();
    const Place view = program.place("viewport"), divider = program.place("compare.divider");
    CHECK(view.height < whole.height);  // the bar is above it
    CHECK(divider.width >= 10);         // easy to grab
    CHECK(divider.x + divider.width / 2 == Approx(view.x + view.width / 2).margin(1));
    const test::Pixels middle = display.picture("compare-wipe");

    const auto drawn = pictures();
    const auto drag = [&](double share) {
        const Place from = program.place("compare.divider");
        program.mark();
        display.xdotool("mousemove " + at(from.x + from.width / 2, view.y + 90) + " sleep 0.3 mousedown 1 sleep 0.2 mousemove " +
                        at(view.x + 0.5 * view.width, view.y + 120) + " sleep 0.2 mousemove " + at(view.x + share * view.width, view.y + 130) + " sleep 0.4 mouseup 1");
        const std::string line = program.wait_for("place compare.divider", true);
        display.xdotool("mousemove " + at(whole.x + 20, whole.y + whole.height - 60));
        program.wait_idle();
        const Place now = program.place("compare.divider");
        CHECK((now.x + now.width / 2 - view.x) / view.width == Approx(share).margin(0.01));
        return display.picture("compare-wipe-" + std::to_string(int(100 * share)));
    };
    const test::Pixels right = drag(0.75), left = drag(0.25);
    CHECK(pictures() == drawn);  // nothing was drawn anew
    // The strip that the divider went over shows the left picture in one and the right picture in the other. Dots lie on the top.
    const double top = view.y + 0.1 * view.height, height = 0.12 * view.height;
    const auto strip = [&](double from, double to) { return Place{view.x + from * view.width, top, (to - from) * view.width, height}; };
    CHECK(test::share_different(middle, right, strip(0.53, 0.72)) > 0.1);
    CHECK(test::share_different(middle, right, strip(0.28, 0.47)) == 0);
    CHECK(test::share_different(middle, left, strip(0.28, 0.47)) > 0.1);
    CHECK(test::share_different(middle, left, strip(0.53, 0.72)) == 0);
    CHECK(test::share_different(left, right, strip(0.02, 0.23)) == 0);

    // At rest nothing is drawn.
    const std::size_t said = program.lines().size();
    const double before = program.cpu_seconds();
    std::this_thread::sleep_for(std::chrono::seconds(2));
    CHECK(program.cpu_seconds() - before < 0.04);
    CHECK(program.lines().size() == said);

    program.mark();
    display.xdotool("key c");
    (void)program.wait_for("compare off", true);
    program.wait_idle();
    CHECK(test::share_different(former, display.picture("compare-left"), whole) == 0);
}

TEST_CASE("panes are chosen in their corners, turn together, and give way to the tools", "[window]") {
    const test::Display display(1280, 720, 96);
    test::Program program(display, {});
    (void)program.wait_for("picture ", true);
    program.wait_still();
    const auto press = [&](const std::string& control) {
        const Place place = program.place(control);
        program.mark();
        display.xdotool("mousemove " + at(place.x + place.width / 2, place.y + place.height / 2) + " sleep 0.3 click 1");
    };
    press("compare=compare");
    (void)program.wait_for("compare on", true);
    (void)program.wait_for("place compare.layout=four", true);
    program.wait_still();
    press("compare.layout=four");
    CHECK(program.wait_for("picture ", true).find("compare=four") != std::string::npos);
    program.wait_still();
    const Place view = program.place("viewport");

    press("pane.3");
    (void)program.wait_for("place pane.3.time=fresh", true);
    press("pane.3.time=fresh");
    (void)program.wait_for("pane 3 fresh", true);
    (void)program.wait_for("picture ", true);
    display.xdotool("sleep 0.3 key Escape sleep 0.3");  // closes the menu, not the comparison
    program.wait_still();
    const test::Pixels before = display.picture("compare-four");
    // A drag in the fourth picture turns all of them.
    program.mark();
    display.xdotool("mousemove " + at(view.x + 0.75 * view.width, view.y + 0.8 * view.height) + " sleep 0.2 mousedown 1 sleep 0.1 mousemove " +
                    at(view.x + 0.82 * view.width, view.y + 0.8 * view.height) + " sleep 0.4 mouseup 1");
    CHECK(program.wait_for("picture ", true).find("compare=four") != std::string::npos);
    program.wait_still();
    const test::Pixels after = display.picture("compare-four-turned");
    for (const double x : {0.0, 0.5})
        for (const double y : {0.0, 0.5})
            CHECK(test::share_different(before, after, {view.x + (x + 0.15) * view.width, view.y + (y + 0.15) * view.height, 0.2 * view.width, 0.3 * view.height}, 8) > 0.2);

    // The same on both sides: nothing differs, and the picture is grey.
    press("compare.layout=difference");
    CHECK(program.wait_for("picture ", true).find("compare=difference") != std::string::npos);
    program.wait_still();
    press("pane.1");
    (void)program.wait_for("place pane.1.design=after", true);
    press("pane.1.design=after");
    (void)program.wait_for("pane 1 after", true);
    display.xdotool("sleep 0.3 key Escape");
    program.wait_idle();
    const test::Pixels grey = display.picture("compare-difference-none");
    std::size_t coloured = 0;
    for (int y = int(view.y + 0.2 * view.height); y < int(view.y + 0.75 * view.height); ++y)
        for (int x = int(view.x + 2); x < int(view.x + view.width - 2); ++x) coloured += grey.at(x, y)[0] != grey.at(x, y)[2];
    CHECK(coloured == 0);

    // B is a design kept, offered from then on.
    press("compare.keep");
    (void)program.wait_for("kept B", true);  // no picture: the design is still the same
    program.wait_still();
    press("pane.1");
    (void)program.wait_for("place pane.1.design=B", true);
    display.xdotool("sleep 0.3 key Escape");
    program.mark();
    display.xdotool("sleep 0.3 key h");
    (void)program.wait_for("compare off", true);
    (void)program.wait_for("hairline on", true);
    program.mark();
    display.xdotool("sleep 0.3 key c");
    (void)program.wait_for("hairline off", true);
    (void)program.wait_for("compare on", true);
    program.mark();
    display.xdotool("sleep 0.3 key Escape");
    (void)program.wait_for("compare off", true);
    (void)program.wait_for("picture ", true);
    display.xdotool("key ctrl+q");
    CHECK(program.wait_for_end() == 0);
}

TEST_CASE("on a display of twice the resolution the panes fit as well", "[window]") {
    const test::Display display(2560, 1440, 192);
    test::Program program(display, {});
    (void)program.wait_for("picture ", true);
    program.wait_still();
    program.mark();
    display.xdotool("key c");
    (void)program.wait_for("picture ", true);
    program.wait_still();
    const Place divider = program.place("compare.divider"), view = program.place("viewport"), label = program.place("pane.2");
    CHECK(divider.width >= 20);
    CHECK(label.height >= 56);
    CHECK(label.x + label.width <= view.x + view.width);
    const Place four = program.place("compare.layout=four");
    program.mark();
    display.xdotool("mousemove " + at(four.x + four.width / 2, four.y + four.height / 2) + " sleep 0.3 click 1");
    const std::string line = program.wait_for("picture ", true);
    CHECK(line.find("size=" + std::to_string(int((view.width - 4) / 2)) + "x" + std::to_string(int((view.height - 4) / 2))) != std::string::npos);
    program.wait_still();
    (void)display.picture("compare-four-2x");
}
