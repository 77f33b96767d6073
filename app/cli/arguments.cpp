// The one file that sees CLI11: which commands and options there are, and their help.
#include "arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>

#include "commands.h"
#include "model/lens_stops.h"
#include "words.h"

namespace stipple::cli {
namespace {

std::string parameter_list() {
    std::string text = "\nParameters for --set id=value:\n";
    for (const model::Parameter& p : model::parameters()) {
        std::ostringstream line;
        line << "  " << p.name;
        for (std::size_t i = p.name.size(); i < 24; ++i) line << ' ';
        if (p.kind == model::ParameterKind::choice) {
            line << "one of";
            for (const auto word : p.choices) line << ' ' << word;
        } else {
            line << p.min << " to " << p.max;
            if (!p.unit.empty()) line << ' ' << p.unit;
            if (p.kind == model::ParameterKind::number_list) line << ", several divided by ;";
        }
        text += line.str() + "\n      " + std::string(p.help) + "\n";
    }
    return text;
}

void add_design_options(CLI::App& app, Words& words) {
    app.add_option("--design", words.design, "design file to start from (default: the program's own design)")
        ->type_name("FILE");
    app.add_option("--hairline", words.hairline, "hairline kept in the window under this name, instead of the design's")
        ->type_name("NAME");
    app.add_option("--set", words.set, "change one parameter, as id=value (repeatable); see below")
        ->type_name("id=value")
        ->take_all()
        ->allow_extra_args(false);
}
void add_marks_option(CLI::App& app, Words& words) {
    app.add_option("--marks", words.marks, "landmarks set by hand, as {\"glabella\": [x, y, z], ...} in the file's coordinates")
        ->type_name("F.json");
}
void add_head_option(CLI::App& app, Words& words) {
    app.add_option("--head", words.head, "head to work on: .glb, .gltf, .obj, .ply or .stl (default: the built-in head)")
        ->type_name("GLB");
    add_marks_option(app, words);
    app.add_option("--pool", words.pool, "dot sites prepared on the head: more allow denser designs")->type_name("N");
}
// One option a parameter of the built-in head; its help and range are the table's.
void add_measure_options(CLI::App& app, Words& words) {
    using enum model::ParameterId;
    static constexpr std::pair<const char*, model::ParameterId> options[] = {
        {"--circumference", head_circumference_mm}, {"--length", head_length_mm},
        {"--breadth", head_breadth_mm},             {"--sagittal-arc", head_sagittal_arc_mm},
        {"--bitragion-arc", head_bitragion_arc_mm}, {"--forehead-height", head_forehead_height_mm},
        {"--face-height", head_face_height_mm},     {"--ear-height", head_ear_height_mm},
        {"--ear-depth", head_ear_depth_mm},         {"--sex", head_sex},
        {"--age", head_age_years},                  {"--build", head_build},
        {"--eyes", head_eyes}};
    words.measures.reserve(std::size(options));  // CLI11 keeps references
    for (const auto& [name, id] : options) {
        const model::Parameter& p = model::parameter(id);
        std::ostringstream help, type;
        help << p.help;
        if (p.kind == model::ParameterKind::choice) {
            for (const auto word : p.choices) type << (type.str().empty() ? "" : "|") << word;
        } else {
            type << p.min << ".." << p.max << (p.unit.empty() ? "" : " ") << p.unit;
            if (p.automatic) help << " Follows from the others unless given.";
        }
        words.measures.emplace_back(id, std::string());
        app.add_option(name, words.measures.back().second, help.str())->type_name(type.str());
    }
}
void add_device_option(CLI::App& app, Words& words) {
    app.add_option("--device", words.device, "Vulkan device, by number or part of its name (default: the best one)")
        ->type_name("N|NAME");
}
void add_picture_options(CLI::App& app, Words& words) {
    app.add_option("--size", words.size, "picture size in pixels (default 1280x720)")->type_name("WxH");
    app.add_option("--years", words.years, "years since the last session")
        ->type_name("a,b")
        ->delimiter(',')
        ->allow_extra_args(false);
}
void add_view_option(CLI::App& app, Words& words) {
    app.add_option("--view", words.view, "front, left, right, back, top, three-quarter, crown, hairline or macro")
        ->type_name("VIEW");
}
void add_viewing_options(CLI::App& app, Words& words) {
    ViewingWords& v = words.viewing;
    app.add_option("--distance", v.distance,
                   "from where: portrait (default), mirror, conversation and room with the perspective of 1.0, 1.2 and 3 m in one frame of 22 degrees, or loupe")
        ->type_name("WHERE");
    app.add_option("--mirrored", v.mirrored, "left and right exchanged, as clients know themselves (default: yes in the mirror)")->type_name("yes|no");
    app.add_flag("--life-size", v.life_size, "a millimetre of skin at focus distance is a millimetre on the screen");
    app.add_option("--screen-mm-per-pixel", v.screen_mm, "width of a pixel of that screen: its width in mm over its pixels")->type_name("MM");
    std::string stops;
    for (const model::LensStop& stop : model::kLensStops) stops += (stops.empty() ? "" : "|") + std::string(stop.name);
    app.add_option("--aperture", v.aperture, std::string(model::kLensHelp) + " (default: off, sharp everywhere)")->type_name(stops + "|F");
    app.add_flag("--grey-card", v.grey_card, "a card of 18 % in the picture's light and exposure");
    app.add_flag("--ruler", v.ruler, "a ruler in mm, true at focus distance");
}
void add_out_option(CLI::App& app, Words& words, const char* kind) {
    app.add_option("--out", words.out, "file to write")->type_name(kind)->required();
}

}  // namespace

Parsed parse_arguments(int argc, const char* const* argv) {
    CLI::App app("Stipple: a true-to-scale preview of scalp micropigmentation", "stipple");
    Words words;
    app.set_version_flag("--version", std::string("stipple " STIPPLE_VERSION));
    app.require_subcommand(0, 1);
    // CLI11's rule that a word which names no subcommand is a positional makes HEAD.glb work without a command.
    app.add_option("HEAD", words.head_file, "head to open: .glb, .gltf, .obj, .ply or .stl (default: the built-in head)");
    add_design_options(app, words);
    add_marks_option(app, words);
    add_device_option(app, words);
    app.footer([] {
        return std::string(
            "\nWithout a command the window opens; the parameters for --set are listed by `stipple params`.\n"
            "`stipple COMMAND --help` tells about each command.\n"
            "Exit codes: 0 done, 2 wrong usage, 3 bad input file, 4 no usable Vulkan device, 5 could not write.\n");
    });

    CLI::App& render = *app.add_subcommand("render", "one picture as PNG");
    add_out_option(render, words, "F.png");
    add_head_option(render, words);
    add_design_options(render, words);
    add_view_option(render, words);
    add_viewing_options(render, words);
    add_picture_options(render, words);
    render.add_option("--compare", words.compare.layout, layout_list() + ": several designs on one head in one picture; see below")->type_name("LAYOUT");
    render.add_option("--panes", words.compare.panes, "what each shows, from the left and above; see below (default for two: before,after)")
        ->type_name("a,b[,c,d]")
        ->delimiter(',')
        ->allow_extra_args(false);
    render.add_option("--design-b", words.compare.design_b, "design file that panes call B")->type_name("FILE");
    render.add_option("--divider", words.compare.divider, "where a wipe's divider stands, as a share of the width (default 0.5)")->type_name("0..1");
    add_device_option(render, words);

    CLI::App& sheet = *app.add_subcommand("sheet", "a labelled grid of pictures as PNG");
    add_out_option(sheet, words, "F.png");
    add_head_option(sheet, words);
    add_design_options(sheet, words);
    sheet.add_option("--views,--view", words.views, "views, one column or row each")
        ->type_name("a,b")
        ->delimiter(',')
        ->allow_extra_args(false);
    sheet.add_option("--vary", words.vary, "a parameter and the values it goes through (repeatable, one axis each)")
        ->type_name("id=v1;v2")
        ->take_all()
        ->allow_extra_args(false);
    add_viewing_options(sheet, words);
    bool before_after = false;
    sheet.add_flag("--before-after", before_after, "each picture without and with the treatment");
    add_picture_options(sheet, words);
    add_device_option(sheet, words);

    CLI::App& turntable = *app.add_subcommand("turntable", "a turn around the head, or along --vary, as MP4 or a folder of PNG files");
    add_out_option(turntable, words, "F.mp4|DIR");
    add_head_option(turntable, words);
    add_design_options(turntable, words);
    add_view_option(turntable, words);
    add_viewing_options(turntable, words);
    turntable.add_option("--vary", words.vary, "the number the film runs along instead of a turn, from value to value")
        ->type_name("id=v1;...;v2")
        ->take_all()
        ->allow_extra_args(false);
    turntable.add_option("--frames", words.film_frames, "pictures in all (default 120)")->type_name("N");
    turntable.add_option("--fps", words.frames_per_second, "pictures a second of the film (default 24)")->type_name("N");
    add_picture_options(turntable, words);
    add_device_option(turntable, words);

    CLI::App& curves = *app.add_subcommand("curves", "what the fade model says over the years, as a chart (SVG) or numbers");
    curves.add_option("--out", words.out, "file to write")->type_name("F.svg");
    add_design_options(curves, words);
    curves.add_option("--of", words.curve, listed(curve_words()) + " (default strength)")->type_name("WORD");
    curves.add_option("--vary", words.vary, "a line for each of these values")->type_name("id=v1;v2")->take_all()->allow_extra_args(false);
    curves.add_option("--days", words.days, "the first so many days instead of 15 years")->type_name("N");
    bool json = false;
    curves.add_flag("--sources", words.sources, "what the model rests on, figure by figure, as a Markdown table");
    curves.add_flag("--json", json, "the numbers on standard output");

    CLI::App& head = *app.add_subcommand("head", "the built-in head as a glTF file, sized by measures");
    add_out_option(head, words, "F.glb");
    add_design_options(head, words);
    add_measure_options(head, words);

    CLI::App& inspect =
        *app.add_subcommand("inspect", "what a head file is: unit, axes, landmarks, scalp area, problems");
    inspect.add_option("HEAD", words.head_file, "the file to look at")->required()->type_name("GLB");
    add_design_options(inspect, words);
    add_marks_option(inspect, words);
    inspect.add_flag("--json", json, "as JSON");

    CLI::App& stats = *app.add_subcommand("stats", "dots, area, coverage, sessions, hours, price, warnings");
    add_head_option(stats, words);
    add_design_options(stats, words);
    add_view_option(stats, words);
    add_picture_options(stats, words);
    add_device_option(stats, words);
    stats.add_flag("--json", json, "as JSON");

    CLI::App& match = *app.add_subcommand("match", "which density, dot size and shade would match the shaved sides");
    add_head_option(match, words);
    add_design_options(match, words);
    match.add_flag("--json", json, "as JSON");

    CLI::App& tone = *app.add_subcommand("tone", "the skin.tone that skin in a photo has, and how sure that is");
    tone.add_option("PHOTO", words.photo, "the photo: .png or .jpg, taken for sRGB, its pixels as they are stored")->required()->type_name("F.png|F.jpg");
    tone.add_option("--at", words.photo_at, "pixel from the upper left around which the skin is (default: the middle)")->type_name("x,y");
    tone.add_option("--grey", words.photo_grey, "a pixel on a card of 18 % grey beside the skin, which divides out the light's colour and the exposure")->type_name("x,y");
    tone.add_flag("--json", json, "as JSON");

    CLI::App& params = *app.add_subcommand("params", "every parameter with its range and default");
    params.add_flag("--json", json, "as JSON");

    CLI::App& bench = *app.add_subcommand("bench", "frame, pass and edit times, one JSON object a line");
    bench.add_option("--dots", words.dots, "numbers of dot sites")
        ->type_name("N[,N...]")
        ->delimiter(',')
        ->required()
        ->allow_extra_args(false);
    bench.add_option("--panes", words.compare.panes, "pictures that make a frame, each of all the dots: 2 side by side, 4 two by two")->type_name("1|2|4");
    bench.add_option("--frames", words.frames, "frames to time after the warm-up; edits go round as often, at most 5 times")->type_name("N");
    bench.add_option("--path", words.path, "automatic, moments, discs, strips or quads; several divided by , run on the same sites")->type_name("PATH[,...]");
    bench.add_option("--live", words.live,
                     "all: every site is live, on the drawable scalp alone. design: the sites lie as in the window, "
                     "follicles too, and only the design's own dots are live")
        ->type_name("all|design");
    add_head_option(bench, words);
    add_design_options(bench, words);
    add_view_option(bench, words);
    add_picture_options(bench, words);
    add_device_option(bench, words);
    bench.add_flag("--json", json, "JSON is what it prints anyway");

    for (CLI::App* command : {&render, &sheet, &turntable, &curves, &head, &inspect, &stats, &match, &bench}) command->footer([] { return parameter_list(); });
    render.footer([] { return pane_list() + parameter_list(); });

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const auto chosen = app.get_subcommands();
        return {std::nullopt, chosen.empty() ? app.help() : chosen[0]->help()};
    } catch (const CLI::CallForVersion& version) {
        return {std::nullopt, std::string(version.what()) + "\n"};
    } catch (const CLI::ParseError& error) {
        std::string text = error.what();
        std::replace(text.begin(), text.end(), '\n', ' ');
        throw UsageError(text + "; `stipple --help` tells what is understood");
    }

    Arguments arguments;
    const auto chosen = app.get_subcommands();
    if (!chosen.empty()) {
        const std::string name = chosen[0]->get_name();
        arguments.command = name == "render"    ? Command::render
                            : name == "sheet"   ? Command::sheet
                            : name == "curves"  ? Command::curves
                            : name == "turntable" ? Command::turntable
                            : name == "head"    ? Command::head
                            : name == "inspect" ? Command::inspect
                            : name == "stats"   ? Command::stats
                            : name == "match"   ? Command::match
                            : name == "tone"    ? Command::tone
                            : name == "params"  ? Command::params
                                                : Command::bench;
    }
    arguments.json = json;
    arguments.before_after = before_after;
    if (arguments.command == Command::window && !words.head_file.empty() &&
        words.head_file.find('.') == std::string::npos && !std::filesystem::exists(words.head_file)) {
        throw UsageError(words.head_file + ": there is no such command; `stipple --help` lists them");
    }
    check(arguments, words);
    return {std::move(arguments), ""};
}

}  // namespace stipple::cli
