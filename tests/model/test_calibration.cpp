// The artist's own observations. The oracle fades a hundred thousand dots with half-lives of their own, one by one, at the rate that the
// program says, and looks whether the mean is what was seen.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "model/fade_calibration.h"
#include "model/time_table.h"

using namespace stipple;
using namespace stipple::model;
using enum ParameterId;

namespace {

using List = std::vector<double>;
constexpr double kDay = 1 / 365.25;

Design seen(List years, List percent) { return Design().with(fade_observed_years, std::move(years)).with(fade_observed_percent, std::move(percent)); }

// Mean ink over healed of the default plan, three sessions of 35, 41 and 24 % two weeks apart.
double many_dots(double years, double rate, int dots = 100'000) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    std::uniform_real_distribution<double> uniform;
    double now = 0, healed = 0;
    for (int i = 0; i < dots; ++i) {
        const double half_life = 5.907 * std::exp(0.25 * normal(random)) / rate, pick = uniform(random);
        const double since = pick < 0.35 ? 28 * kDay : pick < 0.76 ? 14 * kDay : 0;
        const auto ink = [&](double age) { return 0.5 * std::exp(-age / (5 * kDay)) + std::exp2(-age / half_life); };
        now += ink(years + since), healed += ink(0.12 + since);
    }
    return now / healed;
}

}  // namespace

TEST_CASE("without observations the curve is that of many single dots") {
    for (double years : {0.5, 2.0, 4.0, 8.0, 15.0}) CHECK(strength_at(Design(), years) == Approx(many_dots(years, 1)).margin(0.003));
    CHECK(fade_calibration(Design()).observations == 0);
    CHECK(fade_calibration(seen({3}, {})).observations == 0);
    CHECK(fade_calibration(seen({2, 5}, {80})).observations == 1);
}

TEST_CASE("one observation sets the half-life, whatever the other drivers say") {
    for (const auto& [years, percent] : {std::pair(3.0, 80.0), {3.0, 50.0}, {6.0, 40.0}, {1.0, 95.0}, {0.5, 90.0}}) {
        const Design design = seen({years}, {percent});
        const Calibration c = fade_calibration(design);
        INFO(years << " years, " << percent << " %, rate " << c.rate);
        CHECK(c.met);
        CHECK(strength_at(design, years) == Approx(percent / 100).margin(1e-4));
        CHECK(many_dots(years, c.rate) == Approx(percent / 100).margin(0.004));
        CHECK(strength_at(design.with(client_sun, std::string("outdoor")), years) == Approx(percent / 100).margin(1e-4));
        CHECK(strength_at(design.with(sessions_count, 1.0).with(sessions_dilution, List{20, 6}), years) == Approx(percent / 100).margin(1e-4));
        CHECK(strength_at(design, 0.12) == Approx(1).margin(1e-6));
    }
}

TEST_CASE("two observations set half-life and what was lost at once") {
    const Design design = seen({1, 6}, {75, 45});
    const Calibration c = fade_calibration(design);
    CHECK(c.met);
    CHECK(strength_at(design, 1) == Approx(0.75).margin(1e-4));
    CHECK(strength_at(design, 6) == Approx(0.45).margin(1e-4));
    // Both lie on one curve of many dots, times the share.
    CHECK(c.one_off * many_dots(1, c.rate) == Approx(0.75).margin(0.003));
    CHECK(c.one_off * many_dots(6, c.rate) == Approx(0.45).margin(0.003));
    CHECK(strength_at(design, 0.12) == Approx(c.one_off).margin(0.003));
    const Design poor = design.with(client_aftercare, std::string("poor"));
    CHECK(strength_at(poor, 1) == Approx(0.75).margin(1e-4));
    CHECK(strength_at(poor, 6) == Approx(0.45).margin(1e-4));
}

TEST_CASE("what no pigment can do is met as nearly as can be, and said") {
    // Darker after years than before: the slowest fading there is, half of the way between.
    const Calibration rising = fade_calibration(seen({1, 4}, {60, 80}));
    CHECK_FALSE(rising.met);
    CHECK(rising.rate == Approx(1.0 / 8).epsilon(0.02));
    CHECK(rising.curve_percent[0] > 60);
    CHECK(rising.curve_percent[1] < 80);
    // No course of any rate and share lies nearer: all of them tried one by one.
    for (const Design& design : {seen({1, 4}, {60, 80}), seen({4, 5}, {90, 10}), seen({2, 9}, {110, 100}), seen({0.5, 14}, {10, 9})}) {
        const Calibration c = fade_calibration(design);
        const auto miss = [&](double first, double second) { return std::hypot(first - c.seen_percent[0], second - c.seen_percent[1]); };
        const double found = miss(c.curve_percent[0], c.curve_percent[1]);
        CHECK(c.met == (std::abs(c.curve_percent[0] - c.seen_percent[0]) <= 0.5 && std::abs(c.curve_percent[1] - c.seen_percent[1]) <= 0.5));
        CHECK(100 * strength_at(design, c.years[0]) == Approx(c.curve_percent[0]).margin(0.01));
        CHECK(100 * strength_at(design, c.years[1]) == Approx(c.curve_percent[1]).margin(0.01));
        double least = 1000;
        for (double rate = 0.125; rate <= 8; rate *= 1.15) {
            const double first = 100 * many_dots(c.years[0], rate, 10'000), second = 100 * many_dots(c.years[1], rate, 10'000);
            for (double share = 0.2; share <= 1.1; share += 0.01) least = std::min(least, miss(share * first, share * second));
        }
        CHECK(found <= least + 0.3);
    }
    CHECK_FALSE(fade_calibration(seen({2}, {110})).met);
}

TEST_CASE("the band around the typical course narrows with what is known") {
    const auto band = [](const Design& design) {
        return strength_at(design.with(time_course, std::string("slow")), 5) - strength_at(design.with(time_course, std::string("fast")), 5);
    };
    const Design one = seen({4}, {63}), two = seen({1, 4}, {89, 63});
    CHECK(band(Design()) > band(one));
    CHECK(band(one) > band(two));
    CHECK(band(two) > 0.04);
    CHECK(strength_at(one.with(time_course, std::string("fast")), 4) == Approx(many_dots(4, fade_calibration(one).rate * 1.25)).margin(0.003));
    CHECK(strength_at(Design().with(time_course, std::string("slow")), 4) == Approx(many_dots(4, 1 / 1.5)).margin(0.003));
}

TEST_CASE("many times at once are the same as one by one") {
    const Design design = seen({3}, {70}).with(touchup_years, List{5});
    const List years{0, 0.05, 0.12, 3, 4.99, 5.12, 11};
    const List strengths = strengths_at(design, years);
    for (std::size_t i = 0; i < years.size(); ++i) CHECK(strengths[i] == strength_at(design, years[i]));
    CHECK(strength_at(design, 5.12) == Approx(1).margin(1e-5));
}
