// Where times lie along the time line: the sessions before day 0, six weeks of healing with room for single days, then the
// years in equal lengths. Plot, track and marks share it, so what lies above each other is the same day.
#pragma once
#include <array>
#include <string_view>

#include "model/time_table.h"

namespace stipple::ui {

inline constexpr double kDaysPerYear = 365.25;
using model::kHealedYears;                   // where time.years begins: six weeks, true colour after 28 to 42 days
inline constexpr double kLastYears = 15;      // the end of time.years

class TimeScale {
  public:
    // From `left` to `right` in window pixels; the sessions' stretch shows at least `session_days` (> 0) before day 0.
    TimeScale(float left, float right, double session_days);

    [[nodiscard]] float left() const { return left_; }
    [[nodiscard]] float right() const { return right_; }
    [[nodiscard]] float day_0() const { return day_0_; }
    [[nodiscard]] float x_of(double years) const;           // of 0 .. kLastYears, clamped to it
    [[nodiscard]] double years_at(float x) const;           // 0 .. kLastYears
    [[nodiscard]] float x_of_session(double days_before) const;  // 0 or more before day 0, clamped to the stretch
    [[nodiscard]] double session_days_per_pixel() const;

  private:
    float left_, right_, day_0_;
    double session_days_;
};

// The same along the stretch from day 0 on: 0 at day 0, 1 at kLastYears.
[[nodiscard]] double time_share(double years);
[[nodiscard]] double time_at_share(double share);
// Whole days while it heals, then healed, then steps of 0.05 years; `fine` quarters of days and hundredths of years.
[[nodiscard]] double snapped_time(double years, bool fine);
// The next time worth looking at: days 0, 1, 3, 7, 14 and 28, healed, then quarters of years. `direction` -1 or 1.
[[nodiscard]] double next_time(double years, int direction);

// Under the track. `rank` 0 is always named, 1 where there is room, 2 where there is plenty.
struct TimeMark {
    double years;
    std::string_view label;
    int rank;
};
inline constexpr std::array<TimeMark, 22> kTimeMarks{{
    {0, "0", 0},
    {1 / kDaysPerYear, "1", 1},
    {3 / kDaysPerYear, "3", 1},
    {7 / kDaysPerYear, "7", 0},
    {14 / kDaysPerYear, "14", 1},
    {28 / kDaysPerYear, "28", 1},
    {kHealedYears, "6 wk", 0},
    {1, "1 y", 0},
    {2, "2", 1},
    {3, "3", 2},
    {4, "4", 1},
    {5, "5", 0},
    {6, "6", 2},
    {7, "7", 2},
    {8, "8", 1},
    {9, "9", 2},
    {10, "10", 0},
    {11, "11", 2},
    {12, "12", 1},
    {13, "13", 2},
    {14, "14", 2},
    {15, "15 y", 0},
}};

}  // namespace stipple::ui
