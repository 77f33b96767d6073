// "Match the sides" in the real window: the hand goes on meanwhile, and what comes is one step.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

std::string middle(const Place& place) { return std::to_string(int(place.x + place.width / 2)) + " " + std::to_string(int(place.y + place.height / 2)); }

double figure(const std::string& line, const std::string& word) {
    const std::size_t found = line.find(" " + word + "=");
    REQUIRE(found != std::string::npos);
    return std::stod(line.substr(found + word.size() + 2));
}

}  // namespace

TEST_CASE("the sides are matched while the window goes on, in one step, and undo takes a match back that is not there yet", "[window]") {
    const std::filesystem::path folder = STIPPLE_PICTURES;
    std::filesystem::create_directories(folder);
    const std::string design = (folder / "to-match.stipple").string();
    std::ofstream(design) << R"({"format": "stipple design", "version": 1, "parameters": {"hair.loss": "norwood-6", "hair.color": "black", "density.per_cm2": 100}})";
    const test::Display display(1280, 1000, 96);
    test::Program program(display, {"--design", design});
    (void)program.wait_for("place match.propose", true);
    program.wait_still();
    const double before = program.number("dots");
    const Place view = program.place("viewport");
    program.mark();
    display.xdotool("mousemove " + middle(program.place("head note")) + " mousemove_relative 0 60 sleep 0.2 click 5 sleep 0.2 click 5");  // what is below comes up
    (void)program.wait_for("place match.propose", true);
    program.wait_still();
    const Place button = program.place("match.propose");

    // The head is dragged while dots are being worked out: the answer waits for the hand, and pictures for neither.
    display.xdotool("mousemove " + middle(button) + " sleep 0.2");
    program.mark();
    display.xdotool("click 1");
    const std::string asked = program.wait_for("matching ", true);
    display.xdotool("mousemove " + middle(view) + " mousedown 1 sleep 0.1 mousemove_relative 20 0");
    (void)program.wait_for("picture ", true);
    CHECK(program.number("dots") == before);
    CHECK(program.number("undo") == 0);
    program.mark();
    display.xdotool("mousemove_relative 20 0");
    (void)program.wait_for("picture ");
    CHECK(program.number("dots") == before);
    display.xdotool("mouseup 1");
    const std::string answered = program.wait_for("match ", true);
    CHECK(figure(answered, "frame") > figure(asked, "frame"));
    (void)program.wait_for("picture ", true);
    CHECK(program.number("dots") > 1.2 * before);
    CHECK(program.number("undo") == 1);
    program.wait_still();
    (void)display.picture("match-matched");
    program.mark();
    display.xdotool("key ctrl+z");
    (void)program.wait_for("picture ", true);
    CHECK(program.number("dots") == before);
    CHECK(program.number("undo") == 0);
    program.wait_still();

    // Taken back before it is there, or just after: it is the last thing that was asked for.
    display.xdotool("mousemove " + middle(program.place("match.propose")) + " sleep 0.2");
    program.mark();
    display.xdotool("click 1");
    (void)program.wait_for("matching ", true);
    display.xdotool("key ctrl+z");
    program.wait_idle();
    CHECK(program.number("dots") == before);
    CHECK(program.number("undo") == 0);
}
