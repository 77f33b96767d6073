// Vertex colours of the built-in head, linear RGB.
#pragma once
#include "assets/bust/head_field.h"
#include "assets/bust/look_warp.h"

namespace stipple::bust {

// `p` in the sculpture's axes, on the surface, either side.
[[nodiscard]] dvec3 skin_colour(const HeadField& field, const dvec3& p, const Look& look = {});

}  // namespace stipple::bust
