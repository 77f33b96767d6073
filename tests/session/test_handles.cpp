// Handles of the hairline on real heads: they go where the hand puts them, and measure what a tape would.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <optional>
#include <random>
#include <vector>

#include "session/chart/skin_surface.h"
#include "session/hairline/hairline_handles.h"
#include "session/hairline/hairline_line.h"
#include "session/head/built_in_head.h"

using namespace stipple;
using model::ParameterId;

namespace {

// Of a prepared head only what a hairline needs.
session::PreparedHead prepared(const std::optional<std::filesystem::path>& file) {
    session::PreparedHead head;
    head.head = file ? scalp::load_head(*file) : session::built_in_head();
    head.display = head.head.mesh;
    head.chart = scalp::make_chart(head.head);
    head.midsagittal = scalp::midsagittal_path(head.head);
    return head;
}

std::vector<std::optional<std::filesystem::path>> heads() {
    std::vector<std::optional<std::filesystem::path>> all{std::nullopt};
#ifdef STIPPLE_TEST_DATA
    for (const char* name : {"lee_perry_smith", "ict_facekit_neutral"}) all.emplace_back(std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb");
#endif
    return all;
}

// A string laid from `a` to `b` over the head in the plane through both and `inside`: the mesh's triangles are cut, and the
// string is the chain of cut points that turns only one way (Andrew's monotone chain along the chord). Nothing of the chart.
double tape(const scalp::HeadMesh& mesh, const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& inside) {
    const glm::dvec3 normal = glm::normalize(glm::cross(a - inside, b - inside)), along = glm::normalize(b - a);
    const glm::dvec3 middle = 0.5 * (a + b), out = glm::normalize((middle - inside) - glm::dot(middle - inside, along) * along);
    std::vector<glm::dvec2> cut{{0, 0}, {glm::length(b - a), 0}};
    for (const scalp::Submesh& part : mesh.submeshes) {
        if (!part.skin) continue;
        for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3)
            for (std::uint32_t k = 0; k < 3; ++k) {
                const glm::dvec3 p(mesh.positions[mesh.indices[i + k]]), q(mesh.positions[mesh.indices[i + (k + 1) % 3]]);
                const double x = glm::dot(p - a, normal), y = glm::dot(q - a, normal);
                if ((x < 0) == (y < 0)) continue;
                const glm::dvec3 c = p + x / (x - y) * (q - p) - a;
                const glm::dvec2 flat(glm::dot(c, along), glm::dot(c, out));
                if (flat.x > 0 && flat.x < cut[1].x && flat.y > 0 && flat.y < 60) cut.push_back(flat);
            }
    }
    std::sort(cut.begin(), cut.end(), [](const glm::dvec2& p, const glm::dvec2& q) { return p.x < q.x; });
    std::vector<glm::dvec2> chain;
    for (const glm::dvec2& p : cut) {
        while (chain.size() > 1) {
            const glm::dvec2 d = chain.back() - chain[chain.size() - 2], e = p - chain.back();
            if (d.x * e.y - d.y * e.x < 0) break;
            chain.pop_back();
        }
        chain.push_back(p);
    }
    double length = 0;
    for (std::size_t i = 1; i < chain.size(); ++i) length += glm::length(chain[i] - chain[i - 1]);
    return length;
}

// Seen from a point inside the head, as longitude and latitude: another picture of the line than the chart's.
bool crosses_itself(const std::vector<glm::vec3>& line) {
    std::vector<glm::dvec2> seen;
    for (const glm::vec3& p : line) {
        const glm::dvec3 d = glm::normalize(glm::dvec3(p) - glm::dvec3(0, -30, 20));
        seen.emplace_back(std::atan2(d.x, d.z), std::asin(d.y));
    }
    const auto left = [](const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& p) { return (b.x - a.x) * (p.y - a.y) > (b.y - a.y) * (p.x - a.x); };
    for (std::size_t i = 0; i + 1 < seen.size(); ++i)
        for (std::size_t j = i + 2; j + 1 < seen.size(); ++j)
            if (left(seen[i], seen[i + 1], seen[j]) != left(seen[i], seen[i + 1], seen[j + 1]) &&
                left(seen[j], seen[j + 1], seen[i]) != left(seen[j], seen[j + 1], seen[i + 1]))
                return true;
    return false;
}

}  // namespace

