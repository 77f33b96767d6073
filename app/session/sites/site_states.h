// Live slots and sessions of the clusters of a site set under one design.
#pragma once
#include <span>

#include "session/resolved_design.h"

namespace stipple::session {

// Sets the session ends of a state: `session_ends` are the shares of the wanted density reached by the end of each
// session, rising, the last 1; `wanted` is the number of ranks wanted at the cluster. At most MAX_SESSIONS of them.
void divide_sessions(shared::ClusterState& state, std::uint32_t wanted, std::span<const double> session_ends);

// Every site live: for benchmarks.
[[nodiscard]] SiteStates light_all(const scalp::SiteSet& set, std::span<const double> session_ends);

// Session that owns a rank under a state.
[[nodiscard]] std::uint32_t session_of(const shared::ClusterState& state, std::uint32_t rank);
[[nodiscard]] bool is_live(const SiteStates& states, std::size_t cluster, std::uint32_t slot);
// How many live sites each of `sessions` sessions owns.
[[nodiscard]] std::vector<std::uint64_t> live_by_session(const scalp::SiteSet& set, const SiteStates& states,
                                                         int sessions);

}  // namespace stipple::session
