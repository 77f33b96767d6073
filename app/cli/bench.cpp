// bench: frame, pass and edit times with the camera moving.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <glm/gtc/matrix_transform.hpp>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "export/comparison.h"
#include "model/time_table.h"
#include "progress_line.h"
#include "session/hairline/hairline_handles.h"
#include "session/hairline/hairline_line.h"
#include "session/preview.h"
#include "session/sites/site_states.h"

namespace stipple::cli {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;
using model::ParameterId;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// The value below which `share` of the samples lie.
double quantile(std::vector<double> samples, double share) {
    if (samples.empty()) return 0;
    std::sort(samples.begin(), samples.end());
    return samples[std::min(samples.size() - 1, std::size_t(share * double(samples.size())))];
}

double resident_mb() {
    std::ifstream in("/proc/self/statm");
    std::uint64_t whole = 0, resident = 0;
    in >> whole >> resident;
    return double(resident) * double(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

const char* const kDefaultBenchView = "front";
constexpr std::size_t kMostRounds = 5;  // of edits

struct Times {
    std::vector<double> frame_ms;
    std::map<std::string, std::vector<double>> pass_ms;
    std::uint64_t drawn = 0;
};

// Frames of a slow turn of the head, a tenth of a degree each, so nothing can be kept from one to the next.
Times time_frames(renderer::Renderer& renderer, std::vector<renderer::Frame> panes, const renderer::Camera& camera, Size size, int frames) {
    constexpr int kWarmUp = 2;
    Times times;
    for (int i = -kWarmUp; i < frames; ++i) {
        for (renderer::Frame& frame : panes) {
            frame.camera = camera;
            frame.camera.view = camera.view * glm::rotate(glm::mat4(1.0F), 0.00174533F * float(i), glm::vec3(0, 1, 0));
        }
        const auto start = Clock::now();
        renderer.draw(panes, size.width, size.height);
        const double ms = milliseconds_since(start);
        if (i < 0) continue;
        times.frame_ms.push_back(ms);
        const renderer::FrameStatistics statistics = renderer.statistics();
        std::map<std::string, double> sums;  // a pass comes once a pane
        for (const renderer::PassTime& pass : statistics.passes) sums[pass.name] += pass.ms;
        for (const auto& [name, ms] : sums) times.pass_ms[name].push_back(ms);
        times.drawn = statistics.dots_drawn;
    }
    return times;
}

// One kind of edit: a parameter goes through these values again and again, as under a hand on its slider or list.
struct Edits {
    std::string name;
    std::vector<model::Design> designs;
    bool slider = true;
};

std::vector<Edits> kinds_of_edits(const model::Design& design) {
    std::vector<Edits> kinds;
    // Steps around the design's own value, turned round where the range ends.
    const auto slider = [&](ParameterId id, double step) {
        const model::Parameter& p = model::parameter(id);
        const double from = design.number(id), to = from + step <= p.max ? from + step : from - step;
        kinds.push_back({std::string(p.name), {design.with(id, to), design.with(id, from)}});
    };
    slider(ParameterId::density_per_cm2, 20);
    slider(ParameterId::density_front, 0.05);
    slider(ParameterId::density_nape, 0.05);
    slider(ParameterId::hairline_height_mm, 0.5);
    slider(ParameterId::hairline_recession_mm, 0.5);
    slider(ParameterId::hairline_softness_mm, 1);
    slider(ParameterId::hairline_wave_mm, 0.2);
    slider(ParameterId::hairline_sentinels, 0.05);
    slider(ParameterId::sessions_count, 1);
    slider(ParameterId::dot_diameter_mm, 0.01);
    slider(ParameterId::time_years, 0.05);
    for (const ParameterId id : {ParameterId::hairline_style, ParameterId::hair_loss}) {
        const model::Parameter& p = model::parameter(id);
        kinds.push_back({std::string(p.name), {}, false});
        for (const auto& word : p.choices) kinds.back().designs.push_back(design.with(id, std::string(word)));
    }
    const model::Design balding = design.with(ParameterId::hair_loss, std::string("norwood-5"));
    kinds.push_back({"hair.loss_progress",
                     {balding.with(ParameterId::hair_loss_progress, 0.9), balding.with(ParameterId::hair_loss_progress, 0.95)}});
    kinds.push_back({"touchup.years",
                     {design.with(ParameterId::touchup_years, std::vector<double>{4}),
                      design.with(ParameterId::touchup_years, std::vector<double>{4.5})}});
    kinds.push_back({"cut_out.part", {design.with(ParameterId::cut_out_part, std::string("left")), design.with(ParameterId::cut_out_part, std::string("none"))}, false});
    // A hundred strokes all over the top, and one that grows dab by dab above them.
    const auto stroke = [](int i, int dabs) {
        model::Stroke made{model::Brush(i % 3), float(6 + i % 5 * 4), 0.5F, i % 4 == 0, {}, {}};
        for (int k = 0; k < dabs; ++k)
            made.dabs.push_back({std::uint16_t(24000 + (i * 7919) % 17000 + k * 300), std::uint16_t(22000 + (i * 5309) % 22000 + k * 120), 255});
        return made;
    };
    model::Painting below, undone;
    for (int i = 0; i < 100; ++i) {
        undone = below;
        below = below.with(stroke(i, 12));
    }
    kinds.push_back({"painting: one dab over 100 strokes", {design.with_painting(below.with(stroke(100, 12))), design.with_painting(below.with(stroke(100, 13)))}, false});
    model::Stroke smooth = stroke(100, 12);
    smooth.brush = model::Brush::smooth;
    const model::Painting smoothed = below.with(smooth);
    smooth.dabs.push_back(stroke(100, 13).dabs.back());
    kinds.push_back({"painting: one dab that smooths", {design.with_painting(smoothed), design.with_painting(below.with(smooth))}, false});
    kinds.push_back({"painting: a stroke undone and redone", {design.with_painting(undone), design.with_painting(below)}, false});
    return kinds;
}

struct EditTimes {
    double median_ms = 0;
    double worst_ms = 0;  // median of the value that takes longest
};

// Each edit compiled and handed to the device, which has it when the clock stops. `rounds` through the values of each kind.
std::map<std::string, EditTimes> time_edits(session::Preview& preview, renderer::Renderer& renderer,
                                            const std::vector<Edits>& kinds, std::size_t rounds) {
    constexpr std::size_t kWarmUp = 2;
    std::map<std::string, EditTimes> edit_ms;
    for (const Edits& kind : kinds) {
        const std::size_t values = kind.designs.size();
        std::vector<double> all;
        std::vector<std::vector<double>> each(values);
        for (std::size_t i = 0; i < kWarmUp + rounds * values; ++i) {
            const auto start = Clock::now();
            (void)preview.frame(kind.designs[i % values]);
            renderer.wait();
            if (i < kWarmUp) continue;
            all.push_back(milliseconds_since(start));
            each[i % values].push_back(all.back());
        }
        EditTimes& times = edit_ms[kind.name];
        times.median_ms = quantile(all, 0.5);
        for (const std::vector<double>& value : each) times.worst_ms = std::max(times.worst_ms, quantile(value, 0.5));
    }
    return edit_ms;
}

// A handle under a hand, to the design it makes: which then is compiled like any other hairline. Median over a handle of the forehead and one of
// the temple, each going round.
double time_drags(const model::Design& design, const session::PreparedHead& head) {
    constexpr int kTurns = 24;
    const auto points = model::hairline_points(design, session::hairline_face(head));
    std::vector<double> all;
    for (const int point : {model::kMidFrontalPoint + 2, model::kMidFrontalPoint + 7})
        for (int i = 0; i < kTurns; ++i) {
            model::HairlinePoint to = points[std::size_t(point)];
            const double turn = 2 * 3.14159265358979 * i / kTurns;
            (to.region == model::HairlineRegion::forehead ? to.lateral_mm : to.forward) +=
                (to.region == model::HairlineRegion::forehead ? 3 : 0.05) * std::cos(turn);
            to.height_mm += 3 * std::sin(turn);
            const glm::vec3 skin = session::hairline_point(head, to);
            const auto start = Clock::now();
            (void)session::drag_handle(design, head, point, skin, model::main_handles(), true);
            all.push_back(milliseconds_since(start));
        }
    return quantile(all, 0.5);
}

void bench_one(const Arguments& arguments, const model::Design& design, std::uint32_t dots,
               renderer::Renderer& renderer) {
    session::PrepareOptions options;
    options.file = arguments.head;
    options.sites.dots = dots;
    if (!arguments.live_design) {
        options.drawable_only = true;
        options.sites.follicles_per_cm2 = 0;
    }
    options.sites.pattern = pattern_of(design);
    // No cache: the time the sites take is one of the figures.
    scalp::Progress progress;
    const auto head = [&] {
        const ProgressLine line("finding " + std::to_string(dots) + " dot sites", progress);
        return session::prepare_head(options, progress);
    }();
    session::Preview preview(renderer, head);

    // Panes differ in time, and each has dots of its own on the device, as designs that differ have.
    const int pane_count = arguments.pane_count.value_or(1);
    std::vector<renderer::Frame> panes;
    for (int i = 0; i < pane_count; ++i) panes.push_back(preview.frame(i == 0 ? design : design.with(ParameterId::time_years, 4.0 * i)));
    std::uint64_t live = preview.resolved(design)->dots.live;
    for (renderer::Frame& frame : panes) {
        frame.dots_per_pixel = renderer::kMotionDotsPerPixel;
        if (arguments.live_design) continue;
        const std::vector<double> boundaries = model::session_boundaries(design);
        std::vector<double> ends;
        for (const double boundary : boundaries) ends.push_back(boundary / boundaries.back());
        const session::SiteStates all = session::light_all(head->sites.dots, ends);
        frame.dot_state = renderer.upload_design(frame.dots, {all.clusters, all.live_mask});
        live = all.live;
    }
    const Size size = arguments.size.value_or(Size{1280, 720});
    const exporting::PaneRect pane =
        pane_count == 1 ? exporting::PaneRect{0, 0, size.width, size.height}
                        : exporting::pane_rects(pane_count == 2 ? model::CompareLayout::side : model::CompareLayout::four, size.width, size.height, exporting::kPaneGap)[0];
    const session::View view = arguments.views.empty() ? *session::find_view(kDefaultBenchView) : arguments.views[0];
    const renderer::Camera camera =
        session::view_camera(view, *head, *preview.resolved(design), double(pane.width) / pane.height);
    const std::vector<Edits> kinds = kinds_of_edits(design);
    const std::map<std::string, EditTimes> edits = time_edits(preview, renderer, kinds, std::min<std::size_t>(kMostRounds, std::size_t(arguments.frames)));
    const double drag_ms = time_drags(design, *head);
    double worst_slider_ms = 0;
    for (const Edits& kind : kinds)
        if (kind.slider) worst_slider_ms = std::max(worst_slider_ms, edits.at(kind.name).median_ms);
    const scalp::SiteSet& set = head->sites.dots;
    const double bytes = double(set.dots.size() * sizeof(shared::Dot)) +
                         double(set.clusters.size()) * (sizeof(shared::Cluster) + sizeof(shared::ClusterState) + 32);

    for (const Arguments::Path& path : arguments.paths) {
        for (renderer::Frame& frame : panes) frame.path = path.path;
        const Times times = time_frames(renderer, panes, camera, {pane.width, pane.height}, arguments.frames);
        Json out;
        out["dots"] = dots;
        out["dots_live"] = live;
        // Quads are not culled: every live dot is drawn.
        out["dots_drawn"] = path.path == renderer::DotPath::quads ? live : times.drawn;
        out["path"] = path.name;
        out["live"] = arguments.live_design ? "design" : "all";
        if (arguments.pane_count) out["panes"] = pane_count;  // dots_drawn is the last one's, frame_ms that of all
        out["view"] = session::view_name(view);
        out["width"] = size.width;
        out["height"] = size.height;
        out["device"] = renderer.device_name();
        out["frames"] = arguments.frames;
        out["frame_ms"] = {{"median", quantile(times.frame_ms, 0.5)}, {"p95", quantile(times.frame_ms, 0.95)}};
        out["pass_ms"] = Json::object();
        for (const auto& [name, samples] : times.pass_ms) out["pass_ms"][name] = quantile(samples, 0.5);
        out["edit_ms"] = {{"median", worst_slider_ms}};  // of the slider that takes longest
        out["edits_ms"] = out["edits_worst_ms"] = Json::object();
        for (const auto& [name, times] : edits) {
            out["edits_ms"][name] = times.median_ms;
            out["edits_worst_ms"][name] = times.worst_ms;
        }
        out["drag_handle_ms"] = drag_ms;
        out["site_build_s"] = head->site_seconds;
        out["rss_mb"] = resident_mb();
        out["gpu_bytes_per_dot"] = bytes / double(std::max<std::size_t>(set.dots.size(), 1));
        std::cout << out.dump() << std::endl;
    }
}

}  // namespace

void bench(const Arguments& arguments) {
    if (arguments.views.size() > 1) throw UsageError("--view: bench times one view; give one");
    Arguments settled = arguments;
    for (const Variation& variation : arguments.variations) {
        if (variation.values.size() != 1) throw UsageError("--years: bench times one design; give one value");
        settled.settings.emplace_back(variation.id, variation.values[0]);
    }
    const model::Design design = design_of(settled);
    renderer::Renderer renderer(device_of(arguments));
    for (const std::uint32_t dots : arguments.dots) bench_one(arguments, design, dots, renderer);
}

}  // namespace stipple::cli
