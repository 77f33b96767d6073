// The first six weeks: dots differ, their mean does not. The oracle is the fade curve in closed form.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "model/fresh_dots.h"
#include "model/time_table.h"
#include "shared/profile.h"

using namespace stipple;
using namespace stipple::model;
using enum ParameterId;

namespace {

constexpr double kDay = 1 / 365.25, kHealed = 0.12;
constexpr unsigned kClasses = shared::HALF_LIFE_CLASSES;

Design one_session() { return Design().with(sessions_count, 1.0); }

const shared::TimeEntry& entry(const shared::TimeTable& table, unsigned half_life_class) {
    return table.entries[half_life_class * shared::MAX_SESSIONS];
}

double mean(const shared::TimeTable& table) {
    double sum = 0;
    for (unsigned i = 0; i < kClasses; ++i) sum += double(entry(table, i).strength);
    return sum / kClasses;
}

// Strength of the darkest class over the palest.
double contrast(const shared::TimeTable& table) {
    double most = 0, least = 10;
    for (unsigned i = 0; i < kClasses; ++i) {
        most = std::max(most, double(entry(table, i).strength));
        least = std::min(least, double(entry(table, i).strength));
    }
    return most / least;
}

// Days after the session: 1.5 times as dark at first, the excess going with 5 days.
double curve(double days) {
    const auto retained = [](double d) { return 0.5 * std::exp(-d / 5) + std::exp2(-d * kDay / 5.907); };
    return retained(days) / retained(kHealed / kDay);
}

}  // namespace

TEST_CASE("day for day the mean over all dots is the fade curve") {
    for (int day = 0; day <= 44; ++day) {
        INFO("day " << day);
        CHECK(mean(time_table(one_session(), day * kDay)) == Approx(curve(day)).epsilon(1e-3));
        CHECK(strength_at(one_session(), day * kDay) == Approx(curve(day)).epsilon(1e-3));
    }
    CHECK(mean(time_table(one_session(), 0)) == Approx(1.52).margin(0.02));  // fresh work looks 30 to 50 % darker
}

TEST_CASE("scabs fall one by one from day 3 to 10, the pale dots below them come back by day 28") {
    const auto at = [](double day) { return time_table(one_session(), day * kDay); };
    CHECK(contrast(at(0)) < 1.01);
    CHECK(contrast(at(2)) < 1.01);
    CHECK(contrast(at(6)) > 1.7);
    CHECK(contrast(at(12)) > 1.05);
    CHECK(contrast(at(28)) < contrast(at(12)));
    CHECK(contrast(at(28)) == Approx(contrast(at(40))).epsilon(0.02));
    // On every day in between as many are without a scab as have had their day.
    const shared::TimeTable middle = at(6.5);
    int dark = 0;
    for (unsigned i = 0; i < kClasses; ++i) dark += double(entry(middle, i).strength) > curve(6.5);
    CHECK(dark == 16);
    // Which day has nothing to do with how long a dot lasts.
    double covariance = 0, days = 0, classes = 0;
    for (int i = 0; i < int(kClasses); ++i) {
        const double day = scab_day(i) - 6.5;
        CHECK(std::abs(day) < 3.5);
        covariance += day * (i - 15.5), days += day * day, classes += (i - 15.5) * (i - 15.5);
    }
    CHECK(std::abs(covariance) / std::sqrt(days * classes) < 0.02);
}

TEST_CASE("fresh dots are wider and darker than healed ones, just bared ones finer and paler") {
    const auto width_and_peak = [](double day, unsigned half_life_class) {
        const shared::TimeTable table = time_table(one_session(), day * kDay);
        const shared::TimeEntry& now = entry(table, half_life_class);
        const double width2 = double(shared::dot_width2(0.22F, now.sigma2, now.strength));
        return std::pair(std::sqrt(width2), double(shared::dot_peak(0.22F, float(width2), now.strength)));
    };
    const auto first = std::size_t(0), last = std::size_t(kClasses);
    unsigned early = 0, late = 0;
    for (auto i = first; i < last; ++i) {
        if (scab_day(int(i)) < scab_day(int(early))) early = unsigned(i);
        if (scab_day(int(i)) > scab_day(int(late))) late = unsigned(i);
    }
    const auto healed = width_and_peak(44, early), fresh = width_and_peak(0, early), bare = width_and_peak(6, early), scab = width_and_peak(6, late);
    CHECK(healed.first == Approx(0.22).epsilon(0.01));
    CHECK(fresh.first > 1.12 * healed.first);
    CHECK(fresh.second > 1.08 * healed.second);
    CHECK(scab.first > healed.first);
    CHECK(scab.second > healed.second);
    CHECK(bare.first < healed.first);
    CHECK(bare.second < healed.second);
    CHECK(bare.second < 0.8 * scab.second);
}

TEST_CASE("with healing left out the first day is the healed look, and later years are what they are") {
    const Design off = Design().with(time_healing, std::string("off"));
    const shared::TimeTable first = time_table(off, 0), healed = time_table(Design(), kHealed);
    const auto same = [](const shared::TimeTable& a, const shared::TimeTable& b) {
        return std::equal(std::begin(a.entries), std::end(a.entries), std::begin(b.entries), [](const shared::TimeEntry& x, const shared::TimeEntry& y) {
            return x.strength == y.strength && x.sigma2 == y.sigma2 && x.shift == y.shift;
        });
    };
    CHECK(same(first, healed));
    for (double years : {0.12, 0.2, 1.0, 4.0, 15.0}) CHECK(same(time_table(off, years), time_table(Design(), years)));
    CHECK(strength_at(off, 0) == Approx(1).margin(1e-6));
    // One session on the mean: nothing added, nothing spread, nothing shifted.
    const shared::TimeTable one = time_table(off.with(sessions_count, 1.0), 0);
    CHECK(mean(one) == Approx(1).margin(1e-6));
    for (unsigned i = 0; i < kClasses; ++i) {
        CHECK(double(entry(one, i).sigma2) == Approx(0).margin(1e-7));
        CHECK(entry(one, i).shift == 0);
    }
    // A touch-up is there healed at once too.
    const Design touched = off.with(touchup_years, std::vector<double>{4});
    CHECK(strength_at(touched, 4) == Approx(strength_at(touched, 4 + kHealed)).epsilon(0.02));
    CHECK(strength_at(Design().with(touchup_years, std::vector<double>{4}), 4) > 1.15);
}
