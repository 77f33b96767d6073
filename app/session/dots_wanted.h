// How dense a design's dots get.
#pragma once
#include "model/design.h"

namespace stipple::session {

// Dots per cm2 where a design wants most of them, touch-ups included. Sites up to this density
// (scalp::SiteRequest::up_to_per_cm2) give the same dots, figures and pictures as the whole pool.
[[nodiscard]] double most_dots_per_cm2(const model::Design& design);

}  // namespace stipple::session
