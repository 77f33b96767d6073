// Which head is shown in the real window where work on one ends early, and that its dots come.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "real_window.h"

using namespace stipple;

namespace {

namespace fs = std::filesystem;

// By a name in the folder the program runs in: typed fast, while dots are under way.
void open(const test::Display& display, test::Program& program, const std::string& name, const std::string& then = "") {
    display.xdotool("key ctrl+o sleep 0.5");
    program.mark();
    display.xdotool("key ctrl+a sleep 0.15 type --delay 60 '" + name + "'");
    display.xdotool("sleep 0.15 key Return" + then);
}

std::size_t count(test::Program& program, const std::string& beginning) {
    std::size_t found = 0;
    for (const std::string& line : program.lines()) found += line.starts_with(beginning) ? 1 : 0;
    return found;
}

// Of the same pool, by the command line.
double dots_live(const fs::path& design, const fs::path& cache) {
    const fs::path out = fs::path(design).replace_extension("json");
    if (std::system(("XDG_CACHE_HOME=" + cache.string() + " " STIPPLE_PROGRAM " stats --pool 1500000 --json --design " +
                     design.string() + " > " + out.string())
                        .c_str()) != 0)
        throw std::runtime_error("no figures of " + design.string());
    std::ifstream in(out);
    return nlohmann::json::parse(in).at("dots_live").get<double>();
}

}  // namespace

TEST_CASE(
    "a head whose dots are broken off gets them after all, and one that is given up leaves the head before with its "
    "own",
    "[window]") {
    const fs::path folder = STIPPLE_PICTURES, before = fs::current_path();
    fs::create_directories(folder / "s");
    fs::remove_all(folder / "heads-cache");
    fs::current_path(folder / "s");
    if (std::system((std::string(STIPPLE_PROGRAM) + " head --out h.glb").c_str()) != 0)
        throw std::runtime_error("no head was written");
    // measures that exclude each other
    std::ofstream("r.stipple")
        << R"({"format": "stipple design", "version": 1, "parameters": {"head.circumference_mm": 480, "head.length_mm": 230}})";
    std::ofstream("d.stipple")
        << R"({"format": "stipple design", "version": 1, "parameters": {"density.per_cm2": 900, "touchup.years": [5, 10]}})";
    const test::Display display(960, 720, 96);
    // Enough that dots take seconds, also on a fast machine.
    test::Program program(display, {},
                          {{"STIPPLE_SITES", "1500000"}, {"XDG_CACHE_HOME", (folder / "heads-cache").string()}});
    fs::current_path(before);
    (void)program.wait_for("undotted ");

    // Measures that are refused break off the dots of the head shown, and so does a file whose reading is cancelled.
    open(display, program, "r.stipple");
    (void)program.wait_for("place message ");
    CHECK(count(program, "picture ") == 0);
    open(display, program, "h.glb", " sleep 0.1 key Escape");
    (void)display.picture("heads-cancelled");
    CHECK(count(program, "picture ") == 0);
    (void)program.wait_for("picture ");
    program.wait_idle();
    (void)display.picture("heads-dotted");
    CHECK(count(program, "surface ") == 1);  // the file was never shown
    const double dots = program.number("dots");
    CHECK(dots > 100000);
    display.xdotool("mousemove 950 710");
    const test::Pixels built_in = display.picture("heads-built-in");

    // A file that is shown without its dots, and given up.
    open(display, program, "h.glb");
    (void)program.wait_for("undotted ");
    program.mark();
    display.xdotool("key Escape");
    (void)program.wait_for("head built-in head");
    (void)program.wait_for("picture ");
    program.wait_idle();
    CHECK(program.number("dots") == dots);
    display.xdotool("mousemove 950 710");
    CHECK(share_different(built_in, display.picture("heads-back"), program.place("viewport")) == 0);

    // Touch-ups of a dense design need more sites than a window samples at first: all of them come, and until then the
    // head keeps the dots it has.
    const std::size_t surfaces = count(program, "surface ");
    open(display, program, "d.stipple");
    (void)program.wait_for("head built-in head");
    CHECK(count(program, "surface ") == surfaces);
    (void)program.wait_for("picture ");
    CHECK(program.number("dots") == dots_live(folder / "s/d.stipple", folder / "heads-cache"));
    display.xdotool("key ctrl+q sleep 0.5 key ctrl+q");
    CHECK(program.wait_for_end() == 0);
    for (const std::string& line : program.lines()) CHECK_FALSE(line.starts_with("validation: "));
}
