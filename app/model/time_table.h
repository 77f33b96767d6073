// From a design and a time to what the renderer reads: how strong, how wide and in which hue each class of dots is now.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "design.h"
#include "shared/fade.h"
#include "shared/time_table.h"

namespace stipple::model {

// Years after the last session of the plan at which it counts as healed.
inline constexpr double kHealedYears = 0.12;
static_assert(float(kHealedYears) == shared::FADE_HEALED_YEARS, "the number as it is written, and the same in shaders");

// Sessions of the plan, then touch-ups; these only where the whole plan is shown.
[[nodiscard]] int session_count(const Design& design);  // 1 .. shared::MAX_SESSIONS

// When session `k` was or will be, in years: the last one shown (sessions.shown) is 0, others lie sessions.gap_days apart, touch-ups
// follow at touchup.years.
[[nodiscard]] double session_time(const Design& design, int session);

// Ink now over that of a healed dot of the reference mix and dot.diameter_mm. Healed means kHealedYears after the last session of the
// plan, without touch-ups and after good aftercare: the mean over all half-life classes and planned sessions (by their share of dots)
// is exactly 1 then, whatever the skin, sun, depth and pigment, times the ink that mix and size of each session give it.
// A session still to come has strength 0. sigma2 is 0 for a healed dot of the last session at the reference depth of 0.45 mm and of
// dot.diameter_mm. Entries of sessions the design has not are 0.
[[nodiscard]] shared::TimeTable time_table(const Design& design, double years);

// The plan of the design as a whole healed after good aftercare: what strength is counted against. Entries of touch-ups are 0.
[[nodiscard]] shared::TimeTable healed_table(const Design& design);

// Boundaries between the sessions as multiples of the density wanted: session k owns the ranks from boundary k - 1 (0 before
// the first) to boundary k. Rises to 1 at the last planned session; each touch-up then adds the new dots which restore the
// healed strength of the whole, kHealedYears after it, each with the mean ink and size of the plan's. The last is the total. One a session.
// Deterministic on every machine.
[[nodiscard]] std::vector<double> session_boundaries(const Design& design);

// One design's course: all of the above, worked out once for whoever asks more than one question of it.
class FadeCourse {
  public:
    explicit FadeCourse(const Design& design);
    [[nodiscard]] shared::TimeTable table(double years) const;   // time_table
    [[nodiscard]] std::vector<double> boundaries() const;        // session_boundaries
    // Whether the design shows healing at all, and how long ago session `k` was, years: none for one still to come or not shown.
    [[nodiscard]] bool healing() const;
    [[nodiscard]] std::optional<double> since(int session, double years) const;

  private:
    struct Figures;
    std::shared_ptr<const Figures> figures_;  // never changed
};

// Sum of ink at `years` over the same design's whole plan healed after good aftercare without touch-ups: what the panel shows in per
// cent. With fewer sessions shown than planned, the share built up so far.
[[nodiscard]] double strength_at(const Design& design, double years);
// The same at many times, with one look at the design.
[[nodiscard]] std::vector<double> strengths_at(const Design& design, std::span<const double> years);

// Years after the last session shown at which the strength of the design first falls below touchup.threshold_percent for good, to a
// hundredth; none where that does not happen within 15 years.
[[nodiscard]] std::optional<double> suggested_touchup(const Design& design);

// Mean over all live dots now of the variance added to a dot since healed, mm^2, by ink; with shared::dot_width2 it gives
// the mean diameter.
[[nodiscard]] double mean_added_variance(const Design& design, double years);

}  // namespace stipple::model
