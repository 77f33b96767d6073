// Hard part and tramlines: measured on dots and hairs that live, and on the mesh, not on the field they come from.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "scalp/frame/plane_section.h"
#include "session/chart/skin_surface.h"
#include "session/hairline/hairline_line.h"
#include "session/paint/cut_outs.h"
#include "session/resolved_design.h"
#include "session/sites/site_states.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

// Live sites, where they lie and which way the skin faces there.
std::vector<session::SkinPoint> live(const scalp::SiteSet& set, const session::SitePlaces& places, const session::SiteStates& states) {
    std::vector<session::SkinPoint> found;
    for (std::size_t c = 0; c < set.clusters.size(); ++c)
        for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
            if (!session::is_live(states, c, slot)) continue;
            const session::ChartCoordinate at = places.sites[set.clusters[c].first + slot];
            if (const auto skin = session::skin_at(built_in().chart, glm::vec2(float(at.u), float(at.v)) / 65536.0F)) found.push_back(*skin);
        }
    return found;
}

std::vector<session::SkinPoint> live_dots(const session::ResolvedDesign& resolved) { return live(built_in().sites.dots, built_in().dot_places, resolved.dots); }

std::vector<session::CutLine> lines_of(const Design& design, const session::ResolvedDesign& resolved) {
    return session::cut_lines(design, built_in(), resolved.hairline, resolved.mid_frontal, resolved.front_end);
}

// Along the head's mesh, in the plane where coordinate `axis` is `value`, from `from` to `to` as seen from the cranium's
// middle: the outermost skin.
double mesh_length(const glm::vec3& from, const glm::vec3& to, int axis, double value) {
    const session::PreparedHead& head = built_in();
    std::vector<glm::dvec3> positions(head.head.mesh.positions.begin(), head.head.mesh.positions.end());
    glm::dvec3 origin(head.chart.projection.center), u(0), v(0);
    origin[axis] = value;
    u[(axis + 1) % 3] = 1;
    v[(axis + 2) % 3] = 1;
    const auto flat = [&](const glm::vec3& p) { return glm::dvec2(glm::dot(glm::dvec3(p) - origin, u), glm::dot(glm::dvec3(p) - origin, v)); };
    const auto angle = [](const glm::dvec2& p) { return std::atan2(p.y, p.x); };
    const double begin = angle(flat(from)), way = std::remainder(angle(flat(to)) - begin, 2 * M_PI);
    double sum = 0;
    for (const scalp::Segment2& s : scalp::plane_section(head.head.mesh, positions, origin, u, v)) {
        // The share of the segment that lies between both ends.
        const double a = std::remainder(angle(s.a) - begin, 2 * M_PI) / way, b = std::remainder(angle(s.b) - begin, 2 * M_PI) / way;
        if (std::abs(a - b) > 1 || glm::length(0.5 * (s.a + s.b)) < 60) continue;  // round the back; inside the mouth
        const double low = std::max(std::min(a, b), 0.0), high = std::min(std::max(a, b), 1.0);
        if (high > low) sum += glm::length(s.b - s.a) * (high - low) / std::max(std::abs(b - a), 1e-12);
    }
    return sum;
}

}  // namespace

