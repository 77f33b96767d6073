#include "site_lighting.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "plane_fit.h"
#include "session/parallel.h"
#include "site_edge.h"
#include "site_states.h"

namespace stipple::session {
namespace {

using shared::ClusterState;

// Fits a plane to the wanted ranks at up to 32 sites of the cluster, by least squares; no further than the samples reach.
void fit_wanted(ClusterState& state, const scalp::SiteSet& set, const SitePlaces& places, const WantedMap& wanted,
                const shared::Cluster& cluster) {
    const glm::vec3 center = shared::cluster_center(cluster), normal = shared::cluster_normal(cluster);
    const std::uint32_t count = shared::cluster_count(cluster), step = (count + 31) / 32;
    PlaneFit through;
    for (std::uint32_t slot = 0; slot < count; slot += step)
        through.add(shared::dot_position(set.dots[cluster.first + slot], cluster) - center,
                    float(wanted.at(places.sites[cluster.first + slot])));
    const Plane plane = through.plane(normal, 0.02F);
    shared::set_wanted(state, plane.at_center, plane.per_mm);
}

template <class T>
bool same_bytes(const std::vector<T>& made, const SharedList<T>& kept) {
    return made.size() == kept.size() && (made.empty() || std::memcmp(made.data(), kept.data(), made.size() * sizeof(T)) == 0);
}

}  // namespace

SiteLighting::SiteLighting(const scalp::SiteSet& set, const SitePlaces& places) : set_(set), places_(places) {
    assert(places.footprints.size() == set.clusters.size());
    reach_.resize(set.clusters.size());
    lowest_rank_from_.resize(set.clusters.size());
    std::uint16_t lowest = 65535;
    for (std::size_t c = set.clusters.size(); c-- > 0;) {
        const shared::Cluster& cluster = set.clusters[c];
        const Footprint& footprint = places.footprints[c];
        Reach& reach = reach_[c];
        reach.first_rank = std::uint16_t(shared::cluster_first_rank(cluster));
        reach.last_rank = std::uint16_t(shared::dot_rank(set.dots[cluster.first + shared::cluster_count(cluster) - 1]));
        reach.on_chart = footprint.x0 <= footprint.x1;
        lowest_rank_from_[c] = lowest = std::min(lowest, reach.first_rank);
        if (!reach.on_chart) continue;
        // The centre may lie beyond the outermost sites.
        const ChartCoordinate center = places.cluster_centers[c];
        const int x = std::max(int(center.u) - 32, 0) >> 6, y = std::max(int(center.v) - 32, 0) >> 6;
        constexpr int last = scalp::kChartSide - 1;
        reach.x0 = std::uint8_t(std::min(footprint.x0, x) / kTileSide);
        reach.y0 = std::uint8_t(std::min(footprint.y0, y) / kTileSide);
        reach.x1 = std::uint8_t(std::max(footprint.x1, std::min(x + 1, last)) / kTileSide);
        reach.y1 = std::uint8_t(std::max(footprint.y1, std::min(y + 1, last)) / kTileSide);
    }
}

// Slots lie in rank order: how many have a rank below `rank`.
std::uint32_t SiteLighting::slots_below(std::size_t cluster, std::uint32_t rank) const {
    const Reach& reach = reach_[cluster];
    std::uint32_t low = 0, high = shared::cluster_count(set_.clusters[cluster]);
    if (rank > reach.last_rank) return high;
    if (rank <= reach.first_rank) return 0;
    const shared::Dot* dots = &set_.dots[set_.clusters[cluster].first];
    while (low < high) {
        const std::uint32_t middle = (low + high) / 2;
        if (shared::dot_rank(dots[middle]) < rank) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void SiteLighting::light(std::size_t c, const WantedMap& wanted, std::span<const std::uint16_t> line_share,
                         ClusterState& state, std::uint32_t* mask) const {
    state = {};
    std::fill(mask, mask + 8, 0U);
    const WantedMap::Interval bounds = wanted.bounds(places_.footprints[c]);
    const std::uint32_t possible = slots_below(c, bounds.high);
    if (possible == 0) return;
    // A site off the chart is never live, whatever is wanted around it.
    const std::uint32_t certain = std::min({slots_below(c, bounds.low), possible, std::uint32_t(places_.first_off_chart[c])});
    for (std::uint32_t word = 0; word < certain / 32; ++word) mask[word] = ~0U;
    if (certain % 32 != 0) mask[certain / 32] = (1U << (certain % 32)) - 1U;
    const shared::Cluster& cluster = set_.clusters[c];
    const shared::Dot* dots = &set_.dots[cluster.first];
    const ChartCoordinate* places = &places_.sites[cluster.first];
    std::uint32_t live = certain, last_live = certain;
    for (std::uint32_t slot = certain; slot < possible; ++slot) {
        if (shared::dot_rank(dots[slot]) >= wanted.at(places[slot])) continue;
        mask[slot / 32] |= 1U << (slot % 32);
        ++live;
        last_live = slot + 1;
    }
    if (live == 0) return;
    state.live = last_live | (certain << 16U);
    state.live_count = live;
    divide_sessions(state, std::max(wanted.at(places_.cluster_centers[c]), bounds.low), session_ends_);
    if (bounds.low == bounds.high) {
        shared::set_wanted(state, float(bounds.low), glm::vec3(0));
    } else {
        fit_wanted(state, set_, places_, wanted, cluster);
    }
    if (!line_share.empty()) fit_edge(state, set_, places_, cluster, line_share, mask);
}

const SiteStates& SiteLighting::update(const WantedMap& wanted, const TileSet& changed, std::span<const double> session_ends,
                                       std::span<const std::uint16_t> line_share) {
    const bool all = !std::equal(session_ends.begin(), session_ends.end(), session_ends_.begin(), session_ends_.end());
    session_ends_.assign(session_ends.begin(), session_ends.end());
    if (!all && changed.empty()) return states_;
    // Clusters lie octave after octave: from here on no site has a rank low enough.
    const auto alive = std::size_t(std::lower_bound(lowest_rank_from_.begin(), lowest_rank_from_.end(), wanted.highest()) -
                                   lowest_rank_from_.begin());
    const std::size_t kept = std::min(alive, states_.clusters.size());
    std::vector<ClusterState> clusters(states_.clusters.begin(), states_.clusters.begin() + kept);
    std::vector<std::uint32_t> live_mask(states_.live_mask.begin(), states_.live_mask.begin() + kept * 8);
    clusters.resize(alive);
    live_mask.resize(alive * 8);
    // What was beyond the last live cluster was dead, and is still where nothing has changed.
    (void)in_parallel<Nothing>(alive, 32, [&](std::size_t c, Nothing&) {
        const Reach& reach = reach_[c];
        if (reach.on_chart && (all || changed.any(reach.x0, reach.y0, reach.x1, reach.y1)))
            light(c, wanted, line_share, clusters[c], &live_mask[c * 8]);
    });
    std::size_t end = 0;
    std::uint64_t live = 0;
    for (std::size_t c = 0; c < alive; ++c) {
        if (clusters[c].live_count == 0) continue;
        live += clusters[c].live_count;
        end = c + 1;
    }
    clusters.resize(end);
    live_mask.resize(end * 8);
    states_.live = live;
    if (!same_bytes(clusters, states_.clusters)) states_.clusters = std::move(clusters);
    if (!same_bytes(live_mask, states_.live_mask)) states_.live_mask = std::move(live_mask);
    return states_;
}

}  // namespace stipple::session
