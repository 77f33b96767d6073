#include "fade_calibration.h"

#include <algorithm>
#include <cmath>

#include "shared/fade.h"

namespace stipple::model {
namespace {

using enum ParameterId;

// Half-lives of 9 months to 47 years: beyond lies no pigment that anybody reports.
constexpr double kSlowest = 1.0 / 8, kFastest = 8;
constexpr double kLeastKept = 0.2, kMostKept = 1.1;  // 110 % is the most that can be said to have been seen
constexpr double kMetPercent = 0.5;
constexpr int kHalvings = 26;  // of a range of six powers of two
constexpr int kThirds = 18;    // of a quarter of one

// The typical course of a plan at other rates.
struct Curve {
    const FadeDrivers& drivers;
    const SessionPlan& plan;

    // Over the whole plan healed after good aftercare.
    [[nodiscard]] double at(double years, double rate) const {
        const FadeDrivers d = at_rate(drivers, float(double(drivers.rate) * rate));
        const double last = plan.time[std::size_t(plan.planned - 1)];
        double now = 0, healed = 0;
        for (int k = 0; k < plan.planned; ++k) {
            const auto session = std::size_t(k);
            const double ink = plan.share[session] * plan.ink[session], since = last - plan.time[session];
            now += ink * mean_kept(d, years + since);
            healed += ink * mean_retained(d, double(shared::FADE_HEALED_YEARS) + since);
        }
        return now / healed;
    }
};

// The rate at which `falling`, which falls with the rate, is `wanted`; the end of the range where it never is.
template <class Falling>
double rate_where(Falling falling, double wanted) {
    double low = kSlowest, high = kFastest;
    if (falling(low) <= wanted) return low;
    if (falling(high) >= wanted) return high;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = std::sqrt(low * high);
        (falling(middle) > wanted ? low : high) = middle;
    }
    return std::sqrt(low * high);
}

// Rate and one-off share whose course misses two observations least: squares of both misses.
void nearest(const Curve& curve, double kept, Calibration& c) {
    const auto fit = [&](double rate) {
        const double first = curve.at(c.years[0], rate) / kept, second = curve.at(c.years[1], rate) / kept;
        const double seen[2] = {c.seen_percent[0] / 100, c.seen_percent[1] / 100};
        const double best = (seen[0] * first + seen[1] * second) / (first * first + second * second);
        const double share = std::clamp(best, kLeastKept, kMostKept);
        const double miss[2] = {share * first - seen[0], share * second - seen[1]};
        return std::pair(miss[0] * miss[0] + miss[1] * miss[1], share);
    };
    // A grid first: with the share at an end of its range there may be two hollows.
    constexpr int kSteps = 48;
    const double step = std::sqrt(std::sqrt(std::sqrt(2.0)));
    double rate = kSlowest, best = rate, least = fit(rate).first;
    for (int i = 0; i < kSteps; ++i) {
        rate *= step;
        if (const double miss = fit(rate).first; miss < least) least = miss, best = rate;
    }
    double low = std::max(kSlowest, best / step), high = std::min(kFastest, best * step);
    for (int i = 0; i < kThirds; ++i) {
        const double third = (high - low) / 3;
        if (fit(low + third).first > fit(high - third).first) low += third;
        else high -= third;
    }
    c.rate = (low + high) / 2;
    c.one_off = fit(c.rate).second;
}

double mean_share_kept(const FadeDrivers& drivers) {
    double sum = 0;
    for (const float kept : drivers.kept) sum += double(kept);
    return sum / kHalfLifeClasses;
}

Calibration calibrate(const Design& design, const FadeDrivers& drivers, const SessionPlan& plan) {
    Calibration c;
    const auto &years = design.list(fade_observed_years), &percent = design.list(fade_observed_percent);
    c.observations = int(std::min({years.size(), percent.size(), c.years.size()}));
    for (std::size_t i = 0; i < std::size_t(c.observations); ++i) c.years[i] = years[i], c.seen_percent[i] = percent[i];
    const double kept = mean_share_kept(drivers);
    c.one_off = kept;
    if (c.observations == 0) return c;

    const Curve curve{drivers, plan};
    const double first = c.seen_percent[0] / 100, second = c.seen_percent[1] / 100;
    if (c.observations == 1) {
        c.rate = rate_where([&](double rate) { return curve.at(c.years[0], rate); }, first);
    } else {
        c.rate = rate_where([&](double rate) { return curve.at(c.years[1], rate) / curve.at(c.years[0], rate); }, second / first);
        c.one_off = kept * first / curve.at(c.years[0], c.rate);
        const double there = c.one_off / kept * curve.at(c.years[1], c.rate);
        if (c.one_off < kLeastKept || c.one_off > kMostKept || std::abs(there - second) > 1e-4) nearest(curve, kept, c);
    }
    for (std::size_t i = 0; i < std::size_t(c.observations); ++i) {
        c.curve_percent[i] = 100 * c.one_off / kept * curve.at(c.years[i], c.rate);
        c.met &= std::abs(c.curve_percent[i] - c.seen_percent[i]) <= kMetPercent;
    }
    return c;
}

}  // namespace

double course_factor(int observations) { return observations == 0 ? 1.5 : observations == 1 ? 1.25 : 1.15; }

Calibration fade_calibration(const Design& design) { return calibrate(design, fade_drivers(design), session_plan(design)); }

FadeDrivers calibrated_drivers(const Design& design, const SessionPlan& plan) {
    FadeDrivers drivers = fade_drivers(design);
    const Calibration c = calibrate(design, drivers, plan);
    const auto again = float(c.one_off / mean_share_kept(drivers));
    if (c.observations == 2)
        for (float& kept : drivers.kept) kept *= again;
    const std::string& course = design.choice(time_course);
    const double factor = course_factor(c.observations);
    const double rate = c.rate * (course == "fast" ? factor : course == "slow" ? 1 / factor : 1.0);
    return at_rate(drivers, float(double(drivers.rate) * rate));
}

}  // namespace stipple::model
