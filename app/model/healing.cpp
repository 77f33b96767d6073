#include "healing.h"

#include <algorithm>
#include <cmath>

#include "session_plan.h"
#include "time_table.h"

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

// The most that any session's wound of `after(days)` comes to.
template <class After>
double worst_session(const Design& design, double years, After after) {
    if (design.choice(ParameterId::time_healing) == "off") return 0;
    const std::vector<double> ends = session_boundaries(design);
    const SessionPlan plan = session_plan(design);
    double worst = 0;
    for (int k = 0; k < int(ends.size()); ++k) {
        if (k >= plan.shown && k < plan.planned) continue;
        const double days = (years - session_time(design, k)) * kDaysAYear;
        if (days < 0) continue;
        const double share = ends[std::size_t(k)] - (k > 0 ? ends[std::size_t(k) - 1] : 0.0);
        worst = std::max(worst, std::min(1.0, share / kFullShare) * after(days));
    }
    return worst;
}

}  // namespace

double redness(const Design& design, double years) {
    return worst_session(design, years, [](double days) {
        const double end = std::exp(-kRednessOffDays / kRednessDays);
        return std::max(0.0, (std::exp(-days / kRednessDays) - end) / (1 - end));
    });
}

double flaking(const Design& design, double years) {
    return worst_session(design, years,
                         [](double days) { return ramp(kFlakesFrom, kFlakesFull, days) * (1 - ramp(kFlakesLess, kFlakesOff, days)); });
}

}  // namespace stipple::model
