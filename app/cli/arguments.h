// What was asked for on the command line, as plain values.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "model/comparison.h"
#include "model/parameters.h"
#include "renderer/renderer.h"
#include "session/preview.h"
#include "session/view/distances.h"

namespace stipple::cli {

// Wrong usage: exit code 2. what() is one sentence with the remedy.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class Command { window, render, sheet, turntable, curves, head, inspect, stats, match, tone, params, bench };

struct Size {
    std::uint32_t width = 0, height = 0;
};

// One axis of a sheet: the values one parameter goes through, as text.
struct Variation {
    model::ParameterId id;
    std::vector<std::string> values;
};

// How a picture is looked at.
struct Viewing {
    session::Distance distance = session::Distance::portrait;
    bool mirrored = false;
    std::optional<double> life_size_mm;  // width of a pixel of the screen on which lengths are to be true
    bool grey_card = false, ruler = false;
    double f_number = 0;  // of the lens; 0: none
};

struct Arguments {
    Command command = Command::window;
    std::optional<std::filesystem::path> head, design, marks, out;
    std::optional<std::string> hairline;  // name of one kept
    std::vector<std::pair<model::ParameterId, std::string>> settings;  // --set, in order
    std::vector<Variation> variations;                                 // --vary and --years, in order
    std::vector<session::View> views;
    Viewing viewing;
    bool before_after = false;
    std::string curve;  // curves: one of curve_words()
    bool sources = false;  // curves: print what the model rests on
    int days = 0;       // curves: so many days instead of all years
    int film_frames = 120, frames_per_second = 24;  // turntable
    std::optional<Size> size;
    std::string device;
    bool json = false;
    std::uint32_t pool = 2'000'000;  // dot sites on the head
    // render --compare
    std::optional<model::CompareLayout> compare;
    std::vector<model::Pane> panes;                 // as many as the layout has
    std::optional<std::filesystem::path> design_b;
    double divider = 0.5;  // share of the width
    // tone: pixels
    std::optional<std::filesystem::path> photo;
    std::optional<glm::ivec2> photo_at, photo_grey;
    // bench
    std::optional<int> pane_count;  // of --panes: pictures a frame, 1, 2 or 4
    std::vector<std::uint32_t> dots;
    int frames = 20;
    bool live_design = false;  // only the design's own dots are live, in a pool of `dots`
    struct Path {
        renderer::DotPath path;
        std::string name;
    };
    std::vector<Path> paths;  // bench: one line each, on the same sites
};

// Either arguments to carry out or, for --help and --version, text to print.
struct Parsed {
    std::optional<Arguments> arguments;
    std::string text;
};

// Throws UsageError.
[[nodiscard]] Parsed parse_arguments(int argc, const char* const* argv);

}  // namespace stipple::cli
