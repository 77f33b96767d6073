// The noise of a scan on the scalp.
#pragma once
#include <vector>

#include "repair_report.h"
#include "repair_skin.h"
#include "scalp/head.h"
#include "scalp/scalp_region.h"

namespace stipple::scalp {

// Measures how rough the scalp is: what is left of it about a smooth surface that keeps shapes of some centimetres; and where it is
// rougher than skin, or smoothing is asked for, moves the vertices of the scalp to that surface, along lines from the middle of
// the head. Ears and face stay; within 10 mm of them and of the lower bound of what can be drawn on, the move fades to nothing.
// The smooth surface is a least-squares one, so the head neither shrinks nor grows. `head` needs positions, indices, submeshes and
// a frame with its landmarks; `skin` and `region` are its own. Returns 1 for each position moved, none where nothing was. Adds to `report`.
[[nodiscard]] std::vector<std::uint8_t> smooth_scalp(Head& head, const RepairSkin& skin, const ScalpRegion& region, Smoothing smoothing, RepairReport& report);

}  // namespace stipple::scalp
