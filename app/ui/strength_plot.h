// Strength over the years above the time line, on the same scale of time.
#pragma once
#include <string>

#include "model/design.h"
#include "output.h"
#include "strength_curves.h"
#include "time_scale.h"

namespace stipple::ui {

// Fills `area`. The line of the design, the band between slow and fast, what touch-ups change, what was observed, and the
// strength below which one is due, which the hand moves.
void draw_strength_plot(Context& context, const Rect& area, const TimeScale& scale, const model::Design& design,
                        const StrengthCurves& curves, const StrengthNow& now);

// "63 %": a strength of 0.63.
[[nodiscard]] std::string percent_text(double strength);

}  // namespace stipple::ui
