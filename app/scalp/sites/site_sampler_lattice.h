// The patterns to compare blue noise with: a lattice as an inexperienced hand sets it, and white noise.
#pragma once
#include <vector>

#include "site_sampler_blue.h"

namespace stipple::scalp {

// A square lattice seen from above (Lambert's azimuthal projection about the middle of the surface, so it follows the
// head down to the nape), in Bayer order: prefixes at powers of two are lattices of half the density each, and
// everywhere true to area. Exactly `first` points of `sites`.
[[nodiscard]] std::vector<SitePoint> progressive_lattice(const SurfaceTree& tree, const BlueNoiseRequest& request,
                                                         SiteThreads& threads);

// Independent points, uniform over the area: `first` of them.
[[nodiscard]] std::vector<SitePoint> white_noise(const SurfaceTree& tree, const BlueNoiseRequest& request,
                                                 SiteThreads& threads);

}  // namespace stipple::scalp