TEST_CASE("a handle goes where the hand puts it, and its numbers are a tape's") {
    for (const auto& file : heads()) {
        const session::PreparedHead head = prepared(file);
        INFO(head.head.name);
        const model::HandleSet handles = model::main_handles();
        std::mt19937 random(5);
        std::uniform_real_distribution<float> aside(-9, 9);
        const glm::dvec3 glabella(head.head.frame.landmarks.at("glabella")), centre(head.chart.projection.center);
        double worst_place = 0, worst_length = 0;
        for (int point = 0; point < model::kHairlinePoints; ++point) {
            if (!handles[std::size_t(point)]) continue;
            for (int round = 0; round < 4; ++round) {
                const model::Design start;
                const auto before = session::lay_hairline(start, head, nullptr);
                glm::vec3 wanted = before.points[std::size_t(point)] + glm::vec3(aside(random), aside(random), aside(random));
                if (point == model::kMidFrontalPoint) wanted.x = before.points[std::size_t(point)].x;
                const auto skin = session::skin_below(head.chart, wanted);
                if (!skin) continue;
                const auto dragged = session::drag_handle(start, head, point, skin->position, handles, false);
                REQUIRE(dragged);
                const auto after = session::lay_hairline(*dragged, head, nullptr);
                const double off = double(glm::distance(after.points[std::size_t(point)], skin->position));
                worst_place = std::max(worst_place, off);
                // The others that stand still have not moved.
                for (int other = 0; other < model::kHairlinePoints; ++other)
                    if (handles[std::size_t(other)] && other != point)
                        REQUIRE(glm::distance(after.points[std::size_t(other)], before.points[std::size_t(other)]) < 0.1F);
                session::ResolvedDesign resolved;
                resolved.design = *dragged;
                resolved.hairline = after.line;
                resolved.hairline_points = after.points;
                resolved.nape = after.nape;
                const session::HairlineHandle handle = session::hairline_handles(resolved, head)[std::size_t(point)];
                const glm::dvec3 to(handle.at);
                const double taped = tape(head.head.mesh, glabella, to, centre);
                CAPTURE(handle.name, handle.from_glabella_mm, taped);
                CHECK(std::abs(handle.from_glabella_mm - taped) <= 1);
                worst_length = std::max(worst_length, std::abs(handle.from_glabella_mm - taped));
                CHECK(handle.from_midline_mm == Approx(to.x - glabella.x).margin(0.01));
            }
        }
        std::cout << head.head.name << ": handles land within " << worst_place << " mm, lengths agree within " << worst_length << " mm\n";
        CHECK(worst_place < 1);
    }
}

TEST_CASE("linked sides stay mirrored, and however wildly a hand drags, the line never crosses itself") {
    const session::PreparedHead head = prepared(std::nullopt);
    const model::HairlineFace face = session::hairline_face(head);
    std::mt19937 random(9);
    const auto pick = [&](float low, float high) { return std::uniform_real_distribution<float>(low, high)(random); };
    for (const bool linked : {true, false}) {
        model::Design design = model::Design().with(ParameterId::hairline_style, std::string("m-shape"));
        int moved = 0, refused = 0;
        for (int i = 0; i < 120; ++i) {
            const int point = int(random() % model::kHairlinePoints);
            model::HandleSet handles = model::main_handles();
            handles[std::size_t(point)] = true;
            const auto skin = session::skin_below(head.chart, glm::vec3(pick(-80, 80), pick(-10, 150), pick(0, 110)));
            if (!skin) continue;
            const auto dragged = session::drag_handle(design, head, point, skin->position, handles, linked);
            if (!dragged) {
                ++refused;
                continue;
            }
            ++moved;
            design = *dragged;
            const auto laid = session::lay_hairline(design, head, nullptr);
            CAPTURE(linked, i, point);
            CHECK_FALSE(crosses_itself({laid.line.begin(), laid.line.begin() + std::ptrdiff_t(laid.front_end)}));
            if (!linked) continue;
            const auto points = model::hairline_points(design, face);
            double uneven = 0;
            for (int k = 0; k < model::kHairlinePoints; ++k) {
                const model::HairlinePoint &a = points[std::size_t(k)], &b = points[std::size_t(model::other_side(k))];
                uneven = std::max({uneven, std::abs(a.height_mm - b.height_mm), std::abs(a.forward - b.forward), std::abs(a.lateral_mm + b.lateral_mm)});
            }
            CHECK(uneven < 1e-9);
        }
        std::cout << (linked ? "linked: " : "free: ") << moved << " drags, " << refused << " refused\n";
        CHECK(moved > 30);
    }
}

TEST_CASE("guides lie where their names say") {
    const session::PreparedHead head = prepared(std::nullopt);
    const auto& marks = head.head.frame.landmarks;
    int verticals = 0, levels = 0, constructions = 0;
    for (const session::HairlineGuide& guide : session::hairline_guides(head)) {
        REQUIRE(guide.line.size() > 5);
        using enum session::HairlineGuide::Kind;
        if (guide.kind == vertical) {
            ++verticals;
            for (const glm::vec3& p : guide.line) CHECK(std::abs(p.x - guide.line.front().x) < 0.5F);
            if (guide.name == "outer eye corner") CHECK(std::abs(std::abs(guide.line.front().x) - marks.at("outer_canthus_left").x) < 1.5F);
        }
        if (guide.kind == third) {
            ++levels;
            for (const glm::vec3& p : guide.line) CHECK(p.y == guide.line.front().y);
        }
        if (guide.kind == construction) ++constructions;
    }
    session::PreparedHead without = head;
    without.head.frame.landmarks.erase("subnasale");
    CHECK(session::hairline_guides(without).size() == session::hairline_guides(head).size() - 3);
    CHECK(verticals == 4);
    CHECK(levels == 3);
    CHECK(constructions == 4);
}
