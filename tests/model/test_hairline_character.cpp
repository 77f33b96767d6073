// The line's irregularity against figures worked out here.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "model/hairline.h"
#include "model/hairline_character.h"

using namespace stipple::model;
using enum ParameterId;

namespace {

Design with_waves(double wave, double jitter) {
    return Design().with(hairline_wave_mm, wave).with(hairline_jitter_mm, jitter);
}

// Offsets every 0.1 mm from 15 to 150 mm beside the midline, on the left or on the right.
std::vector<double> offsets(const Design& design, double side) {
    const HairlineIrregularity irregular(design);
    std::vector<double> found;
    for (double along = 15; along < 150; along += 0.1) found.push_back(double(irregular(float(side * along))));
    return found;
}

double root_mean_square(const Design& design) {  // over both sides of 50 lines
    double sum = 0, count = 0;
    for (int seed = 0; seed < 50; ++seed) {
        for (const double side : {-1.0, 1.0}) {
            for (const double offset : offsets(design.with(hairline_seed, double(seed)), side))
                sum += offset * offset, ++count;
        }
    }
    return std::sqrt(sum / count);
}

// What heights evenly spread over -1 .. 1 at knots, joined by b(s) = 10 s^3 - 15 s^4 + 6 s^5, have as root mean square:
// the variance 1/3 of a height times the mean of (1 - b)^2 + b^2, of two such curves with the shares given.
double expected(double first_share, double second_share) {
    double mean = 0;
    constexpr int steps = 10000;
    for (int i = 0; i < steps; ++i) {
        const double s = (i + 0.5) / steps, b = 10 * s * s * s - 15 * s * s * s * s + 6 * s * s * s * s * s;
        mean += ((1 - b) * (1 - b) + b * b) / steps;
    }
    return std::sqrt((first_share * first_share + second_share * second_share) * mean / 3);
}

}  // namespace

TEST_CASE("without waves and clefts the line is the smooth one") {
    for (const double seed : {1.0, 5.0, 9999.0}) {
        const HairlineIrregularity none(with_waves(0, 0).with(hairline_seed, seed));
        for (float along = -160; along <= 160; along += 0.37F) REQUIRE(none(along) == 0.0F);
    }
}

TEST_CASE("waves and clefts stray as far as is asked") {
    CHECK(root_mean_square(with_waves(1, 0)) == Approx(expected(0.65, 0.35)).epsilon(0.05));
    CHECK(root_mean_square(with_waves(8, 0)) == Approx(8 * expected(0.65, 0.35)).epsilon(0.05));
    CHECK(root_mean_square(with_waves(0, 4)) == Approx(4 * expected(0.6, 0.4)).epsilon(0.05));
    const auto furthest = [](const Design& design) {
        double most = 0;
        for (int seed = 0; seed < 50; ++seed)
            for (const double offset : offsets(design.with(hairline_seed, double(seed)), 1))
                most = std::max(most, std::abs(offset));
        return most;
    };
    CHECK(furthest(with_waves(6, 0)) <= 6);
    CHECK(furthest(with_waves(6, 0)) > 4.5);
    CHECK(furthest(with_waves(0, 3)) <= 3);
    CHECK(furthest(with_waves(0, 3)) > 2.25);
}

TEST_CASE("waves half as long come twice as often") {
    const auto turns = [](double wavelength) {
        int found = 0;
        for (int seed = 0; seed < 50; ++seed) {
            const auto line =
                offsets(with_waves(4, 0).with(hairline_wavelength_mm, wavelength).with(hairline_seed, double(seed)), 1);
            for (std::size_t i = 1; i < line.size(); ++i) found += (line[i] < 0) != (line[i - 1] < 0);
        }
        return found;
    };
    CHECK(double(turns(20)) == Approx(2 * turns(40)).epsilon(0.1));
    // A value that crosses its mean at random every knot or second knot makes one to two turns a wave.
    CHECK(turns(40) > 50 * 135 / 40);
    CHECK(turns(40) < 2 * 50 * 135 / 40);
}

TEST_CASE("asymmetry: sides of their own, mirror images, or one side further back") {
    for (const double seed : {1.0, 2.0, 3.0, 4.0}) {
        const Design own = with_waves(3, 1).with(hairline_seed, seed), same = own.with(hairline_asymmetry_mm, 0.0);
        CHECK(offsets(same, 1) == offsets(same, -1));
        CHECK(offsets(same, 1) == offsets(own, 1));  // the left side stays when asymmetry is set
        CHECK(offsets(own, 1) != offsets(own, -1));
        const auto left = offsets(own.with(hairline_asymmetry_mm, 6.0), 1),
                   right = offsets(own.with(hairline_asymmetry_mm, 6.0), -1);
        const double sign = left.back() > right.back() ? 1 : -1;
        for (std::size_t i = 0; i < left.size(); ++i) {
            REQUIRE(sign * (left[i] - right[i]) <= 6 + 1e-4);
            REQUIRE(sign * (left[i] - right[i]) >= (i >= 181 ? 0.4 * 6 - 1e-4 : 0));  // from 33 mm on
            // Shared between the sides: their mean is the line without asymmetry.
            REQUIRE(0.5 * (left[i] + right[i]) == Approx(offsets(same, 1)[i]).margin(1e-4));
        }
    }
    const HairlineIrregularity most(Design().with(hairline_asymmetry_mm, 8.0));
    for (const float along : {-3.0F, 0.0F, 2.9F}) CHECK(most(along) == 0.0F);
    int left_back = 0;  // either side, as the seed has it
    for (int seed = 0; seed < 100; ++seed)
        left_back += HairlineIrregularity(
                         with_waves(0, 0).with(hairline_asymmetry_mm, 4.0).with(hairline_seed, double(seed)))(60) > 0;
    CHECK(left_back > 30);
    CHECK(left_back < 70);
}

TEST_CASE("waves and clefts follow the style until they are set") {
    const Design broken = Design().with(hairline_style, std::string("broken"));
    CHECK(broken.number(hairline_wave_mm) == hairline_waves(broken).wave_mm);
    CHECK(broken.number(hairline_jitter_mm) == hairline_waves(broken).jitter_mm);
    CHECK(broken.number(hairline_wave_mm) > Design().number(hairline_wave_mm));
    CHECK(broken.with(hairline_wave_mm, 0.5).number(hairline_wave_mm) == 0.5);
    CHECK(offsets(broken.with(hairline_wave_mm, 6.0).with(hairline_jitter_mm, 4.0), 1) == offsets(broken, 1));
}
