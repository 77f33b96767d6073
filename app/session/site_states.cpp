#include "site_states.h"

#include <bit>
#include <cassert>

namespace stipple::session {
namespace {

using shared::ClusterState;
using shared::MAX_SESSIONS;

void set_session_end(ClusterState& state, std::uint32_t session, std::uint32_t end) {
    std::uint32_t& word = state.session_end[session / 2];
    word = session % 2 ? (word & 0x0000FFFFU) | (end << 16U) : (word & 0xFFFF0000U) | end;
}
std::uint32_t session_end(const ClusterState& state, std::uint32_t session) {
    const std::uint32_t word = state.session_end[session / 2];
    return session % 2 ? word >> 16U : word & 0xFFFFU;
}

// Slots lie in rank order: how many have a rank below `rank`.
std::uint32_t slots_below(const scalp::SiteSet& set, const shared::Cluster& cluster, std::uint32_t rank) {
    std::uint32_t low = 0, high = cluster.count;
    while (low < high) {
        const std::uint32_t middle = (low + high) / 2;
        if (shared::dot_rank(set.dots[cluster.first + middle]) < rank) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void divide_sessions(ClusterState& state, const scalp::SiteSet& set, const shared::Cluster& cluster,
                     std::uint32_t wanted, std::span<const double> session_ends) {
    assert(!session_ends.empty() && session_ends.size() <= MAX_SESSIONS);
    for (std::uint32_t k = 0; k < MAX_SESSIONS; ++k) {
        const bool last = k + 1 >= session_ends.size();
        const std::uint32_t end =
            last ? cluster.count : slots_below(set, cluster, std::uint32_t(session_ends[k] * double(wanted) + 0.5));
        set_session_end(state, k, end);
    }
}

}  // namespace

SiteStates light_sites(const scalp::SiteSet& set, const SitePlaces& places, const WantedMap& wanted,
                       std::span<const double> session_ends, std::vector<std::uint64_t>& live_by_session) {
    SiteStates states;
    states.clusters.resize(set.clusters.size());
    states.live_mask.assign(set.clusters.size() * 8, 0);
    live_by_session.assign(session_ends.size(), 0);
    for (std::size_t c = 0; c < set.clusters.size(); ++c) {
        const shared::Cluster& cluster = set.clusters[c];
        ClusterState& state = states.clusters[c];
        const Footprint& footprint = places.footprints[c];
        if (footprint.x1 < footprint.x0) continue;
        // A cluster with a site off the chart has that site at the corner, where nothing is wanted: none is certain.
        const WantedMap::Interval bounds = wanted.bounds(footprint);
        if (bounds.high == 0) continue;
        const std::uint32_t possible = slots_below(set, cluster, bounds.high);
        if (possible == 0) continue;
        std::uint32_t certain = std::min(slots_below(set, cluster, bounds.low), possible);
        for (std::uint32_t slot = 0; slot < certain; ++slot) {
            const ChartCoordinate at = places.sites[cluster.first + slot];
            if (at.u == 0 && at.v == 0) certain = slot;
        }
        std::uint32_t* mask = &states.live_mask[c * 8];
        std::uint32_t live = certain, last_live = certain;
        for (std::uint32_t slot = 0; slot < certain; ++slot) mask[slot / 32] |= 1U << (slot % 32);
        for (std::uint32_t slot = certain; slot < possible; ++slot) {
            const std::uint32_t site = cluster.first + slot;
            if (shared::dot_rank(set.dots[site]) >= wanted.at(places.sites[site])) continue;
            mask[slot / 32] |= 1U << (slot % 32);
            ++live;
            last_live = slot + 1;
        }
        if (live == 0) continue;
        state.live = last_live | (certain << 16U);
        state.live_count = live;
        states.live += live;
        const std::uint32_t here = std::max(wanted.at(places.cluster_centers[c]), bounds.low);
        divide_sessions(state, set, cluster, here, session_ends);
        std::uint32_t before = 0;
        for (std::uint32_t k = 0; k < session_ends.size(); ++k) {
            const std::uint32_t end = session_end(state, k);
            std::uint64_t count = 0;
            for (std::uint32_t slot = before; slot < end; ++slot) count += mask[slot / 32] >> (slot % 32) & 1U;
            live_by_session[k] += count;
            before = std::max(before, end);
        }
    }
    return states;
}

SiteStates light_all(const scalp::SiteSet& set, std::span<const double> session_ends) {
    SiteStates states;
    states.clusters.resize(set.clusters.size());
    states.live_mask.assign(set.clusters.size() * 8, 0);
    for (std::size_t c = 0; c < set.clusters.size(); ++c) {
        const shared::Cluster& cluster = set.clusters[c];
        for (std::uint32_t slot = 0; slot < cluster.count; ++slot) {
            states.live_mask[c * 8 + slot / 32] |= 1U << (slot % 32);
        }
        states.clusters[c].live = cluster.count | (cluster.count << 16U);
        states.clusters[c].live_count = cluster.count;
        states.live += cluster.count;
        divide_sessions(states.clusters[c], set, cluster, shared::RANK_LEVELS, session_ends);
    }
    return states;
}

std::uint32_t session_of(const ClusterState& state, std::uint32_t slot) {
    std::uint32_t session = 0;
    while (session + 1 < MAX_SESSIONS && slot >= session_end(state, session)) ++session;
    return session;
}

bool is_live(const SiteStates& states, std::size_t cluster, std::uint32_t slot) {
    return (states.live_mask[cluster * 8 + slot / 32] >> (slot % 32) & 1U) != 0;
}

}  // namespace stipple::session