TEST_CASE("a hard part is as wide as it says, free of dots and hair, with all of them right beside it") {
    const Design full = Design().with(ParameterId::density_per_cm2, 400.0).with(ParameterId::hairline_softness_mm, 0.0);
    for (const double width : {1.0, 3.0, 6.0}) {
        CAPTURE(width);
        const Design design = full.with(ParameterId::cut_out_part, std::string("left")).with(ParameterId::cut_out_part_width_mm, width);
        const auto resolved = session::compile_design(design, built_in());
        const auto lines = lines_of(design, *resolved);
        REQUIRE(lines.size() == 1);
        const glm::vec3 start = lines[0].points.front(), end = lines[0].points.back();
        const float x = start.x;
        CHECK(x > 0);
        // Dots of the strip beside the part, by their distance from its plane over the skin.
        constexpr int kBins = 48;  // of a quarter of a mm, from -6 to 6
        std::array<double, kBins> count{};
        const auto bin_of = [&](const session::SkinPoint& dot) {
            const bool beside = dot.position.y > start.y + 5 && dot.position.z < start.z - 8 && dot.position.z > end.z + 8;
            const double off = double((dot.position.x - x) / std::sqrt(1 - dot.normal.x * dot.normal.x));
            return beside && std::abs(off) < 6 ? int((off + 6) * 4) : -1;
        };
        for (const session::SkinPoint& dot : live_dots(*resolved))
            if (const int bin = bin_of(dot); bin >= 0) count[std::size_t(bin)] += 1;
        std::array<double, kBins> all{};
        for (const session::SkinPoint& dot : live_dots(*session::compile_design(full, built_in())))
            if (const int bin = bin_of(dot); bin >= 0) all[std::size_t(bin)] += 1;
        // Width: of a gap with square edges that takes as many dots away.
        double gone = 0, usual = 0, inside = 0, outside = 0, outside_all = 0;
        for (int bin = 0; bin < kBins; ++bin) {
            const double off = std::abs((bin + 0.5) / 4 - 6);
            gone += all[std::size_t(bin)] - count[std::size_t(bin)];
            usual += all[std::size_t(bin)] / kBins;
            if (off < width / 2 - 0.25) inside += count[std::size_t(bin)];
            if (off > width / 2 + 0.5) outside += count[std::size_t(bin)], outside_all += all[std::size_t(bin)];
        }
        CHECK(gone / usual / 4 == Approx(width).margin(0.5));
        CHECK(inside == 0);
        CHECK(outside == outside_all);
        CHECK(outside > 500);
    }
    // Hair, too.
    const Design haired = Design().with(ParameterId::hair_loss, std::string("none")).with(ParameterId::cut_out_part, std::string("right"));
    const auto resolved = session::compile_design(haired, built_in());
    const auto lines = lines_of(haired, *resolved);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].points.front().x < 0);
    std::size_t beside = 0;
    for (const session::SkinPoint& hair : live(built_in().sites.follicles, built_in().follicle_places, resolved->follicles)) {
        if (hair.position.y < lines[0].points.front().y + 5 || hair.position.z > lines[0].points.front().z - 8 || hair.position.z < lines[0].points.back().z + 8) continue;
        const float off = std::abs(hair.position.x - lines[0].points.front().x) / std::sqrt(1 - hair.normal.x * hair.normal.x);
        CHECK(off > 1.2F);
        beside += off < 6;
    }
    CHECK(beside > 300);
}

TEST_CASE("a hard part begins at the hairline above the brow's outer half and is as long as it says") {
    for (const double length : {20.0, 90.0, 140.0})
        for (const char* side : {"left", "right"}) {
            CAPTURE(length, side);
            const Design design = Design().with(ParameterId::cut_out_part, std::string(side)).with(ParameterId::cut_out_part_length_mm, length);
            const auto resolved = session::compile_design(design, built_in());
            const auto lines = lines_of(design, *resolved);
            REQUIRE(lines.size() == 1);
            const glm::vec3 start = lines[0].points.front(), end = lines[0].points.back();
            CHECK(mesh_length(start, end, 0, double(start.x)) == Approx(length).margin(1.0));
            float to_line = 1e9F;
            for (const glm::vec3& p : resolved->hairline) to_line = std::min(to_line, glm::distance(p, start));
            CHECK(to_line < 1);
            const auto& marks = built_in().head.frame.landmarks;
            const float canthus = std::abs(marks.at(side[0] == 'l' ? "outer_canthus_left" : "outer_canthus_right").x);
            CHECK(std::abs(start.x) < canthus);
            CHECK(std::abs(start.x) > 0.6F * canthus);
            for (const glm::vec3& p : lines[0].points) CHECK(p.x == Approx(start.x).margin(0.02));
        }
}

