// The line's character on a head: measured on the skin, not by what the program adds to the line.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/resolved_design.h"
#include "session/sites/site_states.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

using Line = std::vector<glm::vec3>;

// The line over forehead and temples, down to 40 mm above the ear canals.
Line front_line(const Design& design) {
    Line front;
    for (const glm::vec3& p : session::compile_design(design, built_in())->hairline)
        if (p.z > 15 && p.y > 40) front.push_back(p);
    return front;
}

double middle() { return double(built_in().head.frame.landmarks.at("glabella").x); }

double distance_to(const Line& line, const glm::dvec3& p) {  // to its pieces
    double nearest = 1e9;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const glm::dvec3 a = line[i], d = glm::dvec3(line[i + 1]) - a;
        if (glm::dot(d, d) > 25) continue;
        const double t = std::clamp(glm::dot(p - a, d) / glm::dot(d, d), 0.0, 1.0);
        nearest = std::min(nearest, glm::length(p - a - t * d));
    }
    return nearest;
}

Line mirrored(Line line) {
    for (glm::vec3& p : line) p.x = float(2 * middle()) - p.x;
    return line;
}

Design plain() { return Design().with(ParameterId::hairline_wave_mm, 0.0).with(ParameterId::hairline_jitter_mm, 0.0); }

}  // namespace

TEST_CASE("a line without asymmetry is its own mirror image on the skin, one with it is not by the millimetres asked") {
    const auto furthest = [](const Design& design) {
        const Line line = front_line(design), other = mirrored(line);
        REQUIRE(line.size() > 200);
        double most = 0;
        for (const glm::vec3& p : line)
            if (p.y > 45) most = std::max(most, distance_to(other, p));
        return most;
    };
    // The built-in head's own sides differ by tenths of a millimetre, as triangles fall.
    CHECK(furthest(plain()) < 0.6);
    CHECK(furthest(plain().with(ParameterId::hairline_wave_mm, 4.0).with(ParameterId::hairline_asymmetry_mm, 0.0)) <
          0.6);
    CHECK(furthest(Design()) > 1);
    for (const double asked : {3.0, 6.0}) {
        const double found = furthest(plain().with(ParameterId::hairline_asymmetry_mm, asked));
        CHECK(found > 0.6 * asked);
        CHECK(found < asked + 0.6);
    }
}

TEST_CASE("the line strays from its smooth self as far as its amplitude says") {
    const Line smooth = front_line(plain());
    const double amplitude = 5;
    double sum = 0, count = 0;
    for (int seed = 1; seed <= 12; ++seed) {
        const Line wavy = front_line(
            plain().with(ParameterId::hairline_wave_mm, amplitude).with(ParameterId::hairline_seed, double(seed)));
        for (const glm::vec3& p : wavy) {
            if (std::abs(double(p.x) - middle()) < 15 || p.y < 50) continue;
            const double off = distance_to(smooth, p);
            CHECK(off < amplitude + 0.1);
            sum += off * off;
            ++count;
        }
    }
    // 0.377 of the amplitude by the statistics of the waves (see the model's tests); a little less by the nearest
    // point, which is nearer than the one the wave was set off from.
    CHECK(std::sqrt(sum / count) == Approx(0.377 * amplitude).epsilon(0.12));
}

TEST_CASE("sentinel dots stand alone, 2 to 6 mm in front of the line, as many as asked, and move nothing else") {
    const Design none = Design().with(ParameterId::hairline_softness_mm, 5.0);
    const auto before = session::compile_design(none, built_in());
    const scalp::SiteSet& set = built_in().sites.dots;
    const Line line = [&] {
        Line front;
        for (const glm::vec3& p : before->hairline)
            if (p.z > 20 && p.y > 60) front.push_back(p);
        return front;
    }();
    double length_cm = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) length_cm += double(glm::distance(line[i], line[i + 1])) / 10;
    REQUIRE(length_cm > 15);
    std::vector<double> counts;
    for (const double amount : {0.5, 1.0}) {
        int in_band = 0;
        const auto after = session::compile_design(none.with(ParameterId::hairline_sentinels, amount), built_in());
        for (std::size_t c = 0; c < set.clusters.size(); ++c) {
            for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
                const bool was = session::is_live(before->dots, c, slot), is = session::is_live(after->dots, c, slot);
                REQUIRE((is || !was));
                if (is == was) continue;
                const session::ChartCoordinate at = built_in().dot_places.sites[set.clusters[c].first + slot];
                const std::size_t texel = std::size_t(at.v >> 6) * scalp::kChartSide + std::size_t(at.u >> 6);
                const glm::vec3 place = built_in().chart.position[texel];
                const double off = distance_to(after->hairline, place);
                CHECK(off > 1.0);  // places are texels of a third of a millimetre
                CHECK(off < 7.0);
                CHECK(place.z > 10);  // not round ears and nape
                in_band += place.z > 20 && place.y > 60;
            }
        }
        counts.push_back(in_band / length_cm);
    }
    // Half: 0.5 x 0.05 x 280 per cm2 over 0.4 cm of band; groups and gaps make it uneven.
    CHECK(counts[0] == Approx(2.8).epsilon(0.25));
    CHECK(counts[1] == Approx(2 * counts[0]).epsilon(0.15));
}

TEST_CASE("temples point forward, less so, run straight up or hollow out, as their words say") {
    // How far the peak lies before the sideburn's corner on the skin, mm, and how far before the straight way from the hump to
    // the corner: convex where positive.
    struct Shape {
        double before, bulge;
    };
    const auto shape = [](const char* word) {
        const auto resolved = session::compile_design(Design().with(ParameterId::hairline_temple, std::string(word)), built_in());
        const auto& points = resolved->hairline_points;
        const glm::vec3 hump = points[16], peak = points[17], corner = points[19];
        const double share = double((peak.y - corner.y) / (hump.y - corner.y));
        return Shape{double(peak.z - corner.z), double(peak.z) - (double(corner.z) + share * double(hump.z - corner.z))};
    };
    const Shape normal = shape("normal"), thin = shape("thin"), parallel = shape("parallel"), reversed = shape("reversed");
    CHECK(normal.before > 22);
    CHECK(normal.bulge > 6);
    CHECK(thin.before == Approx(normal.before / 2).margin(1));
    CHECK(thin.bulge > 3);
    CHECK(std::abs(parallel.before) < 2);
    CHECK(std::abs(parallel.bulge) < 4);
    CHECK(reversed.before < -6);
    CHECK(reversed.bulge < -9);
}
