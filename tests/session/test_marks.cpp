// Scars and birthmarks: measured on the mesh, counted, and kept from edit to edit.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <random>

#include "round_head.h"
#include "scalp/frame/plane_section.h"
#include "session/marks/punch_scars.h"
#include "session/marks/skin_marks.h"
#include "session/marks/strip_scar.h"
#include "session/paint/paint_map.h"
#include "session/resolved_design.h"
#include "session/sites/site_states.h"
#include "session/statistics.h"
#include "shared/marks.h"

using namespace stipple;
using namespace stipple::tests;
using model::Brush;
using model::Design;
using model::ParameterId;

namespace {

// The way over the mesh's own triangles in the plane of a strip scar, behind the line through its two ends.
double over_triangles(const session::PreparedHead& head, const session::OccipitalPlane& plane, const glm::vec3& right, const glm::vec3& left) {
    const scalp::HeadMesh& mesh = head.head.mesh;
    const std::vector<glm::dvec3> positions(mesh.positions.begin(), mesh.positions.end());
    const glm::dvec3 up(plane.up), across(1, 0, 0), forward = glm::cross(across, up), origin(plane.middle);
    const auto flat = [&](const glm::vec3& p) { return glm::dvec2(glm::dot(glm::dvec3(p) - origin, across), glm::dot(glm::dvec3(p) - origin, forward)); };
    const glm::dvec2 a = flat(right), b = flat(left);
    const glm::dvec2 way = glm::normalize(b - a), backward(way.y, -way.x);
    const double side = glm::dot(-a, backward) > 0 ? 1 : -1;  // the origin is the back of the head
    double length = 0;
    for (const scalp::Segment2& s : scalp::plane_section(mesh, positions, origin, across, forward)) {
        const double from = side * glm::dot(s.a - a, backward), to = side * glm::dot(s.b - a, backward), whole = glm::distance(s.a, s.b);
        if (from <= 0 && to <= 0) continue;
        length += from > 0 && to > 0 ? whole : whole * std::max(from, to) / std::abs(from - to);
    }
    return length;
}

Design with_all_marks() {
    return Design()
        .with(ParameterId::hair_loss, std::string("norwood-6"))
        .with(ParameterId::marks_fut_length_mm, 220.0)
        .with(ParameterId::marks_fue_per_cm2, 18.0)
        .with(ParameterId::marks_birthmark_mm, 28.0);
}

model::Stroke stroke(Brush brush, float size_mm, std::uint32_t seed, std::size_t dabs) {
    std::mt19937 random(seed);
    model::Stroke made;
    made.brush = brush;
    made.size_mm = size_mm;
    made.strength = 0.9F;
    made.mirrored = random() % 2 == 0;
    auto u = std::uint16_t(20000 + random() % 25000), v = std::uint16_t(15000 + random() % 30000);
    for (std::size_t i = 0; i < dabs; ++i) {
        made.dabs.push_back({u, v, std::uint8_t(200 + random() % 56)});
        u = std::uint16_t(u + random() % 500), v = std::uint16_t(v + random() % 400 - 150);
    }
    return made;
}

void check_same(const session::SkinMarks* a, const session::SkinMarks* b) {
    REQUIRE((a == nullptr) == (b == nullptr));
    if (a) CHECK((*a == *b));
}

float share_at(const session::SkinMarks& marks, const session::PreparedHead& head, const glm::vec3& place) {
    const glm::vec2 uv = head.chart.projection.project(place) * 65536.0F;
    return marks.scar_share(std::uint32_t(uv.x), std::uint32_t(uv.y));
}

}  // namespace

TEST_CASE("a strip scar is as long on the skin as asked, by a tape over the mesh's triangles") {
    const session::PreparedHead& head = built_in();
    for (const double height : {-10.0, 5.0, 30.0})
        for (const double length : {60.0, 180.0, 260.0}) {
            CAPTURE(height, length);
            const session::OccipitalPlane plane = session::occipital_plane(head, height);
            const session::StripScar scar = session::strip_scar(head, length, 3, height);
            REQUIRE(scar.points.size() > 50);
            CHECK(scar.length_mm == Approx(length).margin(0.5));
            CHECK(over_triangles(head, plane, scar.points.front().place, scar.points.back().place) == Approx(length).margin(1));
            // As far on the right as on the left, and a smile: ends higher than the middle.
            CHECK(std::abs(scar.points.front().place.x + scar.points.back().place.x) < 2);
            CHECK(scar.points.back().place.y > plane.middle.y + (length > 100 ? 3 : 0));
        }
}