TEST_CASE("tramlines run level from the temple back on both sides, nine millimetres apart") {
    const Design design = Design().with(ParameterId::cut_out_tramlines, 3.0).with(ParameterId::density_per_cm2, 400.0).with(ParameterId::cut_out_tramline_width_mm, 2.5);
    const auto resolved = session::compile_design(design, built_in());
    const auto lines = lines_of(design, *resolved);
    REQUIRE(lines.size() == 6);
    const auto& marks = built_in().head.frame.landmarks;
    int left = 0;
    for (const session::CutLine& line : lines) {
        const glm::vec3 start = line.points.front(), end = line.points.back();
        left += start.x > 0;
        CHECK(mesh_length(start, end, 1, double(start.y)) == Approx(double(session::kTramlineMm)).margin(1.0));
        for (const glm::vec3& p : line.points) CHECK(p.y == Approx(start.y).margin(0.02));
        CHECK(end.z < start.z - 60);
        CHECK(start.y > marks.at("tragion_left").y + 45);  // over the ear
        float to_line = 1e9F;
        for (const glm::vec3& p : resolved->hairline) to_line = std::min(to_line, glm::distance(p, start));
        CHECK(to_line < 1);
    }
    CHECK(left == 3);
    // Steps up the mesh above the ear canal, from line to line.
    for (const bool on_left : {false, true}) {
        std::vector<glm::vec3> over;
        const double z = double(marks.at(on_left ? "tragion_left" : "tragion_right").z);
        for (const session::CutLine& line : lines) {
            if ((line.points.front().x > 0) != on_left) continue;
            over.push_back(*std::min_element(line.points.begin(), line.points.end(), [&](const glm::vec3& a, const glm::vec3& b) { return std::abs(double(a.z) - z) < std::abs(double(b.z) - z); }));
        }
        REQUIRE(over.size() == 3);
        for (int k = 0; k < 2; ++k) CHECK(mesh_length(over[std::size_t(k)], over[std::size_t(k) + 1], 2, z) == Approx(9).margin(1.0));
    }
    // No dot on the middle three quarters of any: at the sides of the head a texel is half a mm across, and edges as blurred.
    std::size_t on_line = 0, near = 0;
    for (const session::SkinPoint& dot : live_dots(*resolved))
        for (const session::CutLine& line : lines) {
            if ((dot.position.x > 0) != (line.points.front().x > 0)) continue;
            if (dot.position.z > line.points.front().z - 2 || dot.position.z < line.points.back().z + 2) continue;
            const float off = std::abs(dot.position.y - line.points.front().y) / std::sqrt(1 - dot.normal.y * dot.normal.y);
            on_line += off < 0.94F;
            near += off >= 1.5F && off < 3;
        }
    CHECK(on_line == 0);
    CHECK(near > 500);
}

TEST_CASE("the edge of a hard part is smooth where the chart's texels would show as steps") {
    // How far the place where half of the dots are wanted strays from a line as smooth as the part's own.
    const Design design = Design().with(ParameterId::cut_out_part, std::string("left")).with(ParameterId::cut_out_part_width_mm, 3.0).with(ParameterId::hairline_softness_mm, 0.0);
    const session::PreparedHead& head = built_in();
    const auto resolved = session::compile_design(design, head);
    const std::vector<float> density = session::density_per_cm2(design, head);
    const auto line = lines_of(design, *resolved).at(0).points;
    const auto at = [&](const glm::vec3& place) {  // between texels, as dots are decided
        const glm::vec2 uv = head.chart.projection.project(place) * float(scalp::kChartSide) - 0.5F;
        const int x = int(uv.x), y = int(uv.y);
        double sum = 0;
        for (int k = 0; k < 4; ++k)
            sum += double((k % 2 ? uv.x - float(x) : 1 - uv.x + float(x)) * (k / 2 ? uv.y - float(y) : 1 - uv.y + float(y))) *
                   double(density[std::size_t(y + k / 2) * scalp::kChartSide + std::size_t(x + k % 2)]);
        return sum;
    };
    std::vector<double> edge;
    for (std::size_t i = 15; i + 15 < line.size(); ++i) {
        const auto skin = session::skin_below(head.chart, line[i]);
        REQUIRE(skin);
        const glm::vec3 across = glm::normalize(glm::vec3(1, 0, 0) - skin->normal.x * skin->normal);
        double off = 0;
        while (off < 4 && at(line[i] + float(off) * across) < 140) off += 0.01;
        edge.push_back(off);
    }
    REQUIRE(edge.size() > 50);
    const auto [low, high] = std::minmax_element(edge.begin(), edge.end());
    CHECK(*high - *low < 0.15);  // half a texel and less
    CHECK(*low > 1.4);
    CHECK(*high < 1.9);
}
