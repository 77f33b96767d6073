#include "time_scale.h"

#include <algorithm>
#include <cmath>

namespace stipple::ui {
namespace {

constexpr double kSessionShare = 0.13;  // of the whole line
constexpr double kHealingShare = 0.27;  // of what follows day 0
constexpr double kHealingCurve = 0.6;   // the first days have most room: day 1 lies a tenth of the six weeks in

double rounded(double years) { return std::round(years * 1e6) / 1e6; }  // so that files read 0.019165

}  // namespace

double time_share(double years) {
    const double t = std::clamp(years, 0.0, kLastYears);
    if (t < kHealedYears) return kHealingShare * std::pow(t / kHealedYears, kHealingCurve);
    return kHealingShare + (1 - kHealingShare) * (t - kHealedYears) / (kLastYears - kHealedYears);
}

double time_at_share(double share) {
    const double s = std::clamp(share, 0.0, 1.0);
    if (s < kHealingShare) return kHealedYears * std::pow(s / kHealingShare, 1 / kHealingCurve);
    return kHealedYears + (kLastYears - kHealedYears) * (s - kHealingShare) / (1 - kHealingShare);
}

double snapped_time(double years, bool fine) {
    const double t = std::clamp(years, 0.0, kLastYears);
    const double day = fine ? 0.25 : 1.0, year = fine ? 0.01 : 0.05;
    const double days = std::round(t * kDaysPerYear / day) * day;
    if (days < (fine ? 43.6 : 42.5)) return rounded(days / kDaysPerYear);
    if (t < kHealedYears + year / 2) return kHealedYears;
    return std::min(rounded(std::round(t / year) * year), kLastYears);
}

double next_time(double years, int direction) {
    constexpr double kStep = 0.25, kNear = 1e-4;
    double before = 0, after = kLastYears;
    const auto stop = [&](double t) {
        if (t < years - kNear) before = std::max(before, t);
        if (t > years + kNear) after = std::min(after, t);
    };
    for (const TimeMark& mark : kTimeMarks)
        if (mark.years <= kHealedYears) stop(rounded(mark.years));
    for (double t = kStep; t <= kLastYears; t += kStep) stop(t);
    return direction < 0 ? before : after;
}

TimeScale::TimeScale(float left, float right, double session_days)
    : left_(left), right_(right), day_0_(std::round(left + float(kSessionShare) * (right - left))), session_days_(session_days) {}

float TimeScale::x_of(double years) const { return day_0_ + float(time_share(years)) * (right_ - day_0_); }

double TimeScale::years_at(float x) const { return time_at_share(double((x - day_0_) / std::max(1.0F, right_ - day_0_))); }

float TimeScale::x_of_session(double days_before) const {
    return day_0_ - float(std::clamp(days_before / session_days_, 0.0, 1.0)) * (day_0_ - left_);
}

double TimeScale::session_days_per_pixel() const { return session_days_ / double(std::max(1.0F, day_0_ - left_)); }

}  // namespace stipple::ui
