// Evens out sites that are few: where they lie on the surface, not which come first.
#pragma once
#include <vector>

#include "site_sampler_clearance.h"
#include "site_sampler_tree.h"

namespace stipple::scalp {

struct RelaxRequest {
    unsigned rounds = 6;
    // No two sites come nearer than this share of the hexagonal spacing of as many sites as there are up to the later
    // one, so that every prefix keeps its distances. What is nearer already comes no nearer.
    double least_ratio = 0.60;
    const ClearanceGrid* clearance = nullptr;
    std::size_t held = 0;  // sites [0, held) stay where they are
    // Sites push each other away over so many hexagonal spacings; 0: Lloyd's method only.
    double reach_ratio = 0;
};

// Moves each site in its tangent plane, where neighbours on the other side of a thin part do not count.
//
// By Lloyd's method (1982, IEEE Trans Inf Theory 28, 129) it goes towards the middle of the surface that is nearer to
// it than to others. With a reach, sites repel each other as charges do in the plane, by the inverse of their distance,
// the force fading towards the reach: charges on an even background settle so that their number in a disc is as even as
// it gets, which Lloyd's method is slow to reach. Sites whose surroundings hold a border are left to Lloyd's method,
// which needs no more than a site's own cell, and those beside the border stay.
void relax_sites(const SurfaceTree& tree, std::vector<SitePoint>& sites, const RelaxRequest& request,
                 SiteThreads& threads);

}  // namespace stipple::scalp
