// How treatment begins behind the hairline: fewer dots at the edge, the full design further in.
#ifndef STIPPLE_SHARED_HAIRLINE_H
#define STIPPLE_SHARED_HAIRLINE_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// Share of full density at `distance_mm` behind the hairline (negative: in front of it, on bare forehead), for a transition
// `softness_mm` wide: 0 at the line, 1 at softness_mm, smooth between. Transition zones are 5-10 mm wide in nature (Shapiro
// 2013), about 3 mm for an edge-up, 15-20 mm feathered; the smooth step itself is a choice. Only + - x / : the same on
// every machine, so it may decide which dots live.
STIPPLE_FUNCTION float hairline_falloff(float distance_mm, float softness_mm) {
    if (distance_mm < 0.0f) return 0.0f;
    if (distance_mm >= softness_mm) return 1.0f;
    float share = distance_mm / softness_mm;
    return share * share * (3.0f - 2.0f * share);
}

STIPPLE_SHARED_END
#endif
