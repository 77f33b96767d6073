// The time line in the real window: a hand moves a touch-up, time plays by itself, and a key jumps between two times.
#include <catch2/catch.hpp>
#include <chrono>
#include <set>
#include <string>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

double years_of(const std::string& line) { return std::stod(line.substr(line.find("years=") + 6)); }

}  // namespace

TEST_CASE("a touch-up is dragged, time plays to the last year as one step to undo, and a key goes to another time and back", "[window]") {
    const test::Display display(1280, 720, 96);
    test::Program program(display, {"--set", "touchup.years=4;9"});
    (void)program.wait_for("picture ");
    program.wait_still();
    const auto key = [&](const std::string& name) {
        program.mark();
        display.xdotool("keydown " + name + " sleep 0.2 keyup " + name);
    };
    const auto at = [](double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); };

    // The mark goes where the hand takes it, and dots follow: an earlier touch-up needs fewer.
    const double dots = program.number("dots");
    const Place mark = program.place("touchup-mark-0"), other = program.place("touchup-mark-1");
    const double y = mark.y + mark.height / 2, year = (other.x - mark.x) / 5;
    display.xdotool("mousemove " + at(mark.x + mark.width / 2, y));
    program.wait_still();
    program.mark();
    display.xdotool("mousedown 1 sleep 0.3 mousemove " + at(mark.x + mark.width / 2 - year, y) + " sleep 0.3");
    (void)program.wait_for("picture ", true);
    display.xdotool("mousemove " + at(mark.x + mark.width / 2 - 2 * year, y) + " sleep 0.3 mouseup 1");
    (void)program.wait_for("picture ");
    program.wait_still();
    const Place moved = program.place("touchup-mark-0");
    CHECK(moved.x == Approx(mark.x - 2 * year).margin(1.5));
    CHECK(program.number("dots") != dots);

    // Twelve seconds, whatever a picture takes, and one step.
    const auto begun = std::chrono::steady_clock::now();
    key("t");
    (void)program.wait_for("picture ");
    const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); };
    double last = 0;
    while (seconds() < 30) {
        last = years_of(program.wait_for("picture ", true));
        if (last == 15) break;
    }
    CHECK(last == 15);
    CHECK(seconds() > 10);
    CHECK(seconds() < 20);
    double before = -1;
    std::set<double> shown;
    bool rising = true;
    const std::vector<std::string> lines = program.lines();
    std::size_t from = lines.size();
    while (from > 0 && !(lines[from - 1].starts_with("picture ") && years_of(lines[from - 1]) == 0.12)) --from;
    for (std::size_t i = from; i < lines.size(); ++i) {
        if (!lines[i].starts_with("picture ")) continue;
        const double t = years_of(lines[i]);
        rising = rising && t >= before;
        before = t;
        shown.insert(t);
    }
    CHECK(rising);
    CHECK(shown.size() > 12);
    CHECK(*shown.begin() < 0.02);  // it began on day 0
    program.wait_still();
    key("ctrl+z");
    CHECK(years_of(program.wait_for("picture ")) == Approx(0.12));
    CHECK(program.place("touchup-mark-0").x == moved.x);
    program.wait_still();

    // Stopped by the same key, it stays where it is.
    key("t");
    display.xdotool("sleep 2");
    key("t");
    program.wait_still();
    const double stopped = program.number("years");
    CHECK(stopped > 0);
    CHECK(stopped < 10);
    display.xdotool("sleep 1");
    CHECK(program.number("years") == stopped);
    key("ctrl+z");
    (void)program.wait_for("picture ");
    program.wait_still();

    key("x");
    CHECK(years_of(program.wait_for("picture ")) == Approx(4));
    program.wait_still();
    key("x");
    CHECK(years_of(program.wait_for("picture ")) == Approx(0.12));
    program.wait_still();
    key("b");  // before and after are as they were
    CHECK(program.wait_for("picture ").find("treated=0") != std::string::npos);

    display.xdotool("key ctrl+q sleep 0.5 key ctrl+q");
    CHECK(program.wait_for_end() == 0);
    for (const std::string& line : program.lines()) CHECK_FALSE(line.starts_with("validation: "));
}
