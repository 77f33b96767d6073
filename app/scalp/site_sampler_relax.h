// Evens out sites that are few: Lloyd's method on the surface.
#pragma once
#include <vector>

#include "site_sampler_clearance.h"
#include "site_sampler_tree.h"

namespace stipple::scalp {

struct RelaxRequest {
    unsigned rounds = 6;
    // Sites [0, before) are blue noise on their own and stay so: no two of them come nearer than `least_ratio` of the
    // hexagonal spacing of `before` sites, and no two of all than that of all.
    std::size_t before = 0;
    double least_ratio = 0.61;
    const ClearanceGrid* clearance = nullptr;
};

// Moves each site towards the middle of the surface that is nearer to it than to others (Lloyd 1982, IEEE Trans Inf
// Theory 28, 129), in its tangent plane, where neighbours on the other side of a thin part do not count. Sites along a
// border stay.
void relax_sites(const SurfaceTree& tree, std::vector<SitePoint>& sites, const RelaxRequest& request,
                 SiteThreads& threads);

}  // namespace stipple::scalp
