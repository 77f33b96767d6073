// The visits of a design: when each is, which share of the dots it places, in which mix and of which size. What becomes of the
// dots afterwards is time_table.h's.
#pragma once
#include <array>

#include "design.h"
#include "shared/dot.h"

namespace stipple::model {

inline constexpr int kMostSessions = int(shared::MAX_SESSIONS);  // planned ones and touch-ups

struct SessionPlan {
    int planned = 0;  // sessions of the plan, 1 .. 4
    int shown = 0;    // of these, from the first, that the picture shows: 1 .. planned
    // One a planned session:
    std::array<double, kMostSessions> time{};      // years; 0 is the day of the last session shown
    std::array<double, kMostSessions> share{};     // of the density wanted; sums up to 1
    std::array<double, kMostSessions> ink{};       // of a healed dot, over one of the reference mix and dot.diameter_mm
    std::array<double, kMostSessions> variance{};  // mm^2 by which a healed dot is wider than one of dot.diameter_mm; may be negative
    // Of the plan as a whole, by share: what touch-ups are set with.
    double mean_ink = 1;
    double mean_variance = 0;  // by ink

    double usual_width2 = 0;   // mm^2, of a healed dot of dot.diameter_mm by the needle chosen

    [[nodiscard]] double healed_width2(int session) const;  // mm^2, of a dot of that session
    [[nodiscard]] bool whole() const { return shown == planned; }
};

// Decided by + - x / and sqrt alone, so that touch-ups, which follow from it, are the same on every machine.
[[nodiscard]] SessionPlan session_plan(const Design& design);

// How wide a dot of the needle chosen is over one of a three-point needle. Assumed: 0.85 single, 1.1 five, 1.2 seven points.
[[nodiscard]] double needle_width(const Design& design);

}  // namespace stipple::model
