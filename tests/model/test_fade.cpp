// The oracle here is the fade model in closed form and double precision with the standard library's functions, and a numerical
// integral over the log-normal spread of half-lives; the code under test has 32 classes and its own powers of two.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "model/time_table.h"
#include "shared/fade.h"
#include "shared/profile.h"
#include "table_sum.h"

using namespace stipple;
using namespace stipple::model;
using tests::drawn_strength;
using enum ParameterId;

namespace {

constexpr double kHealed = 0.12, kHalfLife = 5.907, kFresh = 5.0 / 365.25, kGap = 14.0 / 365.25;

// Mean ink of many dots of one age: Simpson's rule over a standard normal z.
double mean_retained(double age, double rate = 1) {
    double sum = 0;
    const int n = 2000;
    for (int i = 0; i <= n; ++i) {
        const double z = -8.0 + 16.0 * i / n;
        const double weight = (i == 0 || i == n) ? 1 : (i % 2 ? 4 : 2);
        sum += weight * std::exp(-z * z / 2) * std::exp2(-age * rate / (kHalfLife * std::exp(0.25 * z)));
    }
    return 0.5 * std::exp(-age / kFresh) + sum * (16.0 / n / 3) / std::sqrt(2 * std::numbers::pi);
}

Design with(ParameterId id, const char* word) { return Design().with(id, std::string(word)); }
Design touched_up(std::vector<double> years) { return Design().with(touchup_years, std::move(years)); }

}  // namespace

TEST_CASE("powers of two are right to float precision") {
    for (double x = -100; x <= 100; x += 0.0371)
        REQUIRE(double(shared::fade_exp2(float(x))) == Approx(std::exp2(double(float(x)))).epsilon(3e-7));
    CHECK(shared::fade_exp2(0.0F) == 1.0F);
    CHECK(shared::fade_exp2(-3.0F) == 0.125F);
}

TEST_CASE("what the panel calls 63 % is 63 %: the published points") {
    const Design design;
    CHECK(strength_at(design, 4) == Approx(0.63).margin(0.001));
    CHECK(strength_at(design, 3) == Approx(0.71).margin(0.005));
    CHECK(strength_at(design, 5) == Approx(0.56).margin(0.005));
    CHECK(strength_at(design, 8) == Approx(0.40).margin(0.005));
    for (double years : {0.0, 0.05, 0.12, 1.0, 4.0, 8.0, 15.0})
        CHECK(drawn_strength(design, years) == Approx(strength_at(design, years)).epsilon(1e-5));
}

TEST_CASE("the whole curve follows the closed form") {
    for (int sessions : {1, 2, 3, 4}) {
        const Design design = Design().with(sessions_count, double(sessions));
        const std::vector<double> ends = session_boundaries(design);
        REQUIRE(int(ends.size()) == sessions);
        auto expected = [&](double years) {
            double sum = 0;
            for (int k = 0; k < sessions; ++k)
                sum += (ends[std::size_t(k)] - (k > 0 ? ends[std::size_t(k) - 1] : 0)) *
                       mean_retained(years + kGap * (sessions - 1 - k));
            return sum;
        };
        for (double years : {0.0, 0.01, 0.03, 0.12, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 15.0}) {
            INFO(sessions << " sessions, " << years << " years");
            CHECK(strength_at(design, years) == Approx(expected(years) / expected(kHealed)).margin(0.001));
        }
    }
}

TEST_CASE("healed is 1, whatever fades the dots; fresh dots are half as dark again") {
    for (const Design& design : {Design(), with(client_skin_type, "dry"), with(client_sun, "outdoor"), with(pigment_kind, "iron-oxide"),
                                 Design().with(dot_depth_mm, 0.1), Design().with(sessions_count, 1.0)})
        CHECK(drawn_strength(design, kHealed) == Approx(1).margin(2e-6));
    const shared::TimeTable fresh = time_table(Design().with(sessions_count, 1.0), 0);
    for (unsigned i = 0; i < shared::HALF_LIFE_CLASSES; ++i)
        CHECK(double(fresh.entries[i * shared::MAX_SESSIONS].strength) == Approx(1.5 / mean_retained(kHealed)).epsilon(1e-4));
}

TEST_CASE("the classes are 32 equal shares of a log-normal spread of half-lives") {
    const shared::TimeTable early = time_table(Design(), 2), late = time_table(Design(), 10);
    for (unsigned i = 0; i < shared::HALF_LIFE_CLASSES; ++i) {
        const auto entry = i * shared::MAX_SESSIONS + 1;
        const double half_life = -8.0 / std::log2(double(late.entries[entry].strength) / double(early.entries[entry].strength));
        const double z = std::log(half_life / kHalfLife) / 0.25;
        CHECK(0.5 * std::erfc(-z / std::numbers::sqrt2) == Approx((i + 0.5) / 32).margin(2e-5));
    }
}

