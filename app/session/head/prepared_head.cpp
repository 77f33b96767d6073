#include "prepared_head.h"

#include <cassert>
#include <chrono>
#include <cstdlib>
#include <future>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "bare_head.h"
#include "built_in_head.h"
#include "head_looks.h"
#include "scalp/bad_file.h"
#include "scalp/display/display_mesh.h"
#include "scalp/mend/mended_head.h"
#include "scalp/mend/repair_mesh.h"
#include "scalp/sites/site_surface.h"
#include "scalp/skin/grown_hair.h"
#include "session/hair/hair_map.h"
#include "session/sites/site_places.h"
#include "session/skin/even_paint.h"

namespace stipple::session {
namespace {

// How far the progress of a head without its sites is when its file is read, and when its frame is known.
// Then the chart and the skin's own colours are.
constexpr float kReadShare = 0.25F, kFrameShare = 0.6F, kChartShare = 0.8F, kColorShare = 0.9F;

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
    prepared.choices = choices_for(options.choices, hash);
    if (options.bare) {
        scalp::RepairReport report;
        scalp::repair_mesh(mesh, prepared.choices.repair, report, &progress.cancel);
        prepared.head = scalp::place_head(file.stem().string(), std::move(mesh), scalp::bare_frame(*options.bare));
        return;
    }
    if (auto own = own_head(file, mesh, prepared.choices.frame)) {
        prepared.head = std::move(*own);
        return;
    }
    prepared.head = scalp::mended_head(file.stem().string(), std::move(mesh), prepared.choices.frame, prepared.choices.repair, &progress.cancel);
    if (has_scalp(prepared.head.frame)) return;
    if (!options.may_be_bare) throw scalp::BadFile(file, why_no_scalp(prepared.head.frame));
    prepared.head = bare_head(std::move(prepared.head));
    prepared.found = false;
}

void take_capture(PreparedHead& prepared) {
    prepared.capture = scalp::find_capture(prepared.head, prepared.chart);
    if (prepared.capture) prepared.captured_tone = tone_of(prepared.capture->skin);
}

void look_at_surface(PreparedHead& prepared) {
    take_capture(prepared);
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
        take_capture(*prepared);
        prepared->bounds = scalp::robust_bounds(prepared->head.mesh);
        prepared->display = scalp::display_mesh(prepared->head.mesh);
        progress.check();
        return prepared;
    }
    assert(has_scalp(prepared->head.frame));
    // The chart takes about as long, on one thread.
    std::future<void> display = std::async(std::launch::async, [&] {
        prepared->display = scalp::display_mesh(prepared->head.mesh, scalp::kDisplayTriangles, scalp::kDisplayErrorMm, &progress.cancel);
        if (publish.head) upload->shapes = shapes_of(prepared->display);
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
    for (const ScalpPlaces& places : scalp_places(prepared->head, prepared->chart, prepared->tiles.drawable))
        prepared->zones.push_back(zone_weights(places));
    display.get();
    if (prepared->capture) prepared->own_share = own_share(region, prepared->display);
    prepared->skin_places = skin_places(prepared->head, region, prepared->display);
    prepared->veins = vein_map(prepared->head, prepared->display, prepared->own_share);
    even_paint(prepared->head, prepared->skin_places, prepared->display);
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
        if (!options.in_motion) return std::vector<scalp::DisplayLevel>();
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
