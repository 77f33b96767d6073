#include "prepared_head.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <future>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "built_in_head.h"
#include "hair_map.h"
#include "head_looks.h"
#include "scalp/bad_file.h"
#include "scalp/digest.h"
#include "scalp/display_mesh.h"
#include "scalp/grown_hair.h"
#include "scalp/mended_head.h"
#include "scalp/site_surface.h"
#include "site_places.h"

namespace stipple::session {
namespace {

// What a chart and a hairline are built on; a head without one of these cannot be worked on.
constexpr const char* kNeeded[] = {
    "glabella", "tragion_left", "tragion_right", "outer_canthus_left", "outer_canthus_right", "vertex", "inion"};

bool is_head(const scalp::Head& head) {
    return head.frame.confidence > 0 &&
           std::all_of(std::begin(kNeeded), std::end(kNeeded), [&](const char* name) { return head.frame.landmarks.contains(name); });
}

void demand_head(const scalp::Head& head, const std::filesystem::path& file) {
    std::string missing;
    for (const char* name : kNeeded) {
        if (!head.frame.landmarks.contains(name)) missing += missing.empty() ? name : std::string(", ") + name;
    }
    if (head.frame.confidence > 0 && missing.empty()) return;
    // The finder's own sentences say what is wrong and what to do.
    std::string problem;
    for (const std::string& sentence : head.frame.problems) problem += problem.empty() ? sentence : " " + sentence;
    if (problem.empty())
        problem = "No head was found in this file" + (missing.empty() ? "" : " (missing: " + missing + ")") +
                  "; open a scan of a whole head.";
    throw scalp::BadFile(file, problem);
}

scalp::Head read_scan(const std::filesystem::path& file, const HeadChoices& choices, PreparedHead& prepared, const std::atomic<bool>& cancel) {
    scalp::HeadMesh mesh = scalp::load_head_mesh(file);
    prepared.scan = {file.filename().string(), scalp::file_hash(file)};
    prepared.choices = choices_for(choices, prepared.scan.hash);
    if (auto own = own_head(file, mesh, prepared.choices.frame)) return std::move(*own);
    return scalp::mended_head(file.stem().string(), std::move(mesh), prepared.choices.frame, prepared.choices.repair, &cancel);
}

// A scan to look at while its landmarks are set by hand.
scalp::Head bare_head(const std::filesystem::path& file, const std::optional<glm::dmat4>& placement, PreparedHead& prepared) {
    scalp::HeadMesh mesh = scalp::load_head_mesh(file);
    prepared.scan = {file.filename().string(), scalp::file_hash(file)};
    prepared.found = false;
    scalp::HeadFrame frame = placement ? scalp::bare_frame(mesh, *placement) : scalp::bare_frame(mesh);
    return scalp::place_head(file.stem().string(), std::move(mesh), std::move(frame));
}

void look_at_surface(PreparedHead& prepared) {
    prepared.capture = scalp::find_capture(prepared.head, prepared.chart);
    if (prepared.capture) prepared.captured_tone = tone_of(prepared.capture->skin);
    if (auto hair = scalp::grown_hair_problem(scalp::top_relief(prepared.chart), prepared.capture))
        prepared.head.frame.problems.push_back(std::move(*hair));
}

// Sampling millions of sites takes some hundred megabytes for a while, which the C library would keep for later: 8 M sites
// left 500 to 710 MB resident, as chance had it.
void give_back_memory() {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

}  // namespace

std::shared_ptr<const PreparedHead> prepare_head(const PrepareOptions& options, scalp::Progress& progress) {
    auto prepared = std::make_shared<PreparedHead>();
    const auto check = [&] {
        if (progress.cancel) throw scalp::Cancelled();
    };
    if (!options.file) {
        prepared->choices = built_in_choices(options.choices);
        prepared->head = built_in_head(prepared->choices.built_in);
    } else if (options.bare) {
        prepared->head = bare_head(*options.file, options.bare, *prepared);
    } else {
        prepared->head = read_scan(*options.file, options.choices, *prepared, progress.cancel);
    }
    if (options.file && options.may_be_bare && !is_head(prepared->head)) {
        std::vector<std::string> problems = std::move(prepared->head.frame.problems);
        prepared->head = bare_head(*options.file, std::nullopt, *prepared);
        prepared->head.frame.problems = std::move(problems);
    }
    if (!prepared->found) {
        prepared->display = scalp::display_mesh(prepared->head.mesh);
        check();
        progress.done = 1.0F;
        return prepared;
    }
    demand_head(prepared->head, options.file ? *options.file : std::filesystem::path("the built-in head"));
    check();
    progress.done = 0.05F;
    // The chart takes longer, on one thread.
    std::future<void> display = std::async(std::launch::async, [&] {
        prepared->display = scalp::display_mesh(prepared->head.mesh);
        if (!progress.cancel) prepared->display_levels = scalp::display_levels(prepared->display, scalp::kDisplayErrorsMm, &progress.cancel);
    });
    prepared->chart = scalp::make_chart(prepared->head);
    if (options.file) look_at_surface(*prepared);
    prepared->tiles = make_tiles(prepared->chart);
    prepared->midsagittal = scalp::midsagittal_path(prepared->head);
    prepared->natural_hair = natural_hair(prepared->chart);
    prepared->scalp_places = scalp_places(prepared->head, prepared->chart, prepared->tiles.scalp);
    display.get();
    if (prepared->capture) prepared->own_share = own_share(prepared->head, prepared->display);
    check();
    progress.done = 0.10F;
    const scalp::SiteSurface surface = options.drawable_only ? scalp::drawable_surface(prepared->head, prepared->chart)
                                                             : scalp::upper_head_surface(prepared->head);
    const auto start = std::chrono::steady_clock::now();
    prepared->sites = options.cache_folder.empty()
                          ? scalp::sample_sites(surface, options.sites, progress)
                          : scalp::cached_sites(surface, options.sites, progress, options.cache_folder);
    prepared->site_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    check();
    prepared->dot_places = place_sites(prepared->chart, prepared->sites.dots);
    prepared->follicle_places = place_sites(prepared->chart, prepared->sites.follicles);
    progress.done = 1.0F;
    give_back_memory();
    return prepared;
}

std::filesystem::path default_cache_folder() {
    const auto variable = [](const char* name) -> std::filesystem::path {
        const char* value = std::getenv(name);
        return value && *value ? value : "";
    };
    if (const auto cache = variable("XDG_CACHE_HOME"); cache.is_absolute()) return cache / "stipple";
    if (const auto home = variable("HOME"); home.is_absolute()) return home / ".cache" / "stipple";
    std::error_code error;
    const auto temporary = std::filesystem::temp_directory_path(error);
    return error ? std::filesystem::path() : temporary / "stipple";
}

}  // namespace stipple::session
