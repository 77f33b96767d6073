// Everything about a head that no design changes: made once, off the main thread, shared by every frame and design.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "head_choices.h"
#include "head_upload.h"
#include "scalp/chart.h"
#include "scalp/display/display_levels.h"
#include "scalp/head.h"
#include "scalp/progress.h"
#include "scalp/sites/sites.h"
#include "scalp/skin/capture.h"
#include "session/chart/chart_tiles.h"
#include "session/hair/hair_loss.h"
#include "session/sites/density_zones.h"
#include "session/skin/skin_zones.h"
#include "session/skin/vein_map.h"

namespace stipple::session {

// Where a site lies on the chart: u and v times 65536, for integer look-ups.
struct ChartCoordinate {
    std::uint16_t u = 0, v = 0;
};

// The texels of the chart that integer look-ups at a cluster's sites can touch, both ends included. Empty (x1 < x0)
// where no site of the cluster lies on the chart.
struct Footprint {
    int x0 = 1, y0 = 1, x1 = 0, y1 = 0;
};

// Where the sites of one set lie on the chart. Sites that the chart does not show (on ears, inside nostrils, below
// another layer of skin) get coordinate (0, 0), a corner without skin where nothing is ever wanted.
struct SitePlaces {
    std::vector<ChartCoordinate> sites;
    std::vector<ChartCoordinate> cluster_centers;
    std::vector<Footprint> footprints;  // one a cluster
    std::vector<std::uint16_t> first_off_chart;  // slot of a cluster's first site that is not on the chart; 65535: all are
};

struct PreparedHead {
    model::Scan scan;     // which file it is; no hash for the built-in head
    HeadChoices choices;  // those it was made with
    bool found = true;    // false: a mesh to look at, on which no scalp was found; only what is needed to look at it is there
    bool complete = true;  // false: `sites`, their places and `display_levels` are still being made; all else is there
    scalp::Head head;
    scalp::Bounds bounds{};   // head axes, mm; of a head that was not found, for its views
    scalp::HeadMesh display;  // what is drawn: head.mesh with fewer triangles
    std::vector<scalp::DisplayLevel> display_levels;  // and in motion
    std::optional<scalp::Capture> capture;  // of a scan with a picture of itself, and what follows:
    std::optional<double> captured_tone;    // see tone_of
    std::vector<float> own_share;           // see own_share; of `display`
    std::vector<SkinPlace> skin_places;     // of `display`
    VeinMap veins;
    scalp::ScalpChart chart;
    scalp::Sites sites;
    SitePlaces dot_places, follicle_places;
    ChartTiles tiles;
    scalp::MidsagittalPath midsagittal;
    std::vector<std::uint16_t> natural_hair;  // see natural_hair() in hair_map.h
    std::vector<ScalpPlaces> scalp_places;    // of tiles.scalp
    std::vector<ZoneWeights> zones;           // of tiles.drawable
    std::shared_ptr<const HeadUpload> upload;  // of a head that is published, until it is complete; else null
    double site_seconds = 0;  // time the sites took, from the sampler or the cache
};

struct PrepareOptions {
    std::optional<std::filesystem::path> file;  // none: the built-in head
    HeadChoices choices;                        // followed where they are about this file
    scalp::SiteRequest sites;
    bool may_be_bare = false;  // a readable file without a scalp is no error, see PreparedHead::found
    std::optional<glm::dmat4> bare;  // file to head axes; then no head is looked for
    bool in_motion = true;               // else `display_levels` stays empty: pictures at rest show every triangle
    bool drawable_only = false;          // benchmarks put every site on the drawable mask
    std::filesystem::path cache_folder;  // empty: no cache
};

// Called on the thread that prepares.
using PublishHead = std::function<void(std::shared_ptr<const PreparedHead>)>;
// Called on some thread, before prepare_head returns.
using PublishPictures = std::function<void(std::shared_ptr<const HeadPictures>)>;

// Throws scalp::BadFile for a file that cannot be read or that is no head (the message carries the frame's problems),
// and scalp::Cancelled. Safe on any thread. A head can be looked at long before its sites are placed: `publish`, where
// given, gets it then, with `complete` false; the one returned is the same head with everything. `progress.done` runs
// from 0 to 1 up to there and once more after it. Its pictures are unpacked long before: `publish_pictures` gets them, with
// mips, of a file that has any.
[[nodiscard]] std::shared_ptr<const PreparedHead> prepare_head(const PrepareOptions& options,
                                                               scalp::Progress& progress,
                                                               const PublishHead& publish = {}, const PublishPictures& publish_pictures = {});

// $XDG_CACHE_HOME/stipple, or ~/.cache/stipple, or a temporary folder.
[[nodiscard]] std::filesystem::path default_cache_folder();

}  // namespace stipple::session