TEST_CASE("a strip scar crosses the midline at its height above the inion and is as wide there as asked") {
    const session::PreparedHead& head = built_in();
    const glm::vec3 inion = head.head.frame.landmarks.at("inion");
    for (const double width : {3.0, 8.0}) {
        const Design design = Design().with(ParameterId::marks_fut_length_mm, 240.0).with(ParameterId::marks_fut_width_mm, width).with(ParameterId::marks_fut_height_mm, 12.0);
        const auto resolved = session::compile_design(design, head);
        REQUIRE(resolved->marks);
        CHECK(resolved->marks->strip_length_mm == Approx(240).margin(0.5));
        // Up the midline from 20 mm below the inion: how much of the way is scar, and where its middle lies.
        double sum = 0, moment = 0, walked = 0;
        glm::vec3 last(0);
        double at_inion = 0, nearest = 1e9;
        double end = head.midsagittal.walked_mm.back();
        for (double mm = end; mm > 150; mm -= 0.05) {
            const glm::vec3 place = head.midsagittal.at(mm);
            if (glm::distance(place, inion) < nearest) nearest = glm::distance(place, inion), at_inion = mm;
            const double share = share_at(*resolved->marks, head, place);
            sum += share * 0.05;
            moment += share * 0.05 * mm;
        }
        CHECK(sum == Approx(width).epsilon(0.25));
        CHECK(at_inion - moment / sum == Approx(12).margin(1));
    }
}

TEST_CASE("punch scars are as many as asked, irregular but never crowded, and more of them keep those there are") {
    const session::PreparedHead& head = built_in();
    const session::DonorArea donor(head);
    std::vector<glm::vec3> fewer;
    for (const double per_cm2 : {8.0, 20.0, 45.0}) {
        CAPTURE(per_cm2);
        const auto chosen = donor.chosen(per_cm2, 60);
        std::vector<glm::vec3> places;
        for (const session::PunchPlace& place : donor.places().first(chosen.first_of))
            if (chosen.has(place)) places.push_back(place.place);
        // Skin between the two planes, behind the ear canals, where hair grows.
        const session::OccipitalPlane middle = session::occipital_plane(head, 14);
        const float ear = head.head.frame.landmarks.at("tragion_left").z * 0.5F + head.head.frame.landmarks.at("tragion_right").z * 0.5F;
        double area = 0;
        for (std::size_t i = 0; i < head.chart.hit.size(); ++i) {
            if (head.natural_hair[i] < 0.6F * 65535 || !head.chart.hit[i] || head.chart.position[i].z > ear - 6) continue;  // the mean of where places end
            const float off = glm::dot(head.chart.position[i] - middle.middle, middle.up);
            if (off >= chosen.low_mm && off <= chosen.high_mm) area += double(head.chart.area_mm2[i]) / 100;
        }
        CHECK(area > 90);
        CHECK(area < 260);
        CHECK(double(places.size()) == Approx(per_cm2 * area).epsilon(0.04));
        double mean = 0, square = 0, least = 1e9;
        for (const glm::vec3& place : places) {
            double nearest = 1e9;
            for (const glm::vec3& other : places)
                if (&other != &place) nearest = std::min(nearest, double(glm::distance(place, other)));
            mean += nearest;
            square += nearest * nearest;
            least = std::min(least, nearest);
        }
        mean /= double(places.size());
        const double spread = std::sqrt(square / double(places.size()) - mean * mean) / mean;
        // Thrown at random the nearest would be 5 mm / sqrt(per cm2) away on the mean and vary by half of that; on a lattice of triangles 10.7 mm, and not at all.
        CHECK(least > 6.1 / std::sqrt(per_cm2));
        CHECK(mean > 6.6 / std::sqrt(per_cm2));
        CHECK(mean < 8.6 / std::sqrt(per_cm2));
        CHECK(spread > 0.08);
        CHECK(spread < 0.35);
        for (const glm::vec3& place : fewer) CHECK(std::find(places.begin(), places.end(), place) != places.end());
        fewer = places;
    }
}

TEST_CASE("the tallest donor area lies where it is said to") {
    const session::PreparedHead& head = built_in();
    const session::DonorArea donor(head);
    const auto chosen = donor.chosen(60, 60);
    double low = 1e9, high = -1e9;
    const glm::vec3 inion = head.head.frame.landmarks.at("inion");
    for (const session::PunchPlace& place : donor.places().first(chosen.first_of)) {
        if (!chosen.has(place) || std::abs(place.place.x) > 6) continue;
        low = std::min(low, double(place.place.y - inion.y));
        high = std::max(high, double(place.place.y - inion.y));
    }
    CHECK(low == Approx(14 - 30).margin(6));
    CHECK(high == Approx(14 + 30).margin(8));  // skin leans forwards up there
}

