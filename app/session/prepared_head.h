// Everything about a head that no design changes: made once, off the main thread, shared by every frame and design.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "scalp/chart.h"
#include "scalp/head.h"
#include "scalp/progress.h"
#include "scalp/sites.h"

namespace stipple::session {

// Where a site lies on the chart: u and v times 65536, for integer look-ups.
struct ChartCoordinate {
    std::uint16_t u = 0, v = 0;
};

struct PreparedHead {
    scalp::Head head;
    scalp::ScalpChart chart;
    scalp::Sites sites;
    std::vector<ChartCoordinate> dot_coordinates;  // one a dot site
    std::vector<ChartCoordinate> follicle_coordinates;
    double site_seconds = 0;  // time the sites took, from the sampler or the cache
};

struct PrepareOptions {
    std::optional<std::filesystem::path> file;  // none: the built-in head
    scalp::SiteRequest sites;
    bool drawable_only = false;                 // benchmarks put every site on the drawable mask
    std::filesystem::path cache_folder;         // empty: no cache
};

// Throws scalp::BadFile for a file that cannot be read or that is no head (the message carries the frame's problems), and
// scalp::Cancelled. Safe on any thread.
[[nodiscard]] std::shared_ptr<const PreparedHead> prepare_head(const PrepareOptions& options, scalp::Progress& progress);

// $XDG_CACHE_HOME/stipple, or ~/.cache/stipple, or a temporary folder.
[[nodiscard]] std::filesystem::path default_cache_folder();

}  // namespace stipple::session
