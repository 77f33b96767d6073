// From points in progressive order to what the renderer reads: clusters of quantised dots.
#pragma once
#include <cstdint>
#include <vector>

#include "site_sampler_tree.h"

namespace stipple::scalp {

// `seed` decides the dots' size and shade variation. Throws Cancelled.
[[nodiscard]] SiteSet cluster_sites(const SurfaceTree& tree, const std::vector<SitePoint>& points, std::uint64_t seed,
                                    SiteThreads& threads);

}  // namespace stipple::scalp
