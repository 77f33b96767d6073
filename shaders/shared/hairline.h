// How treatment begins behind the hairline: fewer and smaller dots at the edge, the full design further in.
#ifndef STIPPLE_SHARED_HAIRLINE_H
#define STIPPLE_SHARED_HAIRLINE_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// Edge dots are 70-80 % of full size, and one dilution step lighter ("less density, less colour, less pressure at the
// hairline": HIS Hair Clinic). The figures 0.8 and 0.85 are assumed within that.
STIPPLE_CONST float HAIRLINE_EDGE_SIZE = 0.8f;
STIPPLE_CONST float HAIRLINE_EDGE_STRENGTH = 0.85f;

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

// Diameter of a dot there over full diameter, and its ink per area over full ink per area.
STIPPLE_FUNCTION float hairline_dot_size(float distance_mm, float softness_mm) {
    return HAIRLINE_EDGE_SIZE + (1.0f - HAIRLINE_EDGE_SIZE) * hairline_falloff(distance_mm, softness_mm);
}
STIPPLE_FUNCTION float hairline_dot_strength(float distance_mm, float softness_mm) {
    return HAIRLINE_EDGE_STRENGTH + (1.0f - HAIRLINE_EDGE_STRENGTH) * hairline_falloff(distance_mm, softness_mm);
}

STIPPLE_SHARED_END
#endif
