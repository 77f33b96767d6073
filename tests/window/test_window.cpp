// One test through the real window: a hand drags real sliders, and eyes look at the screen.
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

// Presses, moves and lets go, each only after the program has drawn the step before.
void drag(const test::Display& display, test::Program& program, double x0, double y0, double x1, double y1) {
    const auto at = [](double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); };
    program.mark();
    display.xdotool("mousemove " + at(x0, y0));
    program.wait_still();
    display.xdotool("mousedown 1 sleep 0.1 mousemove " + at((x0 + x1) / 2, (y0 + y1) / 2));
    program.mark();
    display.xdotool("mousemove " + at(x1, y1));
    (void)program.wait_for("picture ");
    program.mark();
    display.xdotool("sleep 0.1 mouseup 1");
    program.wait_idle();
}

// To the picture at rest; a picture that nobody looks at need only stand still.
void key(const test::Display& display, test::Program& program, const std::string& keys, bool looked_at = true) {
    program.mark();
    display.xdotool("key " + keys);
    (void)program.wait_for("picture ", true);
    if (looked_at) program.wait_idle();
    else program.wait_still();
}

// What Vulkan's validation said: nothing, by rule. Empty too where the layer is not installed.
std::string complaints(test::Program& program) {
    std::string found;
    for (const std::string& line : program.lines())
        if (line.starts_with("validation: ")) found += line + "\n";
    return found;
}

}  // namespace

TEST_CASE("a slider dragged in the real window changes the picture and the count, and undo brings both back",
          "[window]") {
    const test::Display display(960, 720, 96);
    const std::filesystem::path home = std::filesystem::current_path();
    std::filesystem::create_directories(STIPPLE_PICTURES);
    std::filesystem::current_path(STIPPLE_PICTURES);  // so that a name is all there is to type
    test::Program program(display, {});
    std::filesystem::current_path(home);
    (void)program.wait_for("picture ");
    program.wait_idle();
    display.xdotool("mousemove 950 710");
    const Place viewport = program.place("viewport"), dots_place = program.place("footer.dots");
    const Place slider = program.place("density.per_cm2");
    const double dots = program.number("dots");
    const test::Pixels before = display.picture("fresh");
    CHECK(dots > 10000);

    // 280 to about 150 per cm2 on a slider from 0 to 900.
    const double y = slider.y + slider.height / 2;
    drag(display, program, slider.x + slider.width * 280 / 900, y, slider.x + slider.width * 150 / 900, y);
    display.xdotool("mousemove 950 710");
    program.mark();
    const double fewer = program.number("dots");
    CHECK(fewer < 0.6 * dots);
    CHECK(fewer > 0.4 * dots);
    const test::Pixels dragged = display.picture("dragged");
    CHECK(share_different(before, dragged, viewport, 2) > 0.02);  // the scalp is about a sixth of the viewport
    CHECK(share_different(before, dragged, dots_place) > 0.01);   // the footer counts along

    key(display, program, "ctrl+z");
    CHECK(program.number("dots") == dots);
    CHECK(program.number("undo") == 0);  // the whole drag was one step
    const test::Pixels undone = display.picture("undone");
    CHECK(share_different(before, undone, viewport) == 0);  // the same design, the same machine: the same bytes
    CHECK(share_different(before, undone, dots_place) == 0);

    // Views and before/after by key; the same view again gives the same picture.
    key(display, program, "b");
    CHECK(program.number("treated") == 0);
    const test::Pixels bare = display.picture("before");
    CHECK(share_different(before, bare, viewport, 2) > 0.02);
    key(display, program, "b", false);
    key(display, program, "8");
    const test::Pixels macro = display.picture("macro");
    CHECK(share_different(before, macro, viewport, 8) > 0.5);
    key(display, program, "1");
    CHECK(share_different(before, display.picture("front-again"), viewport, 1) <
          0.001);  // the camera flew back in single precision

    // The head turns under the hand, and the picture ends whole.
    drag(display, program, viewport.x + 300, viewport.y + 300, viewport.x + 420, viewport.y + 300);
    CHECK(share_different(before, display.picture("turned"), viewport, 8) > 0.1);
    const std::vector<std::string> said = program.lines();
    std::string last;
    for (const std::string& line : said)
        if (line.starts_with("picture ")) last = line;
    CHECK(last.find(" size=" + std::to_string(int(viewport.width)) + "x" + std::to_string(int(viewport.height)) +
                    " ") != std::string::npos);

    // A design opened by its path.
    const std::filesystem::path design = std::filesystem::path(STIPPLE_PICTURES) / "sparse.stipple";
    std::ofstream(design) << R"({"format": "stipple design", "version": 1, "parameters": {"density.per_cm2": 100}})";
    program.mark();
    display.xdotool("key ctrl+o");
    (void)program.wait_for("place path ");
    program.mark();
    display.xdotool("key ctrl+a sleep 0.2 type --delay 60 " + design.filename().string());
    display.xdotool("sleep 0.3 key Return");
    (void)program.wait_for("picture ");
    CHECK(program.number("dots") < 0.5 * dots);

    display.xdotool("key ctrl+q");
    CHECK(program.wait_for_end() == 0);
    CHECK(complaints(program).empty());
}