TEST_CASE("what makes pigment fade faster does so by its rate") {
    const auto rate_of = [](const Design& design) {  // from the mean at two late times, by bisection on the closed form
        const double ratio = strength_at(design, 6) / strength_at(design, 2);
        double low = 0.05, high = 20;
        for (int i = 0; i < 60; ++i) {
            const double rate = (low + high) / 2;
            const double ages = 14.0 / 365.25 * (2 * 0.35 + 0.41);  // mean extra age of the earlier sessions
            (mean_retained(6 + ages, rate) / mean_retained(2 + ages, rate) > ratio ? low : high) = rate;
        }
        return low;
    };
    CHECK(rate_of(Design()) == Approx(1).epsilon(0.005));
    CHECK(rate_of(with(client_skin_type, "dry")) == Approx(1.4).epsilon(0.005));
    CHECK(rate_of(with(client_skin_type, "oily")) == Approx(1.2).epsilon(0.005));
    CHECK(rate_of(with(client_sun, "hat")) == Approx(0.75).epsilon(0.005));
    CHECK(rate_of(with(client_sun, "outdoor")) == Approx(1.8).epsilon(0.005));
    CHECK(rate_of(Design().with(skin_tone, 7.5)) == Approx(0.85).epsilon(0.005));
    CHECK(rate_of(Design().with(skin_tone, 6.5)) == Approx(1).epsilon(0.005));
    CHECK(rate_of(Design().with(dot_depth_mm, 0.1)) == Approx(1.5).epsilon(0.005));
    CHECK(rate_of(Design().with(dot_depth_mm, 1.0)) == Approx(0.8).epsilon(0.005));
    CHECK(rate_of(with(client_skin_type, "dry").with(client_sun, std::string("outdoor"))) == Approx(1.4 * 1.8).epsilon(0.005));
    // Dry, sun and shallow together: 35 to 50 % left at 3 years is the published worst case for two of them.
    const double worst = strength_at(with(client_skin_type, "dry").with(client_sun, std::string("outdoor")), 3);
    CHECK(worst > 0.35);
    CHECK(worst < 0.50);
}

TEST_CASE("dots spread as heat does, more when deep, oily or of tattoo ink") {
    const auto last = [](const Design& design, double years) { return double(time_table(design, years).entries[2].sigma2); };
    const Design design;
    CHECK(last(design, kHealed) == Approx(0).margin(1e-7));
    CHECK(last(design, 4) == Approx(2 * 3e-4 * (4 - kHealed)).epsilon(1e-4));
    CHECK(last(with(client_skin_type, "oily"), 4) == Approx(1.4 * last(design, 4)).epsilon(1e-4));
    const double deep = 0.15 * 0.15 * (1.0 - 0.45 * 0.45);
    CHECK(last(design.with(dot_depth_mm, 1.0), kHealed) == Approx(deep).epsilon(1e-3));
    CHECK(last(design.with(dot_depth_mm, 1.0), 4) == Approx(deep + 5 * 2 * 3e-4 * (4 - kHealed)).epsilon(1e-3));
    CHECK(last(design.with(dot_depth_mm, 0.2), kHealed) == Approx(0.15 * 0.15 * (0.04 - 0.2025)).epsilon(1e-3));
    CHECK(last(with(pigment_kind, "tattoo-ink"), 8) > 3 * last(design, 8));
    CHECK(mean_added_variance(design, 4) == Approx(2 * 3e-4 * (4 - kHealed + kGap * (2 * 0.35 + 0.41))).epsilon(0.002));
    // Good work of 0.22 mm reads 0.25 mm after 4 years and stays under 0.3 mm at 8.
    CHECK(std::sqrt(double(shared::dot_width2(0.22F, float(last(design, 4)), 0.63F))) == Approx(0.248).margin(0.002));
    CHECK(std::sqrt(double(shared::dot_width2(0.22F, float(last(design, 8)), 0.40F))) < 0.3);
}

