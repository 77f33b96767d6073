// What the artist saw of their own work sets how fast this design fades: one observation the half-life, two the half-life and a share
// that was lost, or stayed, once and for all.
#pragma once
#include <array>

#include "fade_drivers.h"
#include "session_plan.h"

namespace stipple::model {

struct Calibration {
    int observations = 0;  // used: 0 .. 2
    double rate = 1;       // by which all other drivers' rate is multiplied, 1/8 .. 8
    double one_off = 1;    // share kept once and for all where two observations say so, that of aftercare included; 0.2 .. 1.1
    std::array<double, 2> years{}, seen_percent{}, curve_percent{};  // each observation and what the typical course has there
    // Whether the course passes each observation within half a per cent. Where it does not, no fading of one half-life does: it is the
    // nearest that does.
    bool met = true;
};

// For the panel: what fade.observed_years and fade.observed_percent of the design come to. A time without a strength, or a strength
// without a time, counts as not seen. Observations are of the whole plan, without touch-ups.
[[nodiscard]] Calibration fade_calibration(const Design& design);

// How much faster the fast course of the band is, and how much slower the slow one: 1.5 by clinics' touch-up intervals; assumed 1.25
// where one observation is known and 1.15 where two are.
[[nodiscard]] double course_factor(int observations);

// The drivers of a design, calibrated, at its course. Decided by + - x / and sqrt alone.
[[nodiscard]] FadeDrivers calibrated_drivers(const Design& design, const SessionPlan& plan);

}  // namespace stipple::model