TEST_CASE("marks kept from edit to edit are, byte for byte, those made from nothing") {
    const std::uint32_t seed = Catch::rngSeed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    session::MarksMap kept(built_in());
    Design design;
    model::Painting painting;
    std::vector<std::uint8_t> before;
    std::vector<std::uint16_t> hair_before;
    for (int edit = 0; edit < 24; ++edit) {
        CAPTURE(edit);
        const double unit = double(random()) / 4294967296.0;
        switch (random() % 7) {
            case 0: design = design.with(ParameterId::marks_fut_length_mm, random() % 3 ? 330 * unit : 0.0); break;
            case 1: design = design.with(ParameterId::marks_fut_width_mm, 1 + 20 * unit); break;
            case 2: design = design.with(ParameterId::marks_fue_per_cm2, random() % 3 ? 40 * unit : 0.0); break;
            case 3: design = design.with(ParameterId::marks_fue_field_mm, 30 + 80 * unit); break;
            case 4: design = design.with(ParameterId::marks_birthmark_mm, random() % 3 ? 60 * unit : 0.0); break;
            case 5: design = design.with(ParameterId::marks_birthmark_kind, std::string(random() % 2 ? "red" : "brown")); break;
            default: {
                constexpr Brush kBrushes[] = {Brush::scar, Brush::burn, Brush::birthmark, Brush::add};
                const model::Stroke made = stroke(kBrushes[random() % 4], float(2 + 20 * unit), random(), 1 + random() % 30);
                painting = painting.empty() || random() % 3 ? painting.with(made) : random() % 2 ? painting.with_last(made) : model::Painting();
                design = design.with_painting(painting);
            }
        }
        const session::TileSet changed = kept.update(design);
        session::MarksMap fresh(built_in());
        (void)fresh.update(design);
        check_same(kept.marks().get(), fresh.marks().get());
        // What is said to have changed is what has.
        const std::span<const std::uint8_t> now = kept.rgba();
        const std::span<const std::uint16_t> hair = kept.hair_left(), fresh_hair = fresh.hair_left();
        for (std::size_t i = 0; i < hair.size(); ++i)
            if (hair[i] != (fresh_hair.empty() ? session::kWholeKept : fresh_hair[i])) FAIL("hair differs at texel " << i);
        if (!before.empty()) {
            session::TileSet differing;
            for (std::size_t i = 0; i < now.size(); i += 4)
                if (std::memcmp(&now[i], &before[i], 4) != 0 || hair[i / 4] != hair_before[i / 4]) differing.add(int(i / 4 % scalp::kChartSide) / session::kTileSide, int(i / 4 / scalp::kChartSide) / session::kTileSide);
            CHECK(differing == changed);
        }
        before.assign(now.begin(), now.end());
        hair_before.assign(hair.begin(), hair.end());
    }
}

TEST_CASE("a stroke that grows makes only its new end anew") {
    session::MarksMap map(built_in());
    model::Stroke whole = stroke(Brush::burn, 12, 7, 60);
    whole.mirrored = true;
    const model::Painting none;
    model::Stroke begun = whole;
    begun.dabs.resize(55);
    (void)map.update(Design().with_painting(none.with(begun)));
    int long_stroke = 0, new_end = 0;
    session::MarksMap(built_in()).update(Design().with_painting(none.with(begun))).each([&](int, int) { ++long_stroke; });
    map.update(Design().with_painting(none.with(whole))).each([&](int, int) { ++new_end; });
    CHECK(new_end > 0);
    CHECK(new_end < long_stroke / 2);
    session::MarksMap fresh(built_in());
    (void)fresh.update(Design().with_painting(none.with(whole)));
    check_same(map.marks().get(), fresh.marks().get());
}

TEST_CASE("without marks there is nothing, and after the last is gone there is nothing again") {
    session::MarksMap map(built_in());
    CHECK(map.update(Design()).empty());
    CHECK_FALSE(map.marks());
    CHECK(map.rgba().empty());
    CHECK_FALSE(map.update(with_all_marks()).empty());
    REQUIRE(map.marks());
    const auto same = map.marks();
    CHECK(map.update(with_all_marks().with(ParameterId::density_per_cm2, 300.0)).empty());
    CHECK(map.marks() == same);
    CHECK_FALSE(map.update(Design()).empty());
    CHECK_FALSE(map.marks());
}

