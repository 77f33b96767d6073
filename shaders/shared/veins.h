// A map of veins around the head's upright axis: where on it a place of temples or forehead lies.
#ifndef STIPPLE_SHARED_VEINS_H
#define STIPPLE_SHARED_VEINS_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// 0.3 mm of the forehead's middle to 0.6 mm of a temple, and 0.7 mm upward: veins are blurred over four.
STIPPLE_CONST uint VEIN_COLUMNS = 768u;
STIPPLE_CONST uint VEIN_ROWS = 192u;
STIPPLE_CONST float VEIN_LOW_MM = -8.0f;  // head axes, height of the map's lower edge
STIPPLE_CONST float VEIN_HIGH_MM = 124.0f;

// Head axes, mm, to 0 .. 1 across, from the right ear by the forehead to the left one, and up. What lies behind the ears is beyond 1; the edges are empty.
STIPPLE_FUNCTION vec2 vein_place(vec3 p) {
    float across = p.x / (abs(p.x) + abs(p.z) + 1e-3f);
    return vec2(p.z < 0.0f ? 1.5f : 0.5f + 0.5f * across, (p.y - VEIN_LOW_MM) * (1.0f / (VEIN_HIGH_MM - VEIN_LOW_MM)));
}

STIPPLE_SHARED_END
#endif
