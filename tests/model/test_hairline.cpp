#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "model/hairline.h"
#include "model/hairline_character.h"

using namespace stipple;
using namespace stipple::model;
using enum ParameterId;

namespace {
Design styled(std::string_view word) { return Design().with(hairline_style, std::string(word)); }
constexpr int kApex = kMidFrontalPoint + 4;
}  // namespace

TEST_CASE("every style starts at its height, has its corners over the outer eye, and is laid out alike") {
    HairlineFace face;
    face.canthus_lateral_mm = 44;
    face.pupil_lateral_mm = 29;
    for (std::string_view word : parameter(hairline_style).choices) {
        INFO(word);
        const Design design = styled(word).with(hairline_height_mm, 68.5).with(hairline_recession_mm, 12.0);
        const auto points = hairline_points(design, face);
        CHECK(points[kMidFrontalPoint].height_mm == 68.5);
        CHECK(points[kMidFrontalPoint].lateral_mm == 0);
        CHECK(points[kApex].name == "frontotemporal apex");
        CHECK(points[kApex].lateral_mm == 44);
        const auto unreceded = hairline_points(design.with(hairline_recession_mm, 0.0), face);
        CHECK(points[kApex].height_mm - unreceded[kApex].height_mm == Approx(12));
        CHECK(unreceded[kMidFrontalPoint].height_mm == 68.5);
        CHECK(points[kMidFrontalPoint + 2].lateral_mm == 29);
        for (int i = 0; i < kMidFrontalPoint; ++i) {
            const HairlinePoint &right = points[std::size_t(i)], &left = points[std::size_t(kHairlinePoints - 1 - i)];
            CHECK(right.lateral_mm == -left.lateral_mm);
            CHECK(right.height_mm == left.height_mm);
            CHECK(right.forward == left.forward);
            CHECK(right.name == left.name);
            CHECK(right.region == left.region);
        }
        for (int i = kMidFrontalPoint; i <= kApex; ++i)  // outwards to the corner
            CHECK(points[std::size_t(i) + 1].lateral_mm > points[std::size_t(i)].lateral_mm);
        CHECK(points[kApex + 1].height_mm < points[kApex].height_mm);
        for (int i = kApex + 2; i + 1 < kHairlinePoints; ++i)  // down the temple
            CHECK(points[std::size_t(i) + 1].height_mm < points[std::size_t(i)].height_mm);
    }
}

TEST_CASE("the lowest corner still leaves room for the temple below it") {
    const HairlineFace face;
    for (std::string_view word : parameter(hairline_style).choices) {
        INFO(word);
        const auto points = hairline_points(styled(word).with(hairline_height_mm, 45.0).with(hairline_recession_mm, 0.0), face);
        // So low the forehead is upright: height along the skin and straight height over the glabella are the same.
        double above = points[kApex].height_mm;
        for (int i = kApex + 1; i < kHairlinePoints; ++i) {
            const HairlinePoint& p = points[std::size_t(i)];
            const double here = p.region == HairlineRegion::forehead ? p.height_mm : p.height_mm - face.glabella_up_mm;
            CHECK(above - here > 2);
            above = here;
        }
    }
}

TEST_CASE("styles differ as their names say") {
    const HairlineFace face;
    const auto at = [&](std::string_view word, int i) { return hairline_points(styled(word), face)[std::size_t(kMidFrontalPoint + i)]; };
    CHECK(at("straight", 2).height_mm == at("straight", 0).height_mm);             // level to above the pupil
    CHECK(at("curved", 2).height_mm < at("curved", 0).height_mm - 1);              // an arch
    CHECK(at("rounded", 4).height_mm < at("curved", 4).height_mm - 5);             // a deeper one, temples closed
    CHECK(at("rounded", 7).forward > at("curved", 7).forward);
    CHECK(at("widows-peak", 1).height_mm - at("widows-peak", 0).height_mm > 6);    // a tip on the midline
    CHECK(at("receded", 4).height_mm - at("curved", 4).height_mm > 20);
    CHECK(at("receded", 7).forward < at("curved", 7).forward);
    CHECK(at("m-shape", 2).height_mm - at("m-shape", 0).height_mm < 3);            // a tongue between deep corners
    CHECK(at("m-shape", 4).height_mm - at("m-shape", 0).height_mm > 15);
    // A mature line is convex from the middle to above the pupil and concave from there to the corner.
    const auto slope = [&](const char* word, int i) {
        return (at(word, i + 1).height_mm - at(word, i).height_mm) / (at(word, i + 1).lateral_mm - at(word, i).lateral_mm);
    };
    for (const char* word : {"curved", "soft", "broken", "m-shape", "receded"}) {
        INFO(word);
        CHECK(slope(word, 2) > slope(word, 1) + 0.05);
        CHECK(slope(word, 3) > slope(word, 2));
    }
}

