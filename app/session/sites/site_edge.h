// How near the hairline lies to the dots of a cluster.
#pragma once
#include <cstdint>
#include <span>

#include "session/head/prepared_head.h"
#include "shared/dot.h"

namespace stipple::session {

// Of a place with `share` of the density, as hairline_falloff gives it: 1 at the line .. 0 where the transition ends.
[[nodiscard]] float edge_from_share(std::uint16_t share);

// Sets the state's edge plane from HairlineField::share(): by least squares through up to 32 sites of the cluster, of which only
// those inside the transition tell how near the line is, and those behind it only that it is not near; so do those before the
// line that are live all the same (`live_mask`: 8 words), because they were painted there.
void fit_edge(shared::ClusterState& state, const scalp::SiteSet& set, const SitePlaces& places,
              const shared::Cluster& cluster, std::span<const std::uint16_t> share, const std::uint32_t* live_mask);

}  // namespace stipple::session
