#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/distance_field.h"

using namespace stipple;
using namespace stipple::tests;

TEST_CASE("signed distance to a wavy ring on a sphere is right to 0.2 mm near it") {
    const scalp::ScalpChart chart = sphere_chart();
    // A ring about 80 degrees from the chart's pole with waves in it, points 0.9 mm apart.
    std::vector<glm::vec3> line;
    const glm::vec3 pole = chart.projection.pole, left = chart.projection.left, front = chart.projection.front;
    const int points = 620;
    for (int i = 0; i < points; ++i) {
        const double turn = 2 * M_PI * i / points;
        const double tilt = 1.4 + 0.15 * std::sin(5 * turn);
        const glm::vec3 direction = float(std::cos(tilt)) * pole + float(std::sin(tilt) * std::cos(turn)) * left +
                                    float(std::sin(tilt) * std::sin(turn)) * front;
        line.push_back(kRadius * direction);
    }
    const std::vector<float> field = session::signed_distance(chart, line);
    int checked = 0, inside = 0;
    for (std::size_t i = 0; i < field.size(); i += 211) {
        if (!chart.hit[i]) continue;
        // Every piece of the line, in double.
        double nearest = 1e9;
        const glm::dvec3 p = chart.position[i];
        for (int k = 0; k < points; ++k) {
            const glm::dvec3 a = line[std::size_t(k)], b = line[std::size_t((k + 1) % points)];
            const double t = std::clamp(glm::dot(p - a, b - a) / glm::dot(b - a, b - a), 0.0, 1.0);
            nearest = std::min(nearest, glm::length(p - a - t * (b - a)));
        }
        if (nearest > 30) continue;
        const double tilt = std::acos(std::clamp(double(glm::dot(chart.normal[i], pole)), -1.0, 1.0));
        const double turn =
            std::atan2(double(glm::dot(chart.normal[i], front)), double(glm::dot(chart.normal[i], left)));
        const double edge = 1.4 + 0.15 * std::sin(5 * turn);
        if (std::abs(tilt - edge) > 0.005) {
            CHECK((field[i] > 0) == (tilt < edge));
            inside += tilt < edge;
        }
        CHECK(std::abs(std::abs(double(field[i])) - nearest) < 0.2);
        ++checked;
    }
    CHECK(checked > 500);
    CHECK(inside > 100);
}
