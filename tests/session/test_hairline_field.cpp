#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "round_head.h"
#include "session/hairline/hairline_field.h"
#include "session/hairline/line_distance.h"

using namespace stipple;
using namespace stipple::tests;

namespace {

session::PreparedHead sphere() {
    session::PreparedHead head;
    head.chart = sphere_chart();
    head.tiles = session::make_tiles(head.chart);
    // Ear canals so far off that no sideburn narrows the transition.
    head.head.frame.landmarks = {{"tragion_left", {500, 0, 0}}, {"tragion_right", {-500, 0, 0}}};
    return head;
}

// A ring about 80 degrees from the chart's pole with waves in it, points 0.9 mm apart; `tilt` more between two turns.
double edge(double turn, double tilt) {
    return 1.4 + 0.15 * std::sin(5 * turn) + (turn > 1 && turn < 2 ? tilt * (turn - 1) * (2 - turn) : 0);
}

std::vector<glm::vec3> ring(const scalp::ScalpChart& chart, double tilt = 0) {
    std::vector<glm::vec3> line;
    const glm::vec3 pole = chart.projection.pole, left = chart.projection.left, front = chart.projection.front;
    const int points = 620;
    for (int i = 0; i < points; ++i) {
        const double turn = 2 * M_PI * i / points, down = edge(turn, tilt);
        const glm::vec3 direction = float(std::cos(down)) * pole + float(std::sin(down) * std::cos(turn)) * left +
                                    float(std::sin(down) * std::sin(turn)) * front;
        line.push_back(kRadius * direction);
    }
    return line;
}

// Every piece of the line, in double.
double distance_to(const std::vector<glm::vec3>& line, const glm::dvec3& p) {
    double nearest = 1e9;
    for (std::size_t k = 0; k < line.size(); ++k) {
        const glm::dvec3 a = line[k], b = line[(k + 1) % line.size()];
        const double t = std::clamp(glm::dot(p - a, b - a) / glm::dot(b - a, b - a), 0.0, 1.0);
        nearest = std::min(nearest, glm::length(p - a - t * (b - a)));
    }
    return nearest;
}

}  // namespace

TEST_CASE("density rises from nothing at the line to all of it at the end of the transition") {
    const auto falloff = [](float distance, float softness) {
        const session::Four four = session::hairline_falloff(session::four(distance), session::four(softness));
        for (std::size_t lane = 1; lane < session::kLanes; ++lane) REQUIRE(four[lane] == four[0]);
        return four[0];
    };
    for (const float softness : {3.0F, 10.0F, 25.0F}) {
        CHECK(falloff(0.0F, softness) == 0.0F);
        CHECK(falloff(softness / 2, softness) == Approx(0.5));
        CHECK(falloff(softness, softness) == 1.0F);
        CHECK(falloff(softness + 50, softness) == 1.0F);
        float before = 0, sum = 0;
        for (int i = 0; i <= 1000; ++i) {
            const float now = falloff(softness * float(i) / 1000, softness);
            REQUIRE(now >= before);
            sum += now / 1000;
            before = now;
        }
        CHECK(sum == Approx(0.5).margin(0.001));  // the transition holds half of what as wide a full strip would
    }
}

TEST_CASE("the transition behind a wavy ring on a sphere follows the distance to it") {
    const session::PreparedHead head = sphere();
    const scalp::ScalpChart& chart = head.chart;
    const std::vector<glm::vec3> line = ring(chart);
    for (const float softness : {0.0F, 3.0F, 10.0F, 25.0F}) {
        session::HairlineField field(head);
        (void)field.update(line, softness);
        int before = 0, within = 0, behind = 0;
        for (std::size_t i = 0; i < chart.hit.size(); i += 211) {
            if (!chart.hit[i]) {
                CHECK(field.share()[i] == 0);
                continue;
            }
            const auto along = [&](const glm::vec3& axis) { return double(glm::dot(chart.normal[i], axis)); };
            const double down = std::acos(std::clamp(along(chart.projection.pole), -1.0, 1.0));
            const double turn = std::atan2(along(chart.projection.front), along(chart.projection.left));
            const double off = down - edge(turn, 0);
            if (std::abs(off) < 0.005) continue;  // half a millimetre: the ring is straight between its points
            const double share = double(field.share()[i]) / 65535.0;
            if (off > 0) {
                CHECK(share == 0);
                ++before;
                continue;
            }
            const double x =
                softness > 0 ? std::min(1.0, distance_to(line, chart.position[i]) / double(softness)) : 1.0;
            CHECK(std::abs(share - x * x * (3 - 2 * x)) < 1e-4);
            ++(x < 1 ? within : behind);
        }
        CHECK(before > 200);
        CHECK(behind > 200);
        if (softness >= 10) CHECK(within > 100);
    }
}

