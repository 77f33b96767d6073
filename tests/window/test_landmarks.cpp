// The landmark tool through the real window: a hand clicks on a head and drags a mark.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

std::string at(double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); }
std::string middle(const Place& place) { return at(place.x + place.width / 2, place.y + place.height / 2); }

void press_key(const test::Display& display, test::Program& program, const std::string& keys,
               const std::string& answer) {
    program.mark();
    display.xdotool("key " + keys);
    (void)program.wait_for(answer, true);
    program.wait_still();
}

std::filesystem::path scan() {
    const std::filesystem::path file = std::filesystem::path(STIPPLE_PICTURES) / "scan.glb";
    std::filesystem::create_directories(STIPPLE_PICTURES);
    if (!std::filesystem::exists(file) &&
        std::system((std::string(STIPPLE_PROGRAM) + " head --out " + file.string()).c_str()) != 0)
        throw std::runtime_error("no head was written");
    return file;
}

}  // namespace

TEST_CASE("a landmark dragged in the real window moves the design, Escape and undo leave everything as it was",
          "[window]") {
    const test::Display display(1280, 800, 96);
    const std::filesystem::path file = scan(), design = std::filesystem::path(STIPPLE_PICTURES) / "marked.stipple";
    std::filesystem::remove(design);
    const std::filesystem::path home = std::filesystem::current_path();
    std::filesystem::current_path(STIPPLE_PICTURES);  // so that a name is all there is to type
    test::Program program(display, {file.string()}, {{"STIPPLE_SITES", "200000"}});
    std::filesystem::current_path(home);
    (void)program.wait_for("picture ");
    program.wait_idle();
    const double dots = program.number("dots");
    const Place viewport = program.place("viewport");
    display.xdotool("mousemove 1270 790");
    const test::Pixels before = display.picture("landmarks-before");

    // Escape after a drag.
    press_key(display, program, "l", "landmarks on");
    const Place glabella = program.place("on-head=glabella");
    const auto drag_up = [&] {
        program.mark();
        display.xdotool("mousemove " + middle(glabella) +
                        " sleep 0.3 mousedown 1 sleep 0.3 mousemove_relative -- 0 -12 sleep 0.3 mousemove_relative -- "
                        "0 -12 sleep 0.3 mouseup 1");
        (void)program.wait_for("mark moved");
        program.wait_still();
    };
    drag_up();
    (void)display.picture("landmarks-dragged");
    press_key(display, program, "Escape", "landmarks off");
    program.mark();
    display.xdotool("mousemove 1270 790");
    program.wait_idle();
    CHECK(share_different(before, display.picture("landmarks-left"), viewport) == 0);
    CHECK(program.number("undo") == 0);

    // Done: the head is prepared anew, the hairline starts higher, and the design remembers.
    press_key(display, program, "l", "landmarks on");
    drag_up();
    press_key(display, program, "Return", "head ");
    (void)program.wait_for("picture ");
    CHECK(program.number("undo") == 1);
    CHECK(program.number("dots") != dots);
    program.mark();
    display.xdotool("mousemove 1270 790");
    program.wait_idle();
    CHECK(share_different(before, display.picture("landmarks-done"), viewport, 4) > 0.005);
    program.mark();
    display.xdotool("key ctrl+s");
    (void)program.wait_for("place path ");
    display.xdotool("key ctrl+a sleep 0.2 type --delay 60 " + design.filename().string());
    display.xdotool("sleep 0.3");
    program.mark();
    display.xdotool("key Return");
    test::wait_for_file(design);
    program.wait_idle();  // the field still has the keyboard in the frame that writes the file
    std::ifstream in(design);
    const auto saved = nlohmann::json::parse(in);
    CHECK(saved["head"]["scan"] == "scan.glb");
    CHECK(saved["head"]["marks"].size() == 1);
    CHECK(saved["head"]["marks"]["glabella"].size() == 3);

    press_key(display, program, "ctrl+z", "head ");
    (void)program.wait_for("picture ");
    program.wait_still();
    CHECK(program.number("dots") == dots);
    display.xdotool("key ctrl+q sleep 0.5 key ctrl+q");
    CHECK(program.wait_for_end() == 0);
}
