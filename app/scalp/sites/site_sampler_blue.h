// Progressive blue noise: the least crowded candidate next, and a quota of area for every cell of the surface.
#pragma once
#include <cstdint>
#include <vector>

#include "site_sampler_clearance.h"
#include "site_sampler_tree.h"

namespace stipple::scalp {

struct BlueNoiseRequest {
    std::uint32_t sites = 0;
    std::uint32_t first = 0;  // only so many of them are wanted: the same whether more are or not
    std::uint64_t seed = 0;
    const ClearanceGrid* clearance = nullptr;  // none for follicles
    bool even_out = false;                     // all sites together, by Lloyd's method; half of them stay blue noise
    double progress_from = 0, progress_to = 1;
};

// Exactly request.first points, the first of request.sites in progressive order.
[[nodiscard]] std::vector<SitePoint> progressive_blue_noise(const SurfaceTree& tree, const BlueNoiseRequest& request,
                                                            SiteThreads& threads);

}  // namespace stipple::scalp
