// What the skin itself does in the first two weeks after a session: it reddens, then it flakes. Looks only; no dot depends on it.
#pragma once
#include "design.h"
#include "time_table.h"

namespace stipple::model {

struct SkinHealing {
    // 1 on the day of a session that places a quarter of the plan's dots or more, in proportion less after a lighter one, gone after 5
    // days. How much of it is seen through dark skin is the picture's matter.
    double redness = 0;
    // From day 2 on, most from day 5 to 8, over by day 14; by the share of dots as redness.
    double flaking = 0;
};

// `years` after the last session shown; each 0 .. 1, and 0 where time.healing is off or the last session is two weeks ago.
[[nodiscard]] SkinHealing skin_healing(const FadeCourse& course, double years);

}  // namespace stipple::model
