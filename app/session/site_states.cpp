#include "site_states.h"

#include <bit>
#include <cassert>

namespace stipple::session {
namespace {

using shared::ClusterState;
using shared::MAX_SESSIONS;

// Slots lie in rank order: how many have a rank below `rank`.
std::uint32_t slots_below(const scalp::SiteSet& set, const shared::Cluster& cluster, std::uint32_t rank) {
    std::uint32_t low = 0, high = shared::cluster_count(cluster);
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

void divide_sessions(ClusterState& state, std::uint32_t wanted, std::span<const double> session_ends) {
    assert(!session_ends.empty() && session_ends.size() <= MAX_SESSIONS);
    for (std::uint32_t k = 0; k < MAX_SESSIONS; ++k) {
        const bool last = k + 1 >= session_ends.size();
        shared::set_session_end(
            state, k, last ? 65535U : std::min(65534U, std::uint32_t(session_ends[k] * double(wanted) + 0.5)));
    }
}

// Fits a plane to the wanted ranks at up to 32 sites of the cluster, by least squares; no further than the samples
// reach.
void fit_wanted(ClusterState& state, const scalp::SiteSet& set, const SitePlaces& places, const WantedMap& wanted,
                const shared::Cluster& cluster) {
    const glm::vec3 center = shared::cluster_center(cluster), normal = shared::cluster_normal(cluster);
    const std::uint32_t count = shared::cluster_count(cluster), step = (count + 31) / 32;
    glm::mat3 spread(0.0F);
    glm::vec3 mean_place(0.0F), lean(0.0F);
    float mean = 0, samples = 0;
    for (std::uint32_t slot = 0; slot < count; slot += step) {
        const glm::vec3 p = shared::dot_position(set.dots[cluster.first + slot], cluster) - center;
        const auto ranks = float(wanted.at(places.sites[cluster.first + slot]));
        spread += glm::outerProduct(p, p);
        lean += ranks * p;
        mean_place += p;
        mean += ranks;
        samples += 1;
    }
    mean_place /= samples;
    mean /= samples;
    spread -= samples * glm::outerProduct(mean_place, mean_place);
    lean -= samples * mean * mean_place;
    // Across the skin nothing is known: a stiff spring there keeps the slope tangential, a weak one everywhere keeps a
    // handful of sites from leaning far.
    const float size = spread[0][0] + spread[1][1] + spread[2][2] + 1e-3F;
    spread += size * glm::outerProduct(normal, normal) + glm::mat3(0.02F * size);
    const glm::vec3 slope = glm::inverse(spread) * lean;
    shared::set_wanted(state, mean - glm::dot(slope, mean_place), slope);
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
        divide_sessions(state, here, session_ends);
        if (bounds.low == bounds.high) {
            shared::set_wanted(state, float(bounds.low), glm::vec3(0));
        } else {
            fit_wanted(state, set, places, wanted, cluster);
        }
        std::uint32_t before = 0;
        for (std::uint32_t k = 0; k < session_ends.size(); ++k) {
            const bool last = k + 1 == session_ends.size();
            const std::uint32_t end = last ? last_live : slots_below(set, cluster, shared::session_end_of(state, k));
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
        const std::uint32_t count = shared::cluster_count(set.clusters[c]);
        for (std::uint32_t slot = 0; slot < count; ++slot) {
            states.live_mask[c * 8 + slot / 32] |= 1U << (slot % 32);
        }
        states.clusters[c].live = count | (count << 16U);
        states.clusters[c].live_count = count;
        states.live += count;
        divide_sessions(states.clusters[c], shared::RANK_LEVELS, session_ends);
        shared::set_wanted(states.clusters[c], float(shared::RANK_LEVELS), glm::vec3(0));
    }
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
    return (states.live_mask[cluster * 8 + slot / 32] >> (slot % 32) & 1U) != 0;
}

}  // namespace stipple::session