TEST_CASE("any style can be taken over as a custom one, and its handles moved") {
    const HairlineFace face;
    for (std::string_view word : parameter(hairline_style).choices) {
        INFO(word);
        const auto points = hairline_points(styled(word), face);
        const Design custom = styled("custom").with(hairline_custom_mm, custom_hairline(styled(word), face, points));
        const auto again = hairline_points(custom, face);
        for (std::size_t i = 0; i < points.size(); ++i) {
            CHECK(again[i].lateral_mm == Approx(points[i].lateral_mm).margin(1e-9));
            CHECK(again[i].height_mm == Approx(points[i].height_mm).margin(1e-9));
            CHECK(again[i].forward == Approx(points[i].forward).margin(1e-9));
        }
    }
    auto moved = hairline_points(styled("curved"), face);
    moved[kApex].height_mm += 5;
    const Design custom = styled("custom").with(hairline_custom_mm, custom_hairline(styled("curved"), face, moved));
    CHECK(hairline_points(custom, face)[kApex].height_mm == Approx(moved[kApex].height_mm));
    // Raising the whole line takes the moved handles along.
    const auto raised = hairline_points(custom.with(hairline_height_mm, Design().number(hairline_height_mm) + 10), face);
    CHECK(raised[kApex].height_mm == Approx(moved[kApex].height_mm + 10));
}

TEST_CASE("the curve goes through its points, evenly, and stays near a circle they lie on") {
    std::vector<glm::vec3> points;
    for (int i = 0; i <= 9; ++i) {
        const double angle = i * std::numbers::pi / 9;
        points.emplace_back(50 * std::cos(angle), 0, 50 * std::sin(angle));
    }
    std::vector<int> control;
    const auto curve = hairline_curve(points, 1.0F, &control);
    REQUIRE(control.size() == points.size());
    for (std::size_t i = 0; i < points.size(); ++i) CHECK(curve[std::size_t(control[i])] == points[i]);
    double length = 0;
    for (std::size_t i = 1; i < curve.size(); ++i) {
        const double step = double(glm::distance(curve[i - 1], curve[i]));
        CHECK(step > 0.3);
        CHECK(step <= 1.0);
        length += step;
    }
    CHECK(length == Approx(50 * std::numbers::pi).epsilon(0.01));
    for (int i = control[1]; i <= control[8]; ++i)  // the end spans have no neighbour to bend by
        CHECK(glm::length(curve[std::size_t(i)]) == Approx(50).margin(0.15));

    const std::vector<glm::vec3> pair{{0, 0, 0}, {0, 3, 4}};
    const auto line = hairline_curve(pair, 0.5F);
    for (const glm::vec3& p : line) CHECK(p.y * 4 == Approx(p.z * 3).margin(1e-4));
    CHECK(line.back() == pair[1]);
}

TEST_CASE("irregularity: none on the midline, waves of millimetres, other on either side and for every seed") {
    const auto spread = [](const Design& design) {
        double sum = 0;
        for (int i = 0; i < 2000; ++i) {
            const float offset = HairlineIrregularity(design)(float(i) * 0.1F - 100);
            sum += double(offset * offset);
        }
        return std::sqrt(sum / 2000);
    };
    const Design curved = styled("curved");
    for (float along : {-3.0F, -1.0F, 0.0F, 2.5F, 3.0F}) CHECK(HairlineIrregularity(curved)(along) == 0.0F);
    CHECK(spread(styled("straight")) < 0.5 * spread(curved));
    CHECK(spread(styled("broken")) > 1.4 * spread(curved));
    CHECK(spread(curved) > 0.5);
    CHECK(spread(curved) < 2);

    double difference_side = 0, difference_seed = 0, steepest = 0, furthest = 0;
    const Design other = curved.with(hairline_seed, 2.0);
    for (float along = 15; along < 100; along += 0.1F) {
        const float here = HairlineIrregularity(curved)(along);
        difference_side = std::max(difference_side, double(std::abs(here - HairlineIrregularity(curved)(-along))));
        difference_seed = std::max(difference_seed, double(std::abs(here - HairlineIrregularity(other)(along))));
        steepest = std::max(steepest, double(std::abs(HairlineIrregularity(curved)(along + 0.1F) - here)) / 0.1);
        furthest = std::max(furthest, double(std::abs(here)));
    }
    CHECK(difference_side > 1);
    CHECK(difference_seed > 1);
    CHECK(furthest <= 3);    // 2 mm of waves and 1 mm of clefts
    CHECK(steepest < 2.5);   // no jumps: a line that can be drawn
}
