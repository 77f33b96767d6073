// The client's own hair and grafts: how much stands where, and how it meets the dots.
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "round_head.h"
#include "session/hair/hair_stream.h"
#include "session/resolved_design.h"
#include "session/sites/density_zones.h"
#include "session/sites/site_states.h"
#include "session/statistics.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

Design with_loss(const char* word) { return Design().with(ParameterId::hair_loss, std::string(word)); }

// Hairs that live, of follicles well inside one region of the built-in head.
struct Counts {
    double top = 0, temples = 0, sides = 0, nape = 0;
};
Counts count(const Design& design) {
    const session::PreparedHead& head = built_in();
    const auto resolved = session::compile_design(design, head);
    const glm::vec3 scale = session::mean_head_scale(head.head);
    Counts counts;
    const scalp::SiteSet& set = head.sites.follicles;
    for (std::size_t c = 0; c < resolved->follicles.clusters.size(); ++c)
        for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
            if (!session::is_live(resolved->follicles, c, slot)) continue;
            const glm::vec3 p = shared::dot_position(set.dots[set.clusters[c].first + slot], set.clusters[c]) * scale;
            if (p.y > 105) counts.top += 1;
            else if (p.y < 60 && p.z > 32) counts.temples += 1;
            else if (p.y < 60 && std::abs(p.z) < 0.1F * std::abs(p.x)) counts.sides += 1;
            else if (p.y < 50 && p.z < -60 && std::abs(p.x) < 30) counts.nape += 1;
        }
    return counts;
}

}  // namespace

TEST_CASE("hair grows as densely as the design says, region by region") {
    const Design usual = with_loss("none");
    const Counts all = count(usual);
    REQUIRE(all.top > 5000);
    REQUIRE(all.temples > 100);
    REQUIRE(all.sides > 100);
    REQUIRE(all.nape > 500);
    const Counts fewer = count(usual.with(ParameterId::hair_per_cm2, 95.0));
    CHECK(fewer.top == Approx(all.top / 2).epsilon(0.01));
    CHECK(fewer.nape == Approx(all.nape / 2).epsilon(0.03));
    const Counts regions = count(usual.with(ParameterId::hair_top, 1.2).with(ParameterId::hair_temples, 0.6).with(ParameterId::hair_sides, 0.8).with(ParameterId::hair_nape, 0.5));
    CHECK(regions.top == Approx(1.2 * all.top).epsilon(0.02));
    CHECK(regions.temples == Approx(0.6 * all.temples).epsilon(0.08));
    CHECK(regions.nape == Approx(0.5 * all.nape).epsilon(0.04));
    CHECK(regions.sides < 0.9 * all.sides);
    CHECK(regions.sides > 0.7 * all.sides);
}

TEST_CASE("what this person grows there is what loss is measured by, and what keeps dots away") {
    const session::PreparedHead& head = built_in();
    const Design five = with_loss("norwood-5");
    const auto usual = session::compile_design(five, head);
    const auto sparse = session::compile_design(five.with(ParameterId::hair_per_cm2, 100.0).with(ParameterId::hair_sides, 0.5).with(ParameterId::hair_top, 0.7), head);
    CHECK(sparse->follicles.live < 0.6 * double(usual->follicles.live));
    CHECK(sparse->hair_loss_area_cm2 == usual->hair_loss_area_cm2);
    CHECK(sparse->dots.live == usual->dots.live);
}

TEST_CASE("grafts stand on the bald front and mid-scalp, two hairs each, and take no dot away") {
    const session::PreparedHead& head = built_in();
    const Design bald = with_loss("norwood-6");
    const auto before = session::compile_design(bald, head);
    double last = 0;
    for (const double grafts : {20.0, 30.0, 40.0}) {
        const Design planted = bald.with(ParameterId::marks_grafts_per_cm2, grafts);
        const auto resolved = session::compile_design(planted, head);
        const session::Statistics figures = session::statistics(planted, head, *resolved);
        CHECK(resolved->dots.live == before->dots.live);
        CHECK(resolved->hair_loss_area_cm2 == before->hair_loss_area_cm2);
        CHECK(figures.grafts > last);
        CHECK(figures.hairs_live == before->follicles.live + std::uint64_t(2 * figures.grafts + 0.5));
        last = figures.grafts;
        // The front two thirds of a bald zone are about 100 cm2 (hairrestorationnetwork.com).
        CHECK(figures.grafts > 60 * grafts);
        CHECK(figures.grafts < 170 * grafts);
        // None on the back half of the crown, nor at the sides.
        const auto share = [&](const session::ResolvedDesign& r) {
            double behind = 0;
            const scalp::SiteSet& set = head.sites.follicles;
            for (std::size_t c = 0; c < r.follicles.clusters.size(); ++c)
                for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot)
                    behind += session::is_live(r.follicles, c, slot) && shared::dot_position(set.dots[set.clusters[c].first + slot], set.clusters[c]).z < -60;
            return behind;
        };
        CHECK(share(*resolved) == share(*before));
    }
    // Grafts amid hair as dense as they are change nothing.
    const Design full = with_loss("none");
    CHECK(session::compile_design(full.with(ParameterId::marks_grafts_per_cm2, 40.0), head)->follicles.live <
          1.002 * double(session::compile_design(full, head)->follicles.live));
}

TEST_CASE("own hair goes over into dots without a step, and a plan that does not match is found") {
    const session::PreparedHead& head = built_in();
    const auto step = [&](const Design& design) {
        const auto resolved = session::compile_design(design, head);
        const session::Statistics figures = session::statistics(design, head, *resolved);
        REQUIRE(figures.seam);
        CHECK(figures.seam->bands.size() == 8);
        bool warned = false;
        for (const session::Warning& warning : figures.warnings) warned |= warning.id == "seam";
        CHECK(warned == (figures.seam->step_percent > 15));
        for (const auto& band : figures.seam->bands) UNSCOPED_INFO(band.from_mm << " mm: " << band.darkness);
        return figures.seam->step_percent;
    };
    for (const char* loss : {"norwood-5", "norwood-6"}) {
        CAPTURE(loss);
        CHECK(step(with_loss(loss)) < 8);
        CHECK(step(with_loss(loss).with(ParameterId::density_per_cm2, 90.0)) > 15);
        CHECK(step(with_loss(loss).with(ParameterId::hair_length_mm, 3.0)) > 15);
        CHECK(step(with_loss(loss).with(ParameterId::hair_color, std::string("white"))) > 15);
    }
    // Without own hair, or all of it, there is nothing to meet.
    const Design none = with_loss("totalis");
    CHECK(!session::statistics(none, head, *session::compile_design(none, head)).seam);
}
