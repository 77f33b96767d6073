// From points in progressive order to what the renderer reads: clusters of quantised dots.
#pragma once
#include <cstdint>
#include <vector>

#include "site_sampler_tree.h"

namespace stipple::scalp {

// How many sites of a pool on a surface lie in the octaves of rank that together hold `per_cm2`, or any more of it:
// where a pool may be cut off.
[[nodiscard]] std::uint32_t sites_up_to(std::uint32_t pool, double area_mm2, double per_cm2);

// Cuts a set off there, too; false, and nothing is changed, where it holds less.
[[nodiscard]] bool keep_up_to(SiteSet& set, double per_cm2);

// `points` are the first of `pool`, as many as sites_up_to gives. `seed` decides the dots' size and shade variation.
// Throws Cancelled.
[[nodiscard]] SiteSet cluster_sites(const SurfaceTree& tree, const std::vector<SitePoint>& points, std::uint32_t pool,
                                    std::uint64_t seed, SiteThreads& threads);

}  // namespace stipple::scalp
