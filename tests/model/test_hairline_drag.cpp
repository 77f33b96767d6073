// Where the hairline's points go when a hand drags one of them.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "model/hairline_drag.h"
#include "model/history.h"

using namespace stipple::model;
using enum stipple::model::ParameterId;

namespace {

const HairlineFace kFace;
constexpr int kApex = kMidFrontalPoint + 4, kPeak = kMidFrontalPoint + 7;

HairlinePoints curved() { return hairline_points(Design(), kFace); }

// Points of a region lie one after the other: outwards on the forehead, downwards on the temple.
bool in_order(const HairlinePoints& points) {
    for (int i = kMidFrontalPoint; i + 1 < kHairlinePoints; ++i)
        for (const auto& [a, b] : {std::pair{i, i + 1}, std::pair{other_side(i), other_side(i + 1)}}) {
            const HairlinePoint &p = points[std::size_t(a)], &q = points[std::size_t(b)];
            if (p.region != q.region) continue;
            const double apart = p.region == HairlineRegion::forehead ? std::abs(q.lateral_mm) - std::abs(p.lateral_mm) : p.height_mm - q.height_mm;
            if (apart < 2.999) return false;
        }
    return true;
}

}  // namespace

TEST_CASE("a dragged point lands where it is put; points between it and the next handle follow by their share") {
    const HairlinePoints before = curved();
    const HairlinePoints after = drag_point(before, kApex, before[kApex].lateral_mm + 4, before[kApex].height_mm + 8, main_handles(), false);
    CHECK(after[kApex].lateral_mm == Approx(before[kApex].lateral_mm + 4));
    CHECK(after[kApex].height_mm == Approx(before[kApex].height_mm + 8));
    CHECK(after[kApex - 1].height_mm == Approx(before[kApex - 1].height_mm + 4));      // half way to the pupil's
    CHECK(after[kApex + 1].height_mm == Approx(before[kApex + 1].height_mm + 8 * 2.0 / 3));
    CHECK(after[kApex + 2].height_mm == Approx(before[kApex + 2].height_mm + 8 / 3.0));
    CHECK(after[kApex + 2].forward == before[kApex + 2].forward);
    for (int i = 0; i < kHairlinePoints; ++i)
        if (i < kApex - 1 || i > kApex + 2) CHECK(after[std::size_t(i)].height_mm == before[std::size_t(i)].height_mm);
}

TEST_CASE("linked sides move alike, free ones by themselves") {
    const HairlinePoints before = curved();
    const HairlinePoints linked = drag_point(before, kPeak, before[kPeak].forward + 0.05, before[kPeak].height_mm - 3, main_handles(), true),
                         single = drag_point(before, kPeak, before[kPeak].forward + 0.05, before[kPeak].height_mm - 3, main_handles(), false);
    for (int i = 0; i < kHairlinePoints; ++i) {
        const HairlinePoint &own = linked[std::size_t(i)], &other = linked[std::size_t(other_side(i))];
        CHECK(own.height_mm == Approx(other.height_mm));
        CHECK(own.forward == Approx(other.forward));
        CHECK(own.lateral_mm == Approx(-other.lateral_mm));
        if (i < kMidFrontalPoint) CHECK(single[std::size_t(i)].height_mm == before[std::size_t(i)].height_mm);
    }
}

TEST_CASE("points never pass each other, and the mid-frontal point keeps to the midline and its range") {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> across(-90, 90), share(-0.5, 1.5), height(-60, 200);
    HairlinePoints points = curved();
    REQUIRE(in_order(points));
    for (int i = 0; i < 2000; ++i) {
        const int point = int(random() % kHairlinePoints);
        HandleSet handles = main_handles();
        for (bool& handle : handles) handle = handle || random() % 4 == 0;
        const bool forehead = points[std::size_t(point)].region == HairlineRegion::forehead;
        points = drag_point(points, point, forehead ? across(random) : share(random), height(random), handles, random() % 2 == 0);
        REQUIRE(in_order(points));
        REQUIRE(points[kMidFrontalPoint].lateral_mm == 0);
        REQUIRE(points[kMidFrontalPoint].height_mm >= parameter(hairline_height_mm).min);
        REQUIRE(points[kMidFrontalPoint].height_mm <= parameter(hairline_height_mm).max);
    }
}

TEST_CASE("a line taken from its points runs through them, and a drag is one step to undo") {
    for (const std::string_view word : parameter(hairline_style).choices)
        for (const std::string_view temple : parameter(hairline_temple).choices) {
            const Design design = Design().with(hairline_style, std::string(word)).with(hairline_temple, std::string(temple));
            const HairlinePoints points = drag_point(hairline_points(design, kFace), kMidFrontalPoint, 0, 82, main_handles(), true);
            const Design drawn = with_points(design, kFace, points);
            CHECK(drawn.number(hairline_wave_mm) == design.number(hairline_wave_mm));
            CHECK(drawn.number(hairline_jitter_mm) == design.number(hairline_jitter_mm));
            const auto again = hairline_points(drawn, kFace);
            for (std::size_t i = 0; i < points.size(); ++i) {
                INFO(word << ", " << temple << ", " << i);
                CHECK(again[i].lateral_mm == Approx(points[i].lateral_mm).margin(1e-9));
                CHECK(again[i].height_mm == Approx(points[i].height_mm).margin(1e-9));
                CHECK(again[i].forward == Approx(points[i].forward).margin(1e-9));
            }
        }
    History history;
    const Design start = history.current();
    for (int step = 1; step <= 5; ++step) {
        const HairlinePoints points = hairline_points(history.current(), kFace);
        history.replace(with_points(history.current(), kFace, drag_point(points, kApex, points[kApex].lateral_mm, points[kApex].height_mm + 1, main_handles(), true)), 7);
    }
    history.end_gesture();
    const Design end = history.current();
    CHECK_FALSE(end == start);
    history.undo();
    CHECK(history.current() == start);
    CHECK_FALSE(history.can_undo());
    history.redo();
    CHECK(history.current() == end);
}
