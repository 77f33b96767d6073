// What a hand does to the planned hairline: which of its points are handles, and where the points go when one is dragged.
#pragma once
#include <array>

#include "hairline.h"

namespace stipple::model {

using HairlinePoints = std::array<HairlinePoint, kHairlinePoints>;
using HandleSet = std::array<bool, kHairlinePoints>;  // which points stand still unless dragged themselves

// The handles an artist starts from: mid-frontal point, and on either side the point over the pupil, the frontotemporal apex,
// the temple peak and the sideburn.
[[nodiscard]] HandleSet main_handles();

// The same point on the other side of the head; the mid-frontal point is its own.
[[nodiscard]] constexpr int other_side(int point) { return kHairlinePoints - 1 - point; }

// The points once `point` has been dragged to `across` (lateral_mm on the forehead, forward on the temple) and `height_mm`.
// Points between it and the next of `handles` follow by their share of the way, so the line stays one smooth curve. Points
// never pass their neighbours and stay 3 mm apart along the line's own direction: sideways on the forehead, downwards on the
// temple. The mid-frontal point stays on the midline, within what hairline.height_mm allows. `linked`: the other side does the
// same, mirrored.
[[nodiscard]] HairlinePoints drag_point(const HairlinePoints& points, int point, double across, double height_mm,
                                        const HandleSet& handles, bool linked);

// The design whose line runs through `points`: hairline.height_mm is theirs, the style becomes custom; waves and jitter stay
// those of the style before.
[[nodiscard]] Design with_points(const Design& design, const HairlineFace& face, const HairlinePoints& points);

}  // namespace stipple::model
