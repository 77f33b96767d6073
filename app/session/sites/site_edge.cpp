#include "site_edge.h"

#include <array>
#include <cstddef>

#include "plane_fit.h"
#include "scalp/chart.h"
#include "session/chart/shares.h"

namespace stipple::session {
namespace {

constexpr std::uint32_t kMostSamples = 32;
constexpr int kSteps = 256;

// Where the smooth step x^2 (3 - 2x) reaches 0, 1/256, 2/256 ... 1.
constexpr std::array<float, kSteps + 1> inverse_smooth_step() {
    std::array<float, kSteps + 1> x{};
    for (int i = 0; i <= kSteps; ++i) {
        double low = 0, high = 1;
        for (int round = 0; round < 40; ++round) {
            const double middle = 0.5 * (low + high);
            (middle * middle * (3 - 2 * middle) * kSteps < i ? low : high) = middle;
        }
        x[std::size_t(i)] = float(high);
    }
    return x;
}
constexpr std::array<float, kSteps + 1> kInverse = inverse_smooth_step();

struct Sample {
    glm::vec3 from_center;
    float edge;
    bool behind;  // the transition has ended, or never was: edge is 0 or would be less
};

// Through the samples that `counts` takes.
template <class Counts>
Plane fit(std::span<const Sample> samples, const glm::vec3& normal, Counts counts) {
    PlaneFit through;
    for (const Sample& s : samples)
        if (counts(s)) through.add(s.from_center, s.edge);
    return through.plane(normal, 0.005F);
}

}  // namespace

float edge_from_share(std::uint16_t share) {
    const float at = float(share) * (float(kSteps) / float(kWholeShare));
    const std::size_t below = std::min(std::size_t(at), std::size_t(kSteps - 1));
    return 1.0F - (kInverse[below] + (at - float(below)) * (kInverse[below + 1] - kInverse[below]));
}

void fit_edge(shared::ClusterState& state, const scalp::SiteSet& set, const SitePlaces& places,
              const shared::Cluster& cluster, std::span<const std::uint16_t> share, const std::uint32_t* live_mask) {
    const glm::vec3 center = shared::cluster_center(cluster);
    const std::uint32_t count = shared::cluster_count(cluster), step = (count + kMostSamples - 1) / kMostSamples;
    std::array<Sample, kMostSamples> taken;
    std::size_t number = 0, inside = 0;
    for (std::uint32_t slot = 0; slot < count; slot += step) {
        const ChartCoordinate at = places.sites[cluster.first + slot];
        const std::uint16_t here = share[std::size_t(at.v >> 6) * scalp::kChartSide + std::size_t(at.u >> 6)];
        const bool live = (live_mask[slot / 32] >> (slot % 32) & 1U) != 0;
        if (here == 0 && !live) continue;
        const bool behind = here == 0 || here >= kWholeShare;
        inside += behind ? 0 : 1;
        taken[number++] = {shared::dot_position(set.dots[cluster.first + slot], cluster) - center,
                           behind ? 0.0F : edge_from_share(here), behind};
    }
    if (inside == 0) {
        shared::set_edge(state, 0, glm::vec3(0));
        return;
    }
    const std::span<const Sample> samples(taken.data(), number);
    const glm::vec3 normal = shared::cluster_normal(cluster);
    Plane plane = fit(samples, normal, [](const Sample& s) { return !s.behind; });
    // Sites behind the transition count where the plane takes them for near the line.
    for (int round = 0; round < 2; ++round)
        plane = fit(samples, normal, [before = plane](const Sample& s) { return !s.behind || before.at(s.from_center) > 0; });
    shared::set_edge(state, plane.at_center, plane.per_mm);
}

}  // namespace stipple::session
