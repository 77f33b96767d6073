// How dense a design's dots get.
#pragma once
#include "model/design.h"

namespace stipple::session {

// The multiple of density.per_cm2 that is wanted where most is, at most: of zones, and of what was painted.
[[nodiscard]] double most_of_density(const model::Design& design);

// Dots per cm2 where a design wants most of them, touch-ups included. Sites up to this density
// (scalp::SiteRequest::up_to_per_cm2) give the same dots, figures and pictures as the whole pool.
[[nodiscard]] double most_dots_per_cm2(const model::Design& design);

// Dots per cm2 up to which sites are sampled for a design that is being edited: so many that any density that can be set
// is there, or the whole pool (infinity) where touch-ups need more. Between follicles denser sites stand too close to be blue
// noise, and take half of the sampling.
[[nodiscard]] double dots_per_cm2_to_edit(const model::Design& design);

}  // namespace stipple::session
