// What the skin itself does in the first two weeks after a session: it reddens, then it flakes. Looks only; no dot depends on it.
#pragma once
#include "design.h"

namespace stipple::model {

// How red the treated skin is `years` after the last session shown: 1 on the day of a session that places a quarter of the
// plan's dots or more, in proportion less after a lighter one, gone after 5 days. 0 .. 1; 0 where time.healing is off. How much
// of it is seen through dark skin is the picture's matter.
[[nodiscard]] double redness(const Design& design, double years);

// How much the skin flakes: from day 2 on, most from day 5 to 8, over by day 14; by the share of dots as redness. 0 .. 1.
[[nodiscard]] double flaking(const Design& design, double years);

}  // namespace stipple::model
