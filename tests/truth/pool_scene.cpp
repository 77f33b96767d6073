#include "pool_scene.h"

#include <algorithm>

#include "scalp/sites/sites.h"

namespace stipple::test {
namespace {

PatchDots pool(double side_mm, double per_cm2, double wanted_left, double wanted_right) {
    const auto half = float(side_mm / 2);
    const glm::vec3 a(-half, -half, 0), b(half, -half, 0), c(half, half, 0), d(-half, half, 0);
    const scalp::SiteSurface surface{{a, b, c, a, c, d}, std::vector<glm::vec3>(6, glm::vec3(0, 0, 1))};
    scalp::SiteRequest request;
    request.dots = std::uint32_t(per_cm2 * side_mm * side_mm / 100);
    request.follicles_per_cm2 = 0;
    scalp::Progress progress;
    scalp::SiteSet sites = scalp::sample_sites(surface, request, progress).dots;
    PatchDots patch;
    patch.area_mm2 = side_mm * side_mm;
    patch.dots = std::move(sites.dots);
    patch.clusters = std::move(sites.clusters);
    patch.live_mask.assign(patch.clusters.size() * 8, 0);
    const double slope = shared::RANK_LEVELS * (wanted_right - wanted_left) / side_mm;
    const auto wanted = [&](double x) { return shared::RANK_LEVELS * wanted_left + slope * (x + side_mm / 2); };
    for (std::size_t i = 0; i < patch.clusters.size(); ++i) {
        const shared::Cluster& cluster = patch.clusters[i];
        const std::uint32_t count = shared::cluster_count(cluster);
        shared::ClusterState state{};
        for (std::uint32_t& ends : state.session_end) ends = 0xFFFFFFFF;
        shared::set_wanted(state, float(wanted(double(shared::cluster_center(cluster).x))), {float(slope), 0, 0});
        state.live = count;
        for (std::uint32_t slot = 0; slot < count; ++slot) {
            const shared::Dot& dot = patch.dots[cluster.first + slot];
            const glm::vec3 place = shared::dot_position(dot, cluster);
            patch.places.push_back(place);
            if (double(shared::dot_rank(dot)) >= wanted(double(place.x))) continue;
            patch.live_mask[i * 8 + slot / 32] |= 1U << (slot % 32);
            ++state.live_count;
        }
        patch.states.push_back(state);
    }
    return patch;
}

}  // namespace

PoolScene::PoolScene(renderer::Renderer& renderer, double side_mm, double pool_per_cm2, double wanted_left,
                     double wanted_right)
    : scene(renderer, pool(side_mm, pool_per_cm2, wanted_left, wanted_right), float(side_mm)) {}

}  // namespace stipple::test
