#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/chart/skin_surface.h"
#include "session/resolved_design.h"

using namespace stipple;
using namespace stipple::tests;
using model::ParameterId;

namespace {

// Cuts the head's skin by the plane x = c, keeps the outermost cut seen from the cranium's centre, and returns it as
// points (z, y) sorted by angle: nothing of the chart or of the program's own walk is used.
std::vector<glm::dvec2> midsagittal_cut(const scalp::Head& head, double c) {
    const scalp::HeadMesh& mesh = head.mesh;
    std::vector<glm::dvec2> cut;
    for (const scalp::Submesh& part : mesh.submeshes) {
        if (!part.skin) continue;
        for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; i += 3) {
            for (int e = 0; e < 3; ++e) {
                const glm::dvec3 a = mesh.positions[mesh.indices[i + std::uint32_t(e)]];
                const glm::dvec3 b = mesh.positions[mesh.indices[i + std::uint32_t((e + 1) % 3)]];
                if ((a.x < c) == (b.x < c)) continue;
                const double t = (c - a.x) / (b.x - a.x);
                cut.emplace_back(a.z + t * (b.z - a.z), a.y + t * (b.y - a.y));
            }
        }
    }
    const glm::dvec2 center{0, 60};  // within the cranium of any head in this frame
    const auto angle = [&](const glm::dvec2& p) { return std::atan2(p.y - center.y, p.x - center.x); };
    cut.erase(
        std::remove_if(cut.begin(), cut.end(), [&](const glm::dvec2& p) { return angle(p) < -0.6 || angle(p) > 2.2; }),
        cut.end());
    std::sort(cut.begin(), cut.end(), [&](const glm::dvec2& a, const glm::dvec2& b) { return angle(a) < angle(b); });
    return cut;
}

std::size_t nearest(const std::vector<glm::dvec2>& cut, const glm::vec3& p) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < cut.size(); ++i) {
        if (glm::distance(cut[i], glm::dvec2(p.z, p.y)) < glm::distance(cut[best], glm::dvec2(p.z, p.y))) best = i;
    }
    return best;
}

// Length along the cut between two of its points, neighbours joined straight, cut points closer than 0.3 mm taken as
// one.
double length_between(const std::vector<glm::dvec2>& cut, std::size_t from, std::size_t to) {
    double length = 0;
    glm::dvec2 last = cut[from];
    for (std::size_t i = from + 1; i <= to; ++i) {
        if (i != to && glm::distance(last, cut[i]) < 0.3) continue;
        length += glm::distance(last, cut[i]);
        last = cut[i];
    }
    return length;
}

std::shared_ptr<const session::ResolvedDesign> at_height(double mm) {
    return session::compile_design(model::Design().with(ParameterId::hairline_height_mm, mm), built_in());
}

}  // namespace

TEST_CASE("ten millimetres more height move the hairline ten millimetres up the skin") {
    const session::PreparedHead& head = built_in();
    const double middle = head.head.frame.landmarks.at("glabella").x;
    const auto cut = midsagittal_cut(head.head, middle + 1e-4);
    REQUIRE(cut.size() > 200);
    const std::size_t glabella = nearest(cut, head.head.frame.landmarks.at("glabella"));
    std::vector<double> heights;
    for (const double height : {50.0, 60.0, 70.0, 80.0, 90.0, 100.0}) {
        const auto resolved = at_height(height);
        const glm::vec3 mid = resolved->hairline[resolved->mid_frontal];
        CHECK(std::abs(mid.x - middle) < 0.3);
        const std::size_t at = nearest(cut, mid);
        CHECK(glm::distance(cut[at], glm::dvec2(mid.z, mid.y)) < 1.0);  // on the skin
        heights.push_back(length_between(cut, glabella, at));
        CHECK(heights.back() == Approx(height).margin(1.5));
    }
    for (std::size_t i = 1; i < heights.size(); ++i) CHECK(heights[i] - heights[i - 1] == Approx(10).margin(1));
}

TEST_CASE("the hairline is closed, dense, on the skin, and differs between left and right by a few millimetres") {
    const auto resolved = at_height(75);
    const auto& line = resolved->hairline;
    REQUIRE(line.size() > 400);
    std::size_t on_skin = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        CHECK(glm::distance(line[i], line[(i + 1) % line.size()]) < 2.5F);
        const auto skin = session::skin_below(built_in().chart, line[i]);
        const glm::vec3 ear = built_in().head.frame.landmarks.at(line[i].x > 0 ? "tragion_left" : "tragion_right");
        // The chart has no skin below the ears, and there the line bridges what is missing.
        if (skin)
            CHECK(glm::distance(skin->position, line[i]) < 0.5F);
        else
            CHECK(glm::distance(line[i], ear) < 50);
        on_skin += skin ? 1 : 0;
    }
    CHECK(on_skin > line.size() * 9 / 10);
    // Mirror the front half and look for the nearest point of the other side.
    double worst = 0, sum = 0;
    int count = 0;
    for (const glm::vec3& p : line) {
        if (p.x < 8 || p.x > 40 || p.z < 30 || p.y < 60) continue;
        double best = 1e9;
        for (const glm::vec3& q : line) best = std::min(best, double(glm::distance(q, glm::vec3(-p.x, p.y, p.z))));
        worst = std::max(worst, best);
        sum += best;
        ++count;
    }
    REQUIRE(count > 20);
    CHECK(worst > 0.8);
    CHECK(sum / count < 6);
}

TEST_CASE("the line keeps clear of the ears and passes before, above and behind them") {
    const auto resolved = at_height(75);
    for (const bool left : {true, false}) {
        const glm::vec3 ear = built_in().head.frame.landmarks.at(left ? "tragion_left" : "tragion_right");
        bool before = false, above = false, behind = false;
        for (const glm::vec3& p : resolved->hairline) {
            if ((p.x > 0) != left || std::abs(p.x) < 40) continue;
            const float up = p.y - ear.y, back = ear.z - p.z;
            before |= up < 10 && up > -3 && back < -5 && back > -40;
            above |= up > 30 && up < 50 && back > 0 && back < 25;
            behind |= up < 5 && up > -25 && back > 25 && back < 45;
            CHECK_FALSE((up > -20 && up < 28 && back > 2 && back < 24));  // where the ear is joined on
        }
        CHECK(before);
        CHECK(above);
        CHECK(behind);
    }
}
