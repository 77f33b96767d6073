// The sampler behind sample_sites, with the number of threads given: tests compare one with many.
#pragma once
#include "sites.h"

namespace stipple::scalp {

// Part of the cache key: raise it whenever the same request gives other bytes.
inline constexpr std::uint32_t site_sampler_version = 10;

// `threads` 0 takes one a core. Throws Cancelled, and std::invalid_argument naming what is wrong with the surface or
// request.
[[nodiscard]] Sites sample_sites_on(const SiteSurface& surface, const SiteRequest& request, Progress& progress,
                                    unsigned threads);

}  // namespace stipple::scalp
