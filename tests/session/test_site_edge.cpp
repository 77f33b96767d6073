#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/hairline/hairline_field.h"
#include "session/resolved_design.h"
#include "session/sites/site_edge.h"
#include "session/sites/site_states.h"

using namespace stipple;
using namespace stipple::tests;
using model::ParameterId;

namespace {

double distance_to(const std::vector<glm::vec3>& line, const glm::dvec3& p) {
    double nearest = 1e9;
    for (std::size_t k = 0; k < line.size(); ++k) {
        const glm::dvec3 a = line[k], b = line[(k + 1) % line.size()];
        const double length2 = std::max(glm::dot(b - a, b - a), 1e-12);
        const double t = std::clamp(glm::dot(p - a, b - a) / length2, 0.0, 1.0);
        nearest = std::min(nearest, glm::length(p - a - t * (b - a)));
    }
    return nearest;
}

struct Bin {
    double sum = 0, error = 0;
    int count = 0;
    [[nodiscard]] double mean() const { return sum / std::max(count, 1); }
    [[nodiscard]] double mean_error() const { return error / std::max(count, 1); }
};

}  // namespace

TEST_CASE("how near the line a share of the density is, is the falloff read backwards") {
    CHECK(session::edge_from_share(0) == Approx(1).margin(1e-6));
    CHECK(session::edge_from_share(65535) == Approx(0).margin(1e-6));
    for (float x = 0.02F; x < 1; x += 0.02F) {
        const float share = session::hairline_falloff(session::four(x * 7), session::four(7))[0];
        CHECK(session::edge_from_share(std::uint16_t(share * 65535 + 0.5F)) == Approx(1 - x).margin(0.012));
    }
}

TEST_CASE("dots know how near the hairline they stand") {
    const session::PreparedHead& head = built_in();
    for (const double softness : {5.0, 10.0, 18.0}) {
        const model::Design design = model::Design().with(ParameterId::hairline_softness_mm, softness);
        const auto resolved = session::compile_design(design, head);
        Bin at_line, inside, behind;
        int looked_at = 0, wrongly_near = 0;
        for (std::size_t c = 0; c < resolved->dots.clusters.size(); ++c) {
            const shared::Cluster& cluster = head.sites.dots.clusters[c];
            const shared::ClusterState& state = resolved->dots.clusters[c];
            for (std::uint32_t slot = 0; slot < (state.live & 0xFFFFU); slot += 3) {
                if (!session::is_live(resolved->dots, c, slot)) continue;
                const glm::vec3 p = shared::dot_position(head.sites.dots.dots[cluster.first + slot], cluster);
                const double distance = distance_to(resolved->hairline, glm::dvec3(p));
                const double edge = double(shared::edge_at(state.edge[0], state.edge[1], p - shared::cluster_center(cluster)));
                const double truth = std::clamp(1 - distance / softness, 0.0, 1.0);
                // Sideburns are narrower than a transition: the falloff is steeper there (HairlineField).
                if (std::abs(p.x) > 60 && p.y < 40) continue;
                ++looked_at;
                Bin& bin = truth > 0.8 ? at_line : truth > 0 ? inside : behind;
                bin.sum += edge;
                bin.error += std::abs(edge - truth);
                ++bin.count;
                wrongly_near += distance > softness + 6 && edge > 0.25 ? 1 : 0;
            }
        }
        CAPTURE(softness, looked_at, at_line.mean(), at_line.mean_error(), inside.mean_error(), behind.mean(), wrongly_near);
        CHECK(at_line.count > 10);
        CHECK(at_line.mean() > 0.75);
        CHECK(inside.mean_error() < 0.08);
        CHECK(behind.mean() < 0.02);
        CHECK(wrongly_near < looked_at / 100);
    }
}

TEST_CASE("edge dots are as narrow and light as the design says, and only they") {
    const session::PreparedHead& head = built_in();
    const model::Design design = model::Design().with(ParameterId::hairline_edge_size, 0.7).with(ParameterId::hairline_edge_shade, 0.5);
    const shared::DotLook look = session::dot_look(design);
    CHECK(look.edge_narrower == Approx(0.3));
    CHECK(look.edge_lighter == Approx(0.5));
    // Which dots live does not depend on how they look.
    const auto with_edge = session::compile_design(design, head), without = session::compile_design(model::Design(), head);
    CHECK(with_edge->dots.live == without->dots.live);
    CHECK(std::equal(with_edge->dots.live_mask.begin(), with_edge->dots.live_mask.end(), without->dots.live_mask.begin(),
                     without->dots.live_mask.end()));
}

TEST_CASE("dots painted before the line are whole dots") {
    const session::PreparedHead& head = built_in();
    // A stroke across the forehead, 30 mm below the line.
    const auto bare = session::compile_design(model::Design(), head);
    const glm::vec3 middle = head.midsagittal.at(40);
    model::Stroke stroke;
    stroke.size_mm = 24;
    stroke.strength = 1;
    const glm::vec2 uv = head.chart.projection.project(middle);
    stroke.dabs.push_back({std::uint16_t(uv.x * 65536), std::uint16_t(uv.y * 65536), 255});
    const model::Design painted = model::Design().with_painting(model::Painting().with(stroke));
    const auto resolved = session::compile_design(painted, head);
    REQUIRE(resolved->dots.live > bare->dots.live + 300);
    double sum = 0;
    int count = 0;
    for (std::size_t c = 0; c < resolved->dots.clusters.size(); ++c) {
        const shared::Cluster& cluster = head.sites.dots.clusters[c];
        const shared::ClusterState& state = resolved->dots.clusters[c];
        for (std::uint32_t slot = 0; slot < (state.live & 0xFFFFU); ++slot) {
            const glm::vec3 p = shared::dot_position(head.sites.dots.dots[cluster.first + slot], cluster);
            if (!session::is_live(resolved->dots, c, slot) || glm::distance(p, middle) > 10) continue;
            sum += double(shared::edge_at(state.edge[0], state.edge[1], p - shared::cluster_center(cluster)));
            ++count;
        }
    }
    CHECK(count > 300);
    CHECK(sum / count < 0.1);
}
