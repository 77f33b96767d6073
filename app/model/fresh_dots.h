// Single dots while they heal, up to six weeks after their session: scabs that stand out and fall one by one, what lies pale under them,
// and the cool look of fresh carbon. On the mean over all dots the ink is that of the fade curve, always.
#pragma once
#include <array>

#include "fade_drivers.h"

namespace stipple::model {

struct FreshDots {
    std::array<float, kHalfLifeClasses> ink;     // factor on the ink of each class: its mean by `weight` is 1
    std::array<float, kHalfLifeClasses> width2;  // square of the width over that of the same dot healed
    float cool = 0;                              // share of dots that read cooler than they will
};

// Dots of every class `age_years` (>= 0) after their session; `weight` is the ink each class would
// have without, about 1 when healed. From 0.12 years on
// everything is 1, and cool 0.
[[nodiscard]] FreshDots fresh_dots(double age_years, const std::array<float, kHalfLifeClasses>& weight);

// The day on which the scab of a class falls: 3 to 10.
[[nodiscard]] double scab_day(int half_life_class);

}  // namespace stipple::model
