#include "round_head.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace stipple::tests {

scalp::ScalpChart sphere_chart() {
    scalp::ScalpChart chart;
    chart.projection.center = {0, 0, 0};
    chart.projection.pole = {0, 0.8660254F, -0.5F};
    chart.projection.left = {1, 0, 0};
    chart.projection.front = {0, 0.5F, 0.8660254F};
    const std::size_t texels = std::size_t(scalp::kChartSide) * scalp::kChartSide;
    chart.hit.assign(texels, 0);
    chart.position.assign(texels, glm::vec3(0));
    chart.normal.assign(texels, glm::vec3(0));
    chart.area_mm2.assign(texels, 0);
    for (int y = 0; y < scalp::kChartSide; ++y) {
        for (int x = 0; x < scalp::kChartSide; ++x) {
            const std::size_t i = std::size_t(y) * scalp::kChartSide + std::size_t(x);
            const glm::vec2 uv{(float(x) + 0.5F) / scalp::kChartSide, (float(y) + 0.5F) / scalp::kChartSide};
            if (glm::distance(uv, glm::vec2(0.5F)) > 0.47F) continue;
            const glm::vec3 direction = chart.projection.direction(uv);
            chart.hit[i] = 1;
            chart.position[i] = kRadius * direction;
            chart.normal[i] = direction;
        }
    }
    chart.drawable = chart.hit;
    chart.scalp = chart.hit;
    return chart;
}

scalp::SiteSet random_sites(std::uint32_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> unit(0, 1);
    scalp::SiteSet set;
    set.area_cm2 = 4 * 3.14159265 * double(kRadius) * double(kRadius) / 200.0;  // the half with z > 0 turned up
    std::uint32_t placed = 0;
    while (placed < count) {
        const std::uint32_t size = std::min<std::uint32_t>(1 + random() % 256, count - placed);
        glm::vec3 middle{unit(random) * 2 - 1, unit(random), unit(random) * 2 - 1};
        middle = glm::normalize(middle + glm::vec3(0, 0.2F, 0));
        shared::Cluster cluster{};
        cluster.first = placed;
        cluster.radius = 4;
        shared::set_normal(cluster, middle);
        shared::set_shape(cluster, 0.9F, 1.0F / kRadius);
        cluster.origin = kRadius * middle - glm::vec3(4);
        cluster.step = glm::vec3(8.0F / 2048, 8.0F / 2048, 8.0F / 1024);
        std::vector<std::uint32_t> ranks(size);
        // An octave as often as its share of the ranks.
        std::uint32_t octave = 0;
        while (octave < 5 && random() % 2) ++octave;
        const std::uint32_t low = octave == 5 ? 0 : 65536U >> (octave + 1), high = 65536U >> octave;
        for (auto& rank : ranks) rank = low + random() % (high - low);
        std::sort(ranks.begin(), ranks.end());
        shared::set_population(cluster, size, octave, ranks[0]);
        for (std::uint32_t i = 0; i < size; ++i) {
            glm::vec3 at =
                kRadius * middle + 2.5F * (glm::vec3(unit(random), unit(random), unit(random)) * 2.0F - 1.0F);
            at = kRadius * glm::normalize(at);
            const glm::vec3 steps = (at - cluster.origin) / cluster.step;
            shared::Dot dot{};
            dot.position = std::uint32_t(steps.x) | std::uint32_t(steps.y) << 11U | std::uint32_t(steps.z) << 22U;
            dot.rank_size_shade = ranks[i] | (random() & 0xFFFF0000U);
            set.dots.push_back(dot);
        }
        set.clusters.push_back(cluster);
        placed += size;
    }
    return set;
}

std::vector<std::uint16_t> shares(const std::vector<float>& values) {
    std::vector<std::uint16_t> made(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) made[i] = session::to_share(values[i]);
    return made;
}

session::TileSet all_tiles() {
    session::TileSet tiles;
    tiles.add(0, 0, session::kTilesASide - 1, session::kTilesASide - 1);
    return tiles;
}

session::WantedMap wanted(const std::vector<std::uint16_t>& shares, double per_cm2, double pool_per_cm2) {
    session::WantedMap map;
    (void)map.update(shares, {}, per_cm2, pool_per_cm2, all_tiles());
    return map;
}

const session::PreparedHead& built_in() {
    static const std::shared_ptr<const session::PreparedHead> head = [] {
        session::PrepareOptions options;
        options.sites.dots = 500'000;
        options.sites.follicles_per_cm2 = 250;
        options.cache_folder = STIPPLE_TEST_CACHE;
        scalp::Progress progress;
        return session::prepare_head(options, progress);
    }();
    return *head;
}

}  // namespace stipple::tests
