#include "fresh_dots.h"

#include <algorithm>
#include <cmath>

#include "shared/fade.h"

namespace stipple::model {
namespace {

constexpr double kDaysAYear = 365.25;
constexpr double kFirstScab = 3, kLastScab = 10;  // scabs fall from day 3 to 10 (HIS Hair Clinic, ScalpHair UK)
constexpr double kScabFalls = 0.5;                // half a day before and after its day: edges assumed
constexpr double kTrueColor = 28;                 // skin renews itself in 28 days, then the colour is true (r/SMPchat, clinics)
// A dot under its scab is this much darker, one that has just lost it this much lighter than it would be: "scabs fall taking
// pigment", "phantom fade". Sizes assumed.
constexpr double kScabDarker = 0.35, kUnderLighter = 0.4;
// A dot that holds more ink than healed is wider and darker at once: its area grows with this power of its ink, its darkness with the rest.
// Clinics have fresh dots 1.7 to 2.5 times as wide as healed ones (0.25 against 0.10 to 0.15 mm: smpdebate.com, jonathangerow.com), of the
// pigment and with the scab; ink half as much again spread so far would be a pale blot, and fresh dots look dark and crisp.
constexpr double kAreaOfInk = 0.75;
constexpr double kUnderNarrower = 0.07;  // pale dots read a little finer. Assumed
// Fresh work looks cooler (colour theory syllabus, Gatehouse Level 4); share and time assumed as those of its darkness.
constexpr double kCoolShare = 0.25;

double ramp(double low, double high, double x) {
    const double share = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return share * share * (3 - 2 * share);
}

// 0 while the scab of a class is on, 1 once it has fallen.
double fallen(int half_life_class, double day) {
    const double falls = scab_day(half_life_class);
    return ramp(falls - kScabFalls, falls + kScabFalls, day);
}

// How pale a dot is that has lost its scab, 0 .. 1.
double paleness(int half_life_class, double day) {
    return fallen(half_life_class, day) * (1 - ramp(scab_day(half_life_class), kTrueColor, day));
}

}  // namespace

double scab_day(int half_life_class) {
    // An order of the classes that has next to nothing to do with their half-lives (correlation 0.009).
    const int place = (half_life_class * 9 + 10) % kHalfLifeClasses;
    return kFirstScab + (kLastScab - kFirstScab) * (place + 0.5) / kHalfLifeClasses;
}

FreshDots fresh_dots(double age_years, const std::array<float, kHalfLifeClasses>& weight) {
    FreshDots dots;
    dots.ink.fill(1);
    dots.width2.fill(1);
    if (age_years >= double(shared::FADE_HEALED_YEARS)) return dots;
    const double day = age_years * kDaysAYear;
    double all = 0, kept = 0;
    for (int i = 0; i < kHalfLifeClasses; ++i) {
        const auto at = std::size_t(i);
        dots.ink[at] = float(1 + (1 - fallen(i, day)) * kScabDarker - paleness(i, day) * kUnderLighter);
        all += double(weight[at]);
        kept += double(weight[at] * dots.ink[at]);
    }
    for (int i = 0; i < kHalfLifeClasses; ++i) {
        const auto at = std::size_t(i);
        dots.ink[at] = float(double(dots.ink[at]) * all / kept);
        const double ink = double(weight[at] * dots.ink[at]);
        const double under = 1 - kUnderNarrower * paleness(i, day);
        dots.width2[at] = float(under * under * std::max(1.0, std::pow(ink, kAreaOfInk)));
    }
    const double tau = double(shared::FADE_FRESH_YEARS), end = std::exp(-double(shared::FADE_HEALED_YEARS) / tau);
    dots.cool = float(kCoolShare * (std::exp(-age_years / tau) - end) / (1 - end));
    return dots;
}

}  // namespace stipple::model