TEST_CASE("on a display of twice the resolution everything is twice as large", "[window]") {
    const test::Display display(1920, 1440, 192);
    test::Program program(display, {}, {{"STIPPLE_BUDGET_MS", "0.01"}});
    (void)program.wait_for("picture ");
    program.wait_idle();
    (void)display.picture("fresh-2x");
    const Place viewport = program.place("viewport"), footer = program.place("footer.dots"),
                slider = program.place("density.per_cm2");
    CHECK(footer.height == 2 * 28);
    CHECK(slider.width == 2 * 328);
    CHECK(viewport.x == 0);
    CHECK(viewport.width == 1920 - 2 * 360);
    // Under the hand pictures are smaller on a machine that does not keep up with the budget, and whole again at rest; what is picked
    // or moved by the hand stays the same.
    const auto size_of = [](const std::string& line) { return line.substr(line.find(" size=") + 6, line.find(" view=") - line.find(" size=") - 6); };
    const auto moving = [&](double share) {
        return std::to_string(int(share * viewport.width)) + "x" + std::to_string(int(share * viewport.height));
    };
    program.mark();
    const std::string middle = std::to_string(int(viewport.x + viewport.width / 2)) + " " + std::to_string(int(viewport.y + viewport.height / 2));
    display.xdotool("mousemove " + middle + " sleep 0.2 mousedown 1");
    std::string seen;
    for (int i = 0; i < 12 && seen != moving(0.35); ++i) {
        display.xdotool("mousemove_relative -- " + std::string(i % 2 ? "-40" : "40") + " 0");
        seen = size_of(program.wait_for("picture ", true));
    }
    CHECK(seen == moving(0.35));
    (void)program.wait_for("place footer.scale", true);
    (void)display.picture("moving-2x");
    display.xdotool("mouseup 1");
    for (int i = 0; i < 10 && seen != moving(1); ++i) seen = size_of(program.wait_for("picture ", true));
    CHECK(seen == moving(1));
    program.wait_still();
    // A design that is in no file is not given up without a word.
    program.mark();
    display.xdotool("mousemove " + std::to_string(int(slider.x + slider.width * 0.7)) + " " +
                    std::to_string(int(slider.y + slider.height / 2)) + " sleep 0.2 mousedown 1 sleep 0.3 mouseup 1");
    (void)program.wait_for("picture ");
    program.wait_still();
    program.mark();
    display.xdotool("key ctrl+q");
    (void)program.wait_for("place message ");
    display.xdotool("key ctrl+q");
    CHECK(program.wait_for_end() == 0);
}

TEST_CASE("a head that cannot be read ends the program with the reason", "[window]") {
    const test::Display display(1280, 800, 96);
    const std::filesystem::path bad = std::filesystem::path(STIPPLE_PICTURES) / "not-a-head.glb";
    std::filesystem::create_directories(STIPPLE_PICTURES);
    std::ofstream(bad) << "no model";
    test::Program program(display, {bad.string()});
    CHECK(program.wait_for_end() == 3);
    bool told = false;
    for (const std::string& line : program.lines())
        told = told || (line.starts_with("stipple: error:") && line.find("not-a-head.glb") != std::string::npos);
    CHECK(told);
}

TEST_CASE("at rest the window draws nothing and needs no processor", "[window]") {
    const test::Display display(960, 720, 96);
    test::Program program(display, {});
    (void)program.wait_for("picture ");
    program.wait_idle();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const std::size_t said = program.lines().size();
    const double before = program.cpu_seconds();
    constexpr double kSeconds = 5;
    std::this_thread::sleep_for(std::chrono::duration<double>(kSeconds));
    CHECK(program.cpu_seconds() - before < 0.02 * kSeconds);  // of one core
    CHECK(program.lines().size() == said);                    // no picture, no waking up to idle again
    display.xdotool("key ctrl+q");
    CHECK(program.wait_for_end() == 0);
}

TEST_CASE("closing the window while sites are looked for ends the program at once", "[window][clock]") {
    const test::Display display(960, 720, 96);
    const std::filesystem::path nothing_cached = std::filesystem::path(STIPPLE_PICTURES) / "empty-cache";
    std::filesystem::remove_all(nothing_cached);
    test::Program program(display, {}, {{"STIPPLE_SITES", "8000000"}, {"XDG_CACHE_HOME", nothing_cached.string()}});
    // The head shown without dots is one whose sites are looked for; this many take twenty seconds of processor time.
    (void)program.wait_for("undotted ");
    const double shown = program.cpu_seconds();
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (program.cpu_seconds() < shown + 1.5 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    for (const std::string& line : program.lines()) CHECK_FALSE(line.starts_with("picture "));  // it is still looking
    const auto closed = std::chrono::steady_clock::now();
    display.xdotool("key ctrl+q");
    CHECK(program.wait_for_end() == 0);
    CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - closed).count() < 1.0);
    std::filesystem::remove_all(nothing_cached);
}
