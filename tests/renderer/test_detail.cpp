// Levels of detail: fewer dots, the same darkness.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "gpu_test.h"
#include "patch_scene.h"
#include "shared/detail.h"

using namespace stipple;

TEST_CASE("ranks drawn below a soft cut are the sum of every rank's share") {
    for (const float cut : {900.0F, 20000.0F, 50000.0F, 70000.0F})
        for (const int rank : {1, 800, 1000, 17000, 21000, 60000, 65536}) {
            double sum = 0;
            for (int r = 0; r < rank; ++r) sum += double(shared::detail_share(float(r) + 0.5F, cut));
            CHECK(double(shared::detail_ranks(float(rank), cut)) == Approx(sum).epsilon(1e-3).margin(0.6));
        }
}

TEST_CASE("a reduced picture keeps the mean coverage, of both sessions and of a fading density", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    constexpr double side = 100, per_cm2 = 6000;
    std::mt19937 random(7);
    std::vector<glm::vec2> places = test::hexagonal(per_cm2, side);
    for (std::size_t run = 0; run < places.size(); run += shared::CLUSTER_MAX_DOTS)
        std::shuffle(places.begin() + std::ptrdiff_t(run),
                     places.begin() + std::ptrdiff_t(std::min<std::size_t>(run + shared::CLUSTER_MAX_DOTS, places.size())), random);
    test::PatchDots patch = test::pack_patch(places);
    for (std::size_t c = 0; c < patch.clusters.size(); ++c) {
        shared::Cluster& cluster = patch.clusters[c];
        shared::ClusterState& state = patch.states[c];
        const std::uint32_t count = shared::cluster_count(cluster);
        std::vector<std::uint32_t> ranks(count);
        for (std::uint32_t i = 0; i < count; ++i) ranks[i] = (i * 65536U + random() % 65536U) / count;
        shared::set_population(cluster, count, 0, ranks[0]);
        // Wanted falls linearly along x, from every rank to none; half of what is wanted belongs to each session.
        const glm::vec3 center = shared::cluster_center(cluster);
        const double here = std::clamp(65536.0 * (0.5 - double(center.x) / side), 0.0, 65536.0);
        shared::set_wanted(state, float(here), {float(-65536.0 / side), 0, 0});
        shared::set_session_end(state, 0, std::uint32_t(here / 2));
        state.live = count;
        state.live_count = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            shared::Dot& dot = patch.dots[cluster.first + i];
            dot.rank_size_shade = (dot.rank_size_shade & 0xFFFF0000U) | ranks[i];
            const double x = double(shared::dot_position(dot, cluster).x);
            if (double(ranks[i]) >= 65536.0 * (0.5 - x / side)) continue;
            patch.live_mask[c * 8 + i / 32] |= 1U << (i % 32);
            ++state.live_count;
        }
    }
    patch.area_mm2 = side * side;
    test::PatchScene scene(renderer, patch, float(side) * 1.2F);
    for (std::size_t i = 0; i < std::size(scene.base.time.entries); ++i)
        scene.base.time.entries[i].strength = i % shared::MAX_SESSIONS == 0 ? 1.0F : 0.4F;
    renderer::Frame frame = scene.frame(1200, 60);  // 1/3 mm a pixel: 6.7 dots a pixel where all are live
    frame.path = renderer::DotPath::moments;
    constexpr std::uint32_t size = 180;
    const renderer::Measured whole = renderer.measure(frame, size, size);
    const std::uint32_t drawn_whole = renderer.statistics().dots_drawn;
    frame.dots_per_pixel = 1.5;
    const renderer::Measured reduced = renderer.measure(frame, size, size);
    CHECK(renderer.statistics().dots_drawn < drawn_whole / 2);
    // Columns of 12 pixels: 4 mm, over which the density changes by 4 %.
    for (std::uint32_t from = 0; from + 12 <= size; from += 12) {
        double a = 0, b = 0;
        for (std::uint32_t y = 0; y < size; ++y)
            for (std::uint32_t x = from; x < from + 12; ++x) {
                a += double(whole.coverage[y * size + x].x);
                b += double(reduced.coverage[y * size + x].x);
            }
        CAPTURE(from);
        // Some 3000 drawn dots, thinned at random: 2 % is one standard deviation.
        CHECK(b == Approx(a).epsilon(0.06));
    }
    const auto sum = [](const renderer::Measured& m) {
        double s = 0;
        for (const glm::vec4& pixel : m.coverage) s += double(pixel.x);
        return s;
    };
    CHECK(sum(reduced) == Approx(sum(whole)).epsilon(0.01));
}