TEST_CASE("areas of marks are those of their shapes") {
    // A birthmark of 40 mm covers a disc's area, its outline wandering to both sides.
    const auto birthmark = session::compile_design(Design().with(ParameterId::marks_birthmark_mm, 40.0), built_in());
    CHECK(birthmark->marks->area_cm2[2] == Approx(3.14159 * 2 * 2).epsilon(0.2));
    CHECK(birthmark->marks->area_cm2[0] == 0);
    // Punches of 0.8 mm: their number times their discs, strength 0.72 to 1.
    const auto punched = session::compile_design(Design().with(ParameterId::marks_fue_per_cm2, 20.0), built_in());
    CHECK(punched->marks->area_cm2[0] == Approx(double(punched->marks->punches) * 3.14159 * 0.04 * 0.04 * 0.86).epsilon(0.15));
}

TEST_CASE("no hair grows in scars, dots are wanted there, and figures tell of both") {
    const session::PreparedHead& head = built_in();
    const Design bare = Design().with(ParameterId::hair_loss, std::string("norwood-6"));
    const Design scarred = bare.with(ParameterId::marks_fut_length_mm, 240.0).with(ParameterId::marks_fut_width_mm, 6.0);
    session::DesignCompiler compiler(head);
    const auto before = compiler.compile(bare), after = compiler.compile(scarred);
    // Scar all around: what is wanted at a site is read between texels.
    // Away from the ears, around which treatment thins out.
    const auto solid = [&](std::uint32_t u, std::uint32_t v) {
        if (u < 64 || v < 64 || std::abs(head.chart.position[v / 64 * 1024 + u / 64].x) > 50) return false;
        float least = 1;
        for (std::uint32_t y = v - 64; y <= v + 64; y += 64)
            for (std::uint32_t x = u - 64; x <= u + 64; x += 64) least = std::min(least, after->marks->scar_share(x, y));
        return least > 0.62F;
    };
    const auto count = [&](const scalp::SiteSet& set, const session::SitePlaces& places, const session::SiteStates& states) {
        std::size_t live = 0;
        for (std::size_t c = 0; c < states.clusters.size(); ++c)
            for (std::uint32_t slot = 0; slot < (states.clusters[c].live & 0xFFFFU); ++slot) {
                const session::ChartCoordinate at = places.sites[set.clusters[c].first + slot];
                live += session::is_live(states, c, slot) && solid(at.u, at.v);
            }
        return live;
    };
    double inner_cm2 = 0;
    for (std::uint32_t i = 0; i < head.chart.hit.size(); ++i)
        if (solid(i % 1024 * 64 + 32, i / 1024 * 64 + 32)) inner_cm2 += double(head.chart.area_mm2[i]) / 100;
    CHECK(count(head.sites.follicles, head.follicle_places, before->follicles) > 300);
    CHECK(count(head.sites.follicles, head.follicle_places, after->follicles) == 0);
    CHECK(after->follicles.live < before->follicles.live);
    // 240 mm, 6 mm wide at the middle and about half that at its ends: some 10 cm2 of scar.
    const double scar = after->marks->area_cm2[0];
    CHECK(scar == Approx(24 * 0.6 * 0.8).epsilon(0.15));
    const std::size_t dots = count(head.sites.dots, head.dot_places, after->dots);
    CHECK(double(dots) == Approx(scarred.number(ParameterId::density_per_cm2) * inner_cm2).epsilon(0.08));
    CHECK(after->treated_area_cm2 - before->treated_area_cm2 == Approx(scar).margin(0.35 * scar));
    CHECK(after->hair_loss_area_cm2 == before->hair_loss_area_cm2);

    const session::Statistics figures = session::statistics(scarred, head, *after);
    CHECK(figures.marks.scar_cm2 == scar);
    CHECK(figures.marks.strip_length_mm == Approx(240).margin(0.5));
    CHECK(std::any_of(figures.warnings.begin(), figures.warnings.end(), [](const session::Warning& w) { return w.id == "scar-tissue"; }));
    CHECK(figures.coverage < session::statistics(scarred.with(ParameterId::marks_scar_uptake, 1.0), head, *after).coverage);
    const session::Statistics none = session::statistics(bare, head, *before);
    CHECK(none.marks.scar_cm2 == 0);
    CHECK(std::none_of(none.warnings.begin(), none.warnings.end(), [](const session::Warning& w) { return w.id == "scar-tissue"; }));
}

TEST_CASE("scars are paler than skin of every tone, never redder, and colourless where there is none") {
    for (double tone = 1; tone <= 10; tone += 0.5) {
        const shared::MarksLook look = session::marks_look(Design().with(ParameterId::skin_tone, tone));
        const glm::vec3 tint(look.scar_tint);
        CHECK(tint.g > 1.05F);
        CHECK(tint.r < tint.g);  // less red
        CHECK(tint.b > tint.g);  // less yellow
        CHECK(tint.b < 4);
    }
    CHECK(session::marks_look(Design().with(ParameterId::marks_scar_blur, 1.0)).scar.x == 1);
}
