// The chart against geometry computed another way: triangle areas, arcs, and the projection's own definition.
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>
#include <random>

#include "assets/bust/bust.h"
#include "glb_builder.h"
#include "scalp/sites/site_surface.h"
#include "sphere.h"

using namespace stipple::scalp;

namespace {

double area_cm2(const SiteSurface& s) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < s.positions.size(); i += 3)
        sum += 0.5 * double(glm::length(glm::cross(s.positions[i + 1] - s.positions[i], s.positions[i + 2] - s.positions[i])));
    return sum / 100;
}

const Head& built_in_head() {
    static const Head head = [] {
        const test::ScratchFolder folder;
        stipple::bust::write_bust(stipple::bust::make_bust({}, stipple::bust::BustDetail::preview), folder.path() / "bust.glb");
        return load_head(folder.path() / "bust.glb");
    }();
    return head;
}

void check_masks(const Head& head, const ScalpChart& chart) {
    const glm::vec3 glabella = head.frame.landmarks.at("glabella");
    const float forehead = midsagittal_point(head, 40).y;
    int drawable = 0;
    for (std::size_t i = 0; i < chart.hit.size(); ++i) {
        if (chart.scalp[i]) REQUIRE(chart.drawable[i]);
        if (!chart.drawable[i]) continue;
        ++drawable;
        REQUIRE(chart.hit[i]);
        const glm::vec3 p = chart.position[i];
        REQUIRE(std::abs(glm::length(chart.normal[i]) - 1) < 1e-3F);
        // never eyes, brows or face: nothing between the canthi below the forehead limit
        if (p.z > 30 && std::abs(p.x) < 44) REQUIRE(p.y >= forehead - 0.01F);
        REQUIRE(p.y > -95);
        // never on the free part of an ear: the side of a head is within 88 mm of the midline
        REQUIRE(std::abs(p.x) < 92);
        const glm::vec2 uv = chart.projection.project(p);
        const auto u = int(i % kChartSide), v = int(i / kChartSide);
        REQUIRE(std::abs(uv.x * kChartSide - (float(u) + 0.5F)) < 0.05F);
        REQUIRE(std::abs(uv.y * kChartSide - (float(v) + 0.5F)) < 0.05F);
    }
    REQUIRE(drawable > 100000);
    REQUIRE(glabella.y < forehead);
    const SiteSurface exact = drawable_surface(head, chart), wide = upper_head_surface(head);
    std::cout << head.name << ": scalp " << chart.scalp_area_cm2 << " cm2, drawable " << chart.drawable_area_cm2 << ", its triangles " << area_cm2(exact) << ", upper head " << area_cm2(wide) << "\n";
    CHECK(chart.scalp_area_cm2 > 500);
    CHECK(chart.scalp_area_cm2 < 750);
    // the sum over texels against the sum over triangles
    CHECK(area_cm2(exact) == Approx(chart.drawable_area_cm2).epsilon(0.02));
    CHECK(area_cm2(wide) > chart.drawable_area_cm2);
    CHECK(area_cm2(wide) < 1100);
}

}  // namespace

TEST_CASE("the projection keeps areas and turns back on itself") {
    ChartProjection p;
    p.center = {1, 2, 3};
    p.pole = {0, 0.8660254F, -0.5F};
    p.left = {1, 0, 0};
    p.front = {0, 0.5F, 0.8660254F};
    std::mt19937 random(3);
    std::normal_distribution<float> normal;
    // random points on a sphere are spread evenly; on an equal-area chart rings of equal area get equal shares
    int rings[4]{}, inside = 0;
    for (int i = 0; i < 40000; ++i) {
        const glm::vec3 d = glm::normalize(glm::vec3(normal(random), normal(random), normal(random)));
        const glm::vec2 uv = p.project(p.center + 90.0F * d);
        const float r = glm::length(uv - glm::vec2(0.5F));
        if (r >= 0.5F) continue;
        ++inside;
        ++rings[int(r * r * 16)];
        REQUIRE(glm::length(p.direction(uv) - d) < 2e-3F);
    }
    // 135 degrees about the pole: (1 - cos 135) / 2 of the sphere
    REQUIRE(double(inside) / 40000 == Approx(0.8536).margin(0.01));
    for (const int ring : rings) REQUIRE(double(ring) / inside == Approx(0.25).margin(0.015));
    REQUIRE(p.project(p.center + p.pole) == glm::vec2(0.5F));
    REQUIRE(p.project(p.center + p.left).x > 0.5F);
    REQUIRE(p.project(p.center - p.front).y > 0.5F);
}

TEST_CASE("the midsagittal path over a sphere is an arc of a circle") {
    Head head;
    head.mesh = test::sphere(100, 180);
    for (glm::vec3& p : head.mesh.positions) p.y += 45;  // about the centre the path is walked round
    head.frame.landmarks["glabella"] = {0, 45, 100};
    head.frame.confidence = 1;
    for (const double length : {0.0, 30.0, 64.0, 150.0, 250.0}) {
        const glm::vec3 p = midsagittal_point(head, length);
        REQUIRE(double(p.y) == Approx(45 + 100 * std::sin(length / 100)).margin(0.1));
        REQUIRE(double(p.z) == Approx(100 * std::cos(length / 100)).margin(0.1));
        REQUIRE(double(p.x) == Approx(0).margin(1e-4));
    }
}

TEST_CASE("masks of the built-in head hold what a scalp is") {
    const Head& head = built_in_head();
    const ScalpChart chart = make_chart(head);
    check_masks(head, chart);
    const ScalpChart again = make_chart(head);
    REQUIRE(chart.drawable == again.drawable);
    REQUIRE(chart.scalp == again.scalp);
    REQUIRE(chart.scalp_area_cm2 == again.scalp_area_cm2);
}

TEST_CASE("the sampled surface does not follow a corrected hairline landmark that is no part of it") {
    Head head = built_in_head();
    const SiteSurface before = upper_head_surface(head);
    head.frame.landmarks["pronasale"] += glm::vec3(3, 4, 5);
    REQUIRE(upper_head_surface(head).positions == before.positions);
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("masks of scans hold what a scalp is, and never eyes, teeth or lashes") {
    for (const char* name : {"lee_perry_smith", "ict_facekit_neutral"}) {
        const Head head = load_head(std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb");
        const ScalpChart chart = make_chart(head);
        check_masks(head, chart);
    }
}
#endif
