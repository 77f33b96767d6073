#include "pigment_now.h"

#include <cmath>

#include "model/time_table.h"
#include "session/sites/site_states.h"
#include "shared/hash.h"
#include "shared/marks.h"
#include "shared/profile.h"

namespace stipple::session {
namespace {

using model::ParameterId;
constexpr double kQuarterPi = 0.785398163397448;

}  // namespace

PigmentNow& PigmentNow::operator+=(const PigmentNow& more) {
    pigment += more.pigment, shifted += more.shifted;
    width += more.width, weight += more.weight;
    healed += more.healed;
    return *this;
}

std::vector<PigmentNow> pigment_now(const model::Design& shown, const PreparedHead& head,
                                    const ResolvedDesign& resolved, const RegionMap& regions, std::size_t count) {
    const shared::DotLook look = dot_look(shown);
    const shared::TimeTable table = model::time_table(shown, shown.number(ParameterId::time_years));
    const shared::TimeTable healed_table = model::healed_table(shown);
    const std::uint32_t planned = std::uint32_t(shown.number(ParameterId::sessions_count));
    const float keep = 1.0F / std::sqrt(1.0F + look.size_variation * look.size_variation / 3.0F);
    std::vector<PigmentNow> sums(count);
    const scalp::SiteSet& set = head.sites.dots;
    const auto uptake = float(shown.number(ParameterId::marks_scar_uptake));
    for (std::size_t c = 0; c < resolved.dots.clusters.size(); ++c) {
        const shared::ClusterState& state = resolved.dots.clusters[c];
        const std::uint32_t possible = state.live & 0xFFFFU;
        const shared::Cluster& cluster = set.clusters[c];
        const glm::vec3 center = shared::cluster_center(cluster);
        for (std::uint32_t slot = 0; slot < possible; ++slot) {
            if (!is_live(resolved.dots, c, slot)) continue;
            const std::uint32_t identity = set.clusters[c].first + slot;
            const shared::Dot& site = set.dots[identity];
            const std::uint32_t half_life = shared::hash_pcg(identity) & (shared::HALF_LIFE_CLASSES - 1U);
            const std::uint32_t session = session_of(state, shared::dot_rank(site));
            const std::uint32_t row = half_life * shared::MAX_SESSIONS + session;
            const shared::TimeEntry& entry = table.entries[row];
            const float edge =
                shared::edge_at(state.edge[0], state.edge[1], shared::dot_position(site, cluster) - center);
            const float diameter = look.diameter_mm * (1.0F + look.size_variation * shared::dot_size_variation(site)) *
                                   keep * (1.0F - edge * look.edge_narrower);
            const double shade = (1.0 + double(look.shade_variation * shared::dot_shade_variation(site))) *
                                 (1.0 - double(edge * look.edge_lighter));
            const ChartCoordinate at = head.dot_places.sites[identity];
            PigmentNow& ink = sums[region_at(regions, at)];
            double kept = 1;
            if (resolved.marks) {
                kept = double(shared::scar_uptake(resolved.marks->scar_share(at.u, at.v), uptake));
            }
            const double disc = kQuarterPi * double(diameter) * double(diameter) * shade * kept;
            if (session < planned) ink.healed += disc * double(healed_table.entries[row].strength);
            const double strength = double(entry.strength) * shade;
            if (!(strength > 0)) continue;
            const double area = disc * double(entry.strength);
            ink.pigment += area * (1.0 - double(entry.shift));
            ink.shifted += area * double(entry.shift);
            ink.width += area * std::sqrt(double(shared::dot_width2(diameter, entry.sigma2, float(strength))));
            ink.weight += area;
        }
    }
    return sums;
}

}  // namespace stipple::session
