// The eyes of a head with open lids: sclera, iris and pupil, with the bulge of the cornea.
#pragma once
#include "assets/bust/bust.h"
#include "assets/bust/head_field.h"
#include "assets/bust/placement.h"

namespace stipple::bust {

// "eye_left" (side 1) or "eye_right" (side -1), looking straight ahead.
[[nodiscard]] BustPart eyeball(const HeadField& field, const Placement& placement, int side);

}  // namespace stipple::bust