TEST_CASE("a dent in the line changes tiles near the dent alone, into those of a field made from nothing") {
    const session::PreparedHead head = sphere();
    session::HairlineField kept(head);
    const float softness = 8;
    std::vector<glm::vec3> last = ring(head.chart);
    (void)kept.update(last, softness);
    for (const double tilt : {0.02, 0.2, -0.3, 0.0}) {
        const std::vector<glm::vec3> line = ring(head.chart, tilt);
        const session::TileSet changed = kept.update(line, softness);
        session::HairlineField fresh(head);
        (void)fresh.update(line, softness);
        CHECK(std::equal(kept.share().begin(), kept.share().end(), fresh.share().begin()));
        // The dent itself: points that moved, before and after.
        std::vector<glm::vec3> moved;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] != last[i]) moved.insert(moved.end(), {line[i], last[i]});
        }
        REQUIRE(moved.size() > 100);
        int count = 0;
        changed.each([&](int x, int y) {
            const session::TileBall& ball = head.tiles.balls[std::size_t(y) * session::kTilesASide + std::size_t(x)];
            double nearest = 1e9;
            for (const glm::vec3& p : moved) nearest = std::min(nearest, double(glm::distance(p, ball.center)));
            CHECK(nearest < double(softness + ball.radius) + 2.0);  // and a piece's length
            ++count;
        });
        CHECK(count > 10);
        CHECK(kept.update(line, softness).empty());
        last = line;
    }
}

TEST_CASE("pieces left out for a ball are nearest to no place in it") {
    const session::PreparedHead head = sphere();
    const session::LineDistance line(ring(head.chart));
    const std::uint32_t seed = Catch::rngSeed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto signed_unit = [&] { return float(random()) / 2147483648.0F - 1.0F; };
    const auto somewhere = [&](const session::TileBall& ball, float share) {
        glm::vec3 off;
        do off = {signed_unit(), signed_unit(), signed_unit()};
        while (glm::dot(off, off) > 1);
        return ball.center + share * ball.radius * off;
    };
    session::LineDistance::Pieces every, reached, narrowed, again;
    line.pieces({glm::vec3(0), 2 * kRadius}, kRadius, every);
    int within = 0, none = 0;
    std::size_t looked_at = 0, left = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::size_t texel = random() % head.chart.hit.size();
        if (!head.chart.hit[texel]) continue;
        const session::TileBall ball{head.chart.position[texel], 0.3F + 6.0F * std::abs(signed_unit())};
        const session::TileBall inner{somewhere(ball, 0.5F), 0.5F * ball.radius};
        const float reach = 12.5F + 12.5F * signed_unit();
        line.pieces(ball, reach, reached);
        session::LineDistance::narrow(ball, reach, reached, narrowed);
        session::LineDistance::narrow(inner, reach, narrowed, again);
        session::LineDistance::Places places;
        for (int k = 0; k < session::LineDistance::kBlock; ++k) {
            const glm::vec3 at = somewhere(inner, 1.0F);
            places.x[k] = at.x;
            places.y[k] = at.y;
            places.z[k] = at.z;
        }
        float all[session::LineDistance::kBlock], few[session::LineDistance::kBlock];
        session::LineDistance::nearest2(places, every, all);
        session::LineDistance::nearest2(places, again, few);
        for (int k = 0; k < session::LineDistance::kBlock; ++k) {
            if (all[k] > reach * reach) {
                CHECK(few[k] > reach * reach);
                ++none;
            } else {
                CHECK(few[k] == all[k]);
                ++within;
            }
        }
        looked_at += reached.count;
        left += again.count;
    }
    CHECK(within > 1000);
    CHECK(none > 1000);
    CHECK(left < looked_at / 3);  // they are left out at all
}
