#include "healing.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "session_plan.h"

namespace stipple::model {
namespace {

constexpr double kDaysAYear = 365.25;
// A usual last session places a quarter of the dots, and skin is red all over after it.
constexpr double kFullShare = 0.25;
// "Most redness 1 to 3 days, gone by day 5" (clinics; the time constant is assumed).
constexpr double kRednessDays = 1.2, kRednessOffDays = 5;
// Flaking from day 3 to 7, surface healed by day 7 to 10 (ScalpHair UK, hairdoctornyc, ScalpClinic); edges assumed.
constexpr double kFlakesFrom = 2, kFlakesFull = 5, kFlakesLess = 8, kFlakesOff = 14;

double ramp(double low, double high, double x) {
    const double share = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return share * share * (3 - 2 * share);
}

double redness(double days) {
    const double end = std::exp(-kRednessOffDays / kRednessDays);
    return std::max(0.0, (std::exp(-days / kRednessDays) - end) / (1 - end));
}

double flaking(double days) { return ramp(kFlakesFrom, kFlakesFull, days) * (1 - ramp(kFlakesLess, kFlakesOff, days)); }

}  // namespace

SkinHealing skin_healing(const FadeCourse& course, double years) {
    SkinHealing worst;
    if (!course.healing()) return worst;
    std::vector<double> ends;  // asked for when a session is so fresh, which it seldom is
    for (int k = 0; k < kMostSessions; ++k) {
        const std::optional<double> since = course.since(k, years);
        const double days = since ? *since * kDaysAYear : kFlakesOff;
        if (days >= kFlakesOff) continue;
        if (ends.empty()) ends = course.boundaries();
        const auto at = std::size_t(k);
        const double share = std::min(1.0, (ends[at] - (k > 0 ? ends[at - 1] : 0.0)) / kFullShare);
        worst.redness = std::max(worst.redness, share * redness(days));
        worst.flaking = std::max(worst.flaking, share * flaking(days));
    }
    return worst;
}

}  // namespace stipple::model
