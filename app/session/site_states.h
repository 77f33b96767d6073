// From wanted ranks to what the renderer takes: live slots and session ends of every cluster.
#pragma once
#include <span>

#include "resolved_design.h"
#include "wanted_map.h"

namespace stipple::session {

// `session_ends` are the shares of the wanted density reached by the end of each session, rising, the last 1: session k
// owns ranks from share k - 1 to share k of what is wanted at the cluster's centre; the last owns all above. At most
// MAX_SESSIONS of them. `live_by_session` gets the number of live slots of each.
[[nodiscard]] SiteStates light_sites(const scalp::SiteSet& set, const SitePlaces& places, const WantedMap& wanted,
                                     std::span<const double> session_ends, std::vector<std::uint64_t>& live_by_session);

// Every site live: for benchmarks.
[[nodiscard]] SiteStates light_all(const scalp::SiteSet& set, std::span<const double> session_ends);

// Session that owns a rank under a state.
[[nodiscard]] std::uint32_t session_of(const shared::ClusterState& state, std::uint32_t rank);
[[nodiscard]] bool is_live(const SiteStates& states, std::size_t cluster, std::uint32_t slot);

}  // namespace stipple::session
