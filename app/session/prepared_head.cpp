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

// How far the progress of a head without its sites is when its file is read, and when its frame is known.
// Then the chart and the skin's own colours are.
constexpr float kReadShare = 0.25F, kFrameShare = 0.6F, kChartShare = 0.8F, kColorShare = 0.9F;

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

// A scan to look at while its landmarks are set by hand.
scalp::Head bare_head(const std::filesystem::path& file, scalp::HeadMesh mesh, const std::optional<glm::dmat4>& placement) {
    scalp::HeadFrame frame = placement ? scalp::bare_frame(mesh, *placement) : scalp::bare_frame(mesh);
    return scalp::place_head(file.stem().string(), std::move(mesh), std::move(frame));
}

using Pictures = std::future<std::shared_ptr<const HeadPictures>>;

struct Publish {
    const PublishHead& head;
    const PublishPictures& pictures;
};

void read_scan(const PrepareOptions& options, PreparedHead& prepared, scalp::Progress& progress, const Publish& publish, Pictures& pictures) {
    const std::filesystem::path& file = *options.file;
    std::string hash;
    scalp::HeadMesh mesh = scalp::load_head_mesh(file, {}, &hash);
    progress.done = kReadShare;
    progress.check();
    prepared.scan = {file.filename().string(), hash};
    if (publish.head && !mesh.textures.empty())
        pictures = std::async(std::launch::async, [textures = mesh.textures, &publish] {
            std::shared_ptr<const HeadPictures> made = pictures_of(textures);
            if (publish.pictures) publish.pictures(made);
            return made;
        });
    prepared.found = !options.bare;
    if (options.bare) {
        prepared.head = bare_head(file, std::move(mesh), options.bare);
        return;
    }
    prepared.choices = choices_for(options.choices, hash);
    if (auto own = own_head(file, mesh, prepared.choices.frame)) {
        prepared.head = std::move(*own);
        return;
    }
    // Where no head is found in it, the file's own triangles are shown.
    std::optional<scalp::HeadMesh> as_read;
    if (options.may_be_bare) as_read = mesh;
    prepared.head = scalp::mended_head(file.stem().string(), std::move(mesh), prepared.choices.frame, prepared.choices.repair, &progress.cancel);
    if (!options.may_be_bare || is_head(prepared.head)) return;
    std::vector<std::string> problems = std::move(prepared.head.frame.problems);
    prepared.head = bare_head(file, std::move(*as_read), std::nullopt);
    prepared.head.frame.problems = std::move(problems);
    prepared.found = false;
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

// Everything but sites and levels.
std::shared_ptr<PreparedHead> prepare_surface(const PrepareOptions& options, scalp::Progress& progress, const Publish& publish) {
    auto prepared = std::make_shared<PreparedHead>();
    auto upload = std::make_shared<HeadUpload>();
    Pictures pictures;
    if (options.file) {
        read_scan(options, *prepared, progress, publish, pictures);
    } else {
        prepared->choices = built_in_choices(options.choices);
        prepared->head = built_in_head(prepared->choices.built_in);
    }
    progress.done = kFrameShare;
    progress.check();
    if (!prepared->found) {
        prepared->display = scalp::display_mesh(prepared->head.mesh);
        progress.check();
        return prepared;
    }
    demand_head(prepared->head, options.file ? *options.file : std::filesystem::path("the built-in head"));
    // The chart takes about as long, on one thread.
    std::future<void> display = std::async(std::launch::async, [&] {
        prepared->display = scalp::display_mesh(prepared->head.mesh, scalp::kDisplayTriangles, scalp::kDisplayErrorMm, &progress.cancel);
        if (publish.head) upload->openness = openness_of(prepared->display);
    });
    const scalp::ScalpRegion region(prepared->head);
    prepared->chart = scalp::make_chart(prepared->head, region, &progress.cancel);
    progress.done = kChartShare;
    if (options.file) look_at_surface(*prepared);
    progress.done = kColorShare;
    progress.check();
    prepared->tiles = make_tiles(prepared->chart);
    prepared->midsagittal = scalp::midsagittal_path(prepared->head);
    prepared->natural_hair = natural_hair(prepared->chart);
    prepared->scalp_places = scalp_places(prepared->head, prepared->chart, prepared->tiles.scalp);
    display.get();
    if (prepared->capture) prepared->own_share = own_share(region, prepared->display);
    if (pictures.valid()) upload->pictures = pictures.get();
    if (publish.head) prepared->upload = std::move(upload);
    progress.check();
    return prepared;
}

scalp::Sites place_all(const PrepareOptions& options, const PreparedHead& prepared, scalp::Progress& progress) {
    const scalp::SiteSurface surface = options.drawable_only ? scalp::drawable_surface(prepared.head, prepared.chart)
                                                             : scalp::upper_head_surface(prepared.head);
    return options.cache_folder.empty() ? scalp::sample_sites(surface, options.sites, progress)
                                        : scalp::cached_sites(surface, options.sites, progress, options.cache_folder);
}

}  // namespace

std::shared_ptr<const PreparedHead> prepare_head(const PrepareOptions& options, scalp::Progress& progress, const PublishHead& publish,
                                                 const PublishPictures& publish_pictures) {
    progress.done = 0;
    std::shared_ptr<PreparedHead> prepared = prepare_surface(options, progress, {publish, publish_pictures});
    progress.done = 1;
    if (!prepared->found) return prepared;
    if (publish) {
        prepared->complete = false;
        publish(prepared);
        progress.done = 0;
    }
    std::future<std::vector<scalp::DisplayLevel>> levels = std::async(std::launch::async, [&, surface = prepared] {
        return scalp::display_levels(surface->display, scalp::kDisplayErrorsMm, &progress.cancel);
    });
    const auto start = std::chrono::steady_clock::now();
    scalp::Sites sites = place_all(options, *prepared, progress);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    progress.check();
    // What was published is being looked at and stays as it is.
    if (publish) prepared = std::make_shared<PreparedHead>(*prepared);
    prepared->complete = true;
    prepared->upload.reset();
    prepared->sites = std::move(sites);
    prepared->site_seconds = seconds;
    prepared->dot_places = place_sites(prepared->chart, prepared->sites.dots);
    prepared->follicle_places = place_sites(prepared->chart, prepared->sites.follicles);
    prepared->display_levels = levels.get();
    progress.check();
    progress.done = 1;
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
