// The little pictures that tones and lights are chosen by, from the numbers the renderer draws with.
#pragma once
#include "model/design.h"
#include "ui/swatches.h"

namespace stipple::window {

// Balls are of the design's skin, under each light turned, as strong and exposed as the design's is: what a click would show.
// A few ms.
[[nodiscard]] ui::Swatches make_swatches(const model::Design& design);
// Whether both designs get the same.
[[nodiscard]] bool same_swatches(const model::Design& a, const model::Design& b);

}  // namespace stipple::window
