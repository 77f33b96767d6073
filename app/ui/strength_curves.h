// A design's strength over the years, with the band nobody can foretell, kept until the design changes what it depends on.
#pragma once
#include <optional>
#include <vector>

#include "model/design.h"

namespace stipple::ui {

// Strength of the healed work is 1. The edges are the courses "slow" and "fast" of time.course.
struct StrengthNow {
    double chosen = 0, low = 0, high = 0;
};

struct StrengthCurves {
    std::vector<double> years;           // rising, 0 .. 15
    std::vector<double> chosen;          // the design as it is, touch-ups and all
    std::vector<double> low, high;       // the band, likewise
    std::vector<double> untouched;       // the design without touch-ups; empty where it has none
    std::optional<double> suggested;     // when the next touch-up is due, in years; none within 15
    std::optional<double> suggested_early, suggested_late;
    double most = 1;                     // the highest strength of all
};

// What a curve says at time `t`: straight between its samples, which lie so that it is less than 0.3 % of the healed work off the model.
[[nodiscard]] double strength_on(const std::vector<double>& years, const std::vector<double>& strengths, double t);

class StrengthCache {
  public:
    // Looked up; worked out anew only where what it depends on differs.
    const StrengthCurves& curves(const model::Design& design);
    StrengthNow now(const model::Design& design);  // at time.years
    [[nodiscard]] int computed() const { return computed_; }  // how often curves were worked out, for tests

  private:
    bool follow(const model::Design& design);  // true where something that may matter differs

    std::vector<model::Value> values_;  // of the design looked at last, without time.years
    std::vector<double> probes_;        // a few strengths of it, by which one is known that looks the same over time
    StrengthCurves curves_;
    double now_at_ = -1;
    StrengthNow now_;
    int computed_ = 0;
};

}  // namespace stipple::ui
