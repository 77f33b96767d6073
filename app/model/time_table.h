// From a design and a time to what the renderer reads: how strong, how wide and in which hue each class of dots is now.
#pragma once
#include <optional>
#include <vector>

#include "design.h"
#include "shared/time_table.h"

namespace stipple::model {

// Sessions of the plan, then touch-ups.
[[nodiscard]] int session_count(const Design& design);  // 1 .. shared::MAX_SESSIONS

// When session `k` was or will be, in years: the last planned one is 0, earlier ones lie 14 days apart before it, touch-ups
// follow at touchup.years.
[[nodiscard]] double session_time(const Design& design, int session);

// Ink now over ink healed. Healed means 0.12 years after the last session, without touch-ups: the mean over all half-life
// classes and planned sessions (by their share of dots) is exactly 1 then, whatever the skin, sun, depth and pigment.
// A session still to come has strength 0. sigma2 is 0 for a healed dot of the last session at the reference depth of 0.45 mm.
// Entries of sessions the design has not are 0.
[[nodiscard]] shared::TimeTable time_table(const Design& design, double years);

// Boundaries between the sessions as multiples of the density wanted: session k owns the ranks from boundary k - 1 (0 before
// the first) to boundary k. Rises to 1 at the last planned session; each touch-up then adds the new dots which restore the
// healed strength of the whole, 0.12 years after it. The last is the total. One a session. Deterministic on every machine.
[[nodiscard]] std::vector<double> session_boundaries(const Design& design);

// Sum of ink at `years` over the same design healed without touch-ups: what the panel shows in per cent.
[[nodiscard]] double strength_at(const Design& design, double years);

// Years after the last session or touch-up of the design at which its strength first falls below touchup.threshold_percent, to a
// hundredth; none where that does not happen within 15 years of the last session.
[[nodiscard]] std::optional<double> suggested_touchup(const Design& design);

// Mean over all live dots now of the variance added to a dot since healed, mm^2, by ink; with shared::dot_width2 it gives
// the mean diameter.
[[nodiscard]] double mean_added_variance(const Design& design, double years);

}  // namespace stipple::model
