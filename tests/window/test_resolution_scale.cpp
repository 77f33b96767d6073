// The rule by which moving pictures get smaller and larger, on machines made of numbers.
#include <catch2/catch.hpp>
#include <vector>

#include "window/resolution_scale.h"

using stipple::window::ResolutionScale;

namespace {

// A machine: so many ms a picture whatever its size, and so many for all pixels of a whole one.
struct Machine {
    double fixed_ms, pixels_ms;
    [[nodiscard]] double at(double scale) const { return fixed_ms + pixels_ms * scale * scale; }
};

// Scales of `pictures` pictures in a row.
std::vector<double> run(ResolutionScale& scale, Machine machine, int pictures) {
    std::vector<double> scales;
    for (int i = 0; i < pictures; ++i) {
        scales.push_back(scale.scale());
        scale.took(machine.at(scale.scale()));
    }
    return scales;
}

}  // namespace

TEST_CASE("a machine that keeps up draws whole pictures") {
    ResolutionScale scale(50);
    for (const double now : run(scale, {2, 47}, 100)) REQUIRE(now == 1);
}

TEST_CASE("a single slow picture among fast ones changes nothing") {
    ResolutionScale scale(50);
    for (int i = 0; i < 60; ++i) {
        scale.took(i % 3 == 1 ? 950 : 20);
        REQUIRE(scale.scale() == 1);
    }
}

TEST_CASE("the scale is the largest that keeps the budget, and is found within a few pictures") {
    struct Case {
        Machine machine;
        double expected;
    };
    // 62 x .7225 = 44.8, 62 alone is above; 90 x .49 = 44.1; 150 x .25 = 37.5; 380 x .1225 = 46.6; and one too slow for any.
    for (const Case& c : {Case{{0, 62}, 0.85}, Case{{0, 90}, 0.7}, Case{{0, 150}, 0.5}, Case{{0, 380}, 0.35}, Case{{0, 2000}, 0.35}}) {
        ResolutionScale scale(50);
        const std::vector<double> scales = run(scale, c.machine, 60);
        CAPTURE(c.machine.pixels_ms);
        CHECK(scales[9] == c.expected);
        for (std::size_t i = 9; i < scales.size(); ++i) REQUIRE(scales[i] == c.expected);
    }
}

TEST_CASE("two pictures of more than twice the budget are the last of their size") {
    ResolutionScale scale(50);
    scale.took(150);
    CHECK(scale.scale() == 1);
    scale.took(160);
    CHECK(scale.scale() == 0.5);
}

TEST_CASE("it settles whatever part of the time does not go by pixels") {
    for (double fixed = 0; fixed <= 60; fixed += 4)
        for (double pixels = 4; pixels < 600; pixels *= 1.3) {
            ResolutionScale scale(50);
            (void)run(scale, {fixed, pixels}, 40);
            const double settled = scale.scale();
            CAPTURE(fixed, pixels, settled);
            for (const double now : run(scale, {fixed, pixels}, 40)) REQUIRE(now == settled);
            // Within the budget where any scale is.
            const Machine machine{fixed, pixels};
            if (machine.at(0.35) <= 50) CHECK(machine.at(settled) <= 50);
        }
}

TEST_CASE("what gets lighter grows again, a step at a time, to its whole size") {
    ResolutionScale scale(50);
    (void)run(scale, {0, 300}, 20);
    REQUIRE(scale.scale() == 0.35);
    const std::vector<double> scales = run(scale, {5, 20}, 30);
    CHECK(scales.back() == 1);
    std::vector<double> steps{scales[0]};
    for (const double now : scales)
        if (now != steps.back()) steps.push_back(now);
    CHECK(steps == std::vector<double>{0.35, 0.5, 0.7, 0.85, 1});
}

TEST_CASE("times that waver around the budget do not make it flicker") {
    ResolutionScale scale(50);
    int changes = 0;
    double last = scale.scale();
    // 58 ms, give or take a fifth, by turns of seven.
    for (int i = 0; i < 700; ++i) {
        const double wavering = 1 + 0.2 * ((i * 5) % 7 - 3) / 3.0;
        scale.took(58 * wavering * scale.scale() * scale.scale());
        changes += scale.scale() != last;
        last = scale.scale();
    }
    CHECK(last < 1);
    CHECK(changes <= 2);
}
