#include "site_states.h"

#include <algorithm>
#include <cassert>

namespace stipple::session {

using shared::ClusterState;
using shared::MAX_SESSIONS;

void divide_sessions(ClusterState& state, std::uint32_t wanted, std::span<const double> session_ends) {
    assert(!session_ends.empty() && session_ends.size() <= MAX_SESSIONS);
    for (std::uint32_t k = 0; k < MAX_SESSIONS; ++k) {
        const bool last = k + 1 >= session_ends.size();
        shared::set_session_end(
            state, k, last ? 65535U : std::min(65534U, std::uint32_t(session_ends[k] * double(wanted) + 0.5)));
    }
}

SiteStates light_all(const scalp::SiteSet& set, std::span<const double> session_ends) {
    SiteStates states;
    std::vector<ClusterState> clusters(set.clusters.size());
    std::vector<std::uint32_t> live_mask(set.clusters.size() * 8, 0);
    for (std::size_t c = 0; c < set.clusters.size(); ++c) {
        const std::uint32_t count = shared::cluster_count(set.clusters[c]);
        for (std::uint32_t slot = 0; slot < count; ++slot) {
            live_mask[c * 8 + slot / 32] |= 1U << (slot % 32);
        }
        clusters[c].live = count | (count << 16U);
        clusters[c].live_count = count;
        states.live += count;
        divide_sessions(clusters[c], shared::RANK_LEVELS, session_ends);
        shared::set_wanted(clusters[c], float(shared::RANK_LEVELS), glm::vec3(0));
    }
    states.clusters = std::move(clusters);
    states.live_mask = std::move(live_mask);
    return states;
}

std::uint32_t session_of(const ClusterState& state, std::uint32_t rank) {
    std::uint32_t session = 0;
    while (session + 1 < MAX_SESSIONS && shared::session_end_of(state, session) < 65535 &&
           rank >= shared::session_end_of(state, session))
        ++session;
    return session;
}

bool is_live(const SiteStates& states, std::size_t cluster, std::uint32_t slot) {
    if (cluster >= states.clusters.size()) return false;
    return (states.live_mask[cluster * 8 + slot / 32] >> (slot % 32) & 1U) != 0;
}

std::vector<std::uint64_t> live_by_session(const scalp::SiteSet& set, const SiteStates& states, int sessions) {
    std::vector<std::uint64_t> count(std::size_t(sessions), 0);
    for (std::size_t c = 0; c < states.clusters.size(); ++c) {
        const std::uint32_t possible = states.clusters[c].live & 0xFFFFU;
        for (std::uint32_t slot = 0; slot < possible; ++slot) {
            if (!is_live(states, c, slot)) continue;
            const std::uint32_t rank = shared::dot_rank(set.dots[set.clusters[c].first + slot]);
            const std::uint32_t session = session_of(states.clusters[c], rank);
            assert(session < count.size());
            ++count[session];
        }
    }
    return count;
}

}  // namespace stipple::session
