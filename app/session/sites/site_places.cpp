#include "site_places.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::session {
namespace {

constexpr float kOffChartMm = 4.0F;  // ear and skull stand further apart than this, skin folds and mesh error do not

ChartCoordinate coordinate(const glm::vec2& uv) {
    const auto sixteen = [](float value) { return std::uint16_t(std::clamp(value * 65536.0F, 0.0F, 65535.0F)); };
    return {sixteen(uv.x), sixteen(uv.y)};
}

bool on_chart(const scalp::ScalpChart& chart, const glm::vec2& uv, const glm::vec3& position) {
    if (!(uv.x >= 0 && uv.y >= 0 && uv.x < 1 && uv.y < 1)) return false;
    const std::size_t texel =
        std::size_t(uv.y * scalp::kChartSide) * scalp::kChartSide + std::size_t(uv.x * scalp::kChartSide);
    if (!chart.hit[texel]) return false;
    const glm::vec3 off = chart.position[texel] - position;
    return glm::dot(off, off) < kOffChartMm * kOffChartMm;
}

}  // namespace

SitePlaces place_sites(const scalp::ScalpChart& chart, const scalp::SiteSet& set) {
    constexpr int side = scalp::kChartSide;
    SitePlaces places;
    places.sites.resize(set.dots.size());
    places.footprints.resize(set.clusters.size());
    places.cluster_centers.resize(set.clusters.size());
    places.first_off_chart.assign(set.clusters.size(), 65535);
    for (std::size_t c = 0; c < set.clusters.size(); ++c) {
        const shared::Cluster& cluster = set.clusters[c];
        assert(std::size_t(cluster.first) + shared::cluster_count(cluster) <= set.dots.size());
        Footprint& footprint = places.footprints[c];
        for (std::uint32_t i = cluster.first; i < cluster.first + shared::cluster_count(cluster); ++i) {
            const glm::vec3 position = shared::dot_position(set.dots[i], cluster);
            const glm::vec2 uv = chart.projection.project(position);
            if (!on_chart(chart, uv, position)) {
                places.first_off_chart[c] = std::min(places.first_off_chart[c], std::uint16_t(i - cluster.first));
                continue;
            }
            const ChartCoordinate at = coordinate(uv);
            places.sites[i] = at;
            const int x = std::max(int(at.u) - 32, 0) >> 6, y = std::max(int(at.v) - 32, 0) >> 6;
            if (footprint.x1 < footprint.x0) footprint = {x, y, x, y};
            footprint.x0 = std::min(footprint.x0, x);
            footprint.y0 = std::min(footprint.y0, y);
            footprint.x1 = std::max(footprint.x1, std::min(x + 1, side - 1));
            footprint.y1 = std::max(footprint.y1, std::min(y + 1, side - 1));
        }
        const glm::vec2 uv = chart.projection.project(shared::cluster_center(cluster));
        if (uv.x >= 0 && uv.y >= 0 && uv.x < 1 && uv.y < 1) places.cluster_centers[c] = coordinate(uv);
    }
    return places;
}

}  // namespace stipple::session
