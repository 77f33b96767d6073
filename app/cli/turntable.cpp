// turntable: a turn around the head, or along one parameter.
#include <iostream>

#include "commands.h"
#include "export/film.h"
#include "progress_line.h"
#include "session/head/bare_head.h"
#include "session/preview.h"
#include "session/sites/dots_wanted.h"
#include "viewing.h"

namespace stipple::cli {
namespace {

// Of a run: 0 at the first frame, 1 at the last.
double share_of(int frame, int frames) { return frames > 1 ? double(frame) / double(frames - 1) : 0; }

// Numbers run evenly from one value given to the next; words stand for their share of the time.
model::Value value_at(const Variation& along, double share) {
    const model::Parameter& p = model::parameter(along.id);
    const std::size_t steps = along.values.size();
    if (p.kind != model::ParameterKind::number || steps == 1) {
        const auto at = std::min(std::size_t(share * double(steps)), steps - 1);
        return model::parse_value(along.id, along.values[at]);
    }
    const double place = share * double(steps - 1);
    const auto from = std::min(std::size_t(place), steps - 2);
    const auto number = [&](std::size_t i) { return std::get<double>(model::parse_value(along.id, along.values[i])); };
    return number(from) + (number(from + 1) - number(from)) * (place - double(from));
}

// Whether a head of other shape, or other sites on it, would have to be made for another value.
bool changes_the_head(model::ParameterId id) {
    using enum model::ParameterId;
    if (id == dot_pattern || model::parameter(id).name.starts_with("head.")) return true;
    return model::parameter(id).of_scan && id != scan_show_repairs && id != scan_surface;
}

}  // namespace

void turntable(const Arguments& arguments) {
    const model::Design design = design_of(arguments);
    if (arguments.views.size() > 1) throw UsageError("--view: a film begins with one view");
    if (arguments.variations.size() > 1) throw UsageError("--vary: a film runs along one parameter");
    const Variation* along = arguments.variations.empty() ? nullptr : &arguments.variations[0];
    if (along && model::parameter(along->id).automatic)
        for (const std::string& value : along->values)
            if (!std::holds_alternative<double>(model::parse_value(along->id, value)))
                throw UsageError("--vary " + std::string(model::parameter(along->id).name) + ": a film needs numbers here");
    if (along && changes_the_head(along->id))
        throw UsageError("--vary " + std::string(model::parameter(along->id).name) +
                         ": a film shows one head and one pool of sites from its first frame to its last; make a sheet, or a film of each");
    if (arguments.out->extension() == ".mp4") check_writable(*arguments.out);
    double densest = session::most_dots_per_cm2(design);
    if (along)
        for (const std::string& value : along->values)
            densest = std::max(densest, session::most_dots_per_cm2(design.with(along->id, model::parse_value(along->id, value))));

    renderer::Renderer renderer(device_of(arguments));
    session::Preview preview(renderer, head_of(arguments, design, densest, true));
    if (!preview.head().found && arguments.head)
        std::cerr << "stipple: warning: " << arguments.head->string() << ": " << session::bare_warning(preview.head()) << std::endl;
    const session::View view = arguments.views.empty() ? session::View::front : arguments.views[0];
    const Size size = arguments.size.value_or(Size{960, 720});
    exporting::Film film(*arguments.out, size.width, size.height, arguments.frames_per_second);
    scalp::Progress progress;
    const ProgressLine line("drawing the film", progress);
    for (int i = 0; i < arguments.film_frames; ++i) {
        const model::Design now = along ? design.with(along->id, value_at(*along, share_of(i, arguments.film_frames))) : design;
        renderer::Frame frame = preview.frame(now);
        frame.camera = camera_of(arguments.viewing, view, preview.head(), *preview.resolved(now), size);
        // The last frame of a turn is one step before the first, so that a film that repeats goes on evenly.
        if (!along) frame.camera = session::turned(frame.camera, preview.head(), 360.0 * i / arguments.film_frames);
        renderer::Image image = renderer.render(frame, size.width, size.height, renderer::kStillSamples);
        finish(arguments.viewing, image, frame);
        film.add(image);
        progress.done = float(i + 1) / float(arguments.film_frames);
    }
    film.finish();
}

}  // namespace stipple::cli
