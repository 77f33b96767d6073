// What fading depends on, worked out from the words of a design: skin, sun, pigment, depth and aftercare.
#pragma once
#include <array>

#include "design.h"
#include "shared/dot.h"

namespace stipple::model {

inline constexpr int kHalfLifeClasses = int(shared::HALF_LIFE_CLASSES);

struct FadeDrivers {
    float rate = 1;             // times faster than the reference
    float diffusion = 0;        // mm^2 per year
    float depth_mm = 0;
    float shift_share = 0, shift_half_time_years = 1;
    bool changes_to_cool = true;  // the hue that dots change to is cooler than their own, as fresh ones look
    std::array<float, kHalfLifeClasses> half_life_years{};
    std::array<float, kHalfLifeClasses> kept{};  // share of its ink that bad aftercare leaves a dot of each class; 1 each where good
};

// The typical course, without what was observed (fade_calibration.h). Decided by + - x / alone: touch-ups follow from it. Sizes are assumed, directions from clinics.
[[nodiscard]] FadeDrivers fade_drivers(const Design& design);

// The same drivers at another rate (> 0).
[[nodiscard]] FadeDrivers at_rate(FadeDrivers drivers, float rate);

// What is left of a dot's ink on the mean over all classes `age_years` (>= 0) after it was placed, over its ink extrapolated to
// day 0 without the fresh excess; with what aftercare took, or as after good aftercare.
[[nodiscard]] double mean_kept(const FadeDrivers& drivers, double age_years);
[[nodiscard]] double mean_retained(const FadeDrivers& drivers, double age_years);

// Of one class: the share that aftercare has left `age_years` after a session. It goes from day 3 to day 14.
[[nodiscard]] float aftercare_share(const FadeDrivers& drivers, int half_life_class, float age_years);

}  // namespace stipple::model
