// Plane sections and tape measures against figures known in closed form.
#include <catch2/catch.hpp>
#include <cmath>

#include "scalp/frame/plane_section.h"
#include "sphere.h"

using namespace stipple::scalp;

TEST_CASE("a section through a sphere is a circle, and a tape over a pole is half its length") {
    const HeadMesh mesh = test::sphere(100, 96);
    std::vector<glm::dvec3> positions(mesh.positions.begin(), mesh.positions.end());
    std::vector<glm::dvec2> points;
    for (const Segment2& s : plane_section(mesh, positions, glm::dvec3(0), glm::dvec3(1, 0, 0), glm::dvec3(0, 1, 0))) points.push_back(s.a), points.push_back(s.b);
    REQUIRE(perimeter(convex_hull(points)) == Approx(2 * M_PI * 100).epsilon(0.002));
    REQUIRE(length_of(taut_way(points, {100, 0}, {-100, 0}, {0, 100})) == Approx(M_PI * 100).epsilon(0.002));
    // a dent does not shorten a taut tape
    for (glm::dvec2& p : points)
        if (p.y > 90) p.y = 90;
    const double chord = 2 * std::sqrt(100.0 * 100 - 90.0 * 90);
    const double arc = 100 * (M_PI - 2 * std::acos(0.9));
    REQUIRE(length_of(taut_way(points, {100, 0}, {-100, 0}, {0, 90})) == Approx(chord + arc).epsilon(0.005));
}