TEST_CASE("a dot that spreads keeps its ink") {
    // Integral over the plane of the profile as it is drawn, by Simpson's rule on rings.
    const auto mass = [](double peak, double width) {
        double sum = 0;
        const int n = 4000;
        const double radius = width / 2, edge = 2.0 * radius;
        for (int i = 0; i <= n; ++i) {
            const double r = edge * i / n;
            sum += (i == 0 || i == n ? 1 : i % 2 ? 4 : 2) * r * double(shared::dot_profile(float(r / radius)));
        }
        return peak * 2 * std::numbers::pi * sum * edge / n / 3;
    };
    for (double years : {0.0, 0.02, 0.12, 4.0, 15.0})
        for (double depth : {0.1, 0.45, 1.5}) {
            const shared::TimeTable table = time_table(Design().with(dot_depth_mm, depth), years);
            for (unsigned i = 0; i < shared::HALF_LIFE_CLASSES; i += 5) {
                const shared::TimeEntry& entry = table.entries[i * shared::MAX_SESSIONS + 2];
                const float width2 = shared::dot_width2(0.22F, entry.sigma2, entry.strength);
                const double expected = double(entry.strength) * std::numbers::pi / 4 * 0.22 * 0.22;
                CHECK(mass(double(shared::dot_peak(0.22F, width2, entry.strength)), std::sqrt(double(width2))) == Approx(expected).epsilon(1e-4));
            }
        }
}

TEST_CASE("carbon keeps its hue for years; other pigments do not, and fresh carbon is cool") {
    const auto shift = [](const Design& design, double years) { return double(time_table(design, years).entries[2].shift); };
    CHECK(shift(Design(), 15) < 0.05);
    CHECK(shift(Design().with(dot_depth_mm, 1.5), 8) == shift(Design(), 8));  // what depth does to hue is the same from the first day
    CHECK(shift(with(pigment_kind, "iron-oxide"), kHealed + 4) == Approx(0.75 * 0.75).epsilon(1e-3));  // two half-times of two years
    CHECK(shift(with(pigment_kind, "tattoo-ink"), kHealed + 1.5) == Approx(0.45).epsilon(1e-3));
    for (const char* kind : {"smp-carbon", "iron-oxide", "tattoo-ink"}) {
        CHECK(shift(with(pigment_kind, kind), kHealed) == 0);
        double before = 0;
        for (double years = 0.25; years <= 15; years += 0.25) {
            const double now = shift(with(pigment_kind, kind), years);
            CHECK(now > before);
            CHECK(now <= 1);
            before = now;
        }
    }
    CHECK(shift(Design(), 0) == Approx(0.25).epsilon(1e-4));
    CHECK(shift(Design(), kFresh) == Approx(0.25 * std::exp(-1.0)).epsilon(0.001));
    CHECK(shift(with(pigment_kind, "iron-oxide"), 0) == 0);  // its changed hue is a warm one
}

TEST_CASE("a touch-up brings the strength back to healed with new dots only") {
    const Design design = touched_up({4, 8});
    const std::vector<double> ends = session_boundaries(design);
    REQUIRE(ends.size() == 5);
    CHECK(ends[2] == 1.0);
    CHECK(session_count(design) == 5);
    CHECK(session_time(design, 0) == Approx(-28 / 365.25));
    CHECK(session_time(design, 2) == 0);
    CHECK(session_time(design, 3) == 4);

    CHECK(strength_at(design, 3.99) == Approx(strength_at(Design(), 3.99)));
    CHECK(time_table(design, 3.99).entries[3].strength == 0.0F);
    CHECK(strength_at(design, 4 + kHealed) == Approx(1).margin(1e-5));
    CHECK(strength_at(design, 8 + kHealed) == Approx(1).margin(1e-5));
    // Extra dots by the closed form: what is missing at 4.12 years over the strength of a new dot healed.
    const auto plan = [](double years) {
        return 0.35 * mean_retained(years + 2 * kGap) + 0.41 * mean_retained(years + kGap) + 0.24 * mean_retained(years);
    };
    const double extra = (plan(kHealed) - plan(4 + kHealed)) / mean_retained(kHealed);
    CHECK(ends[3] - ends[2] == Approx(extra).margin(0.002));
    CHECK(ends[3] == Approx(1.38).margin(0.01));

    // Touched up on the day of the last session: nothing is missing, nothing is added.
    CHECK(session_boundaries(touched_up({0})).back() == 1.0);
    // The most a design can hold.
    const Design full = touched_up({1, 2, 3, 4, 5, 6, 7, 8}).with(sessions_count, 4.0);
    CHECK(session_boundaries(full).size() == shared::MAX_SESSIONS);
    const std::vector<double> rising = session_boundaries(full);
    CHECK(std::is_sorted(rising.begin(), rising.end()));
}
