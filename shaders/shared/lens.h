// How far a lens spreads what it is not focused on.
#ifndef STIPPLE_SHARED_LENS_H
#define STIPPLE_SHARED_LENS_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// A thin lens of diameter D, focused at s, spreads a point at depth d over a disc of D |d - s| / d, measured where it is focused:
// times focal_px / s, in pixels. With depth as it is stored (near / d) its radius is linear in it: infinity's, less the slope times depth.
// Negative where the point is nearer than what is sharp.
STIPPLE_CONST uint LENS_TILE = 16u;         // side in pixels of the squares whose widest disc is kept
STIPPLE_CONST float LENS_REACH = 5.0f;      // texels: wider discs are summed over pixels of twice, four times, ... the side
STIPPLE_CONST uint LENS_LEVELS = 7u;        // of these, the picture's own counted
STIPPLE_CONST float LENS_MOST_RADIUS = LENS_REACH * 64.0f;  // pixels; nothing is spread wider

struct LensPush {
    uvec4 area;          // pixels that are read: left, top, right, bottom, on whole tiles or at the picture's edge
    float far_radius;    // of what is infinitely far, pixels
    float per_depth;     // and how much less for a stored depth of 1
    float per_sample;    // 1 over the samples summed so far
    uint levels;         // in use
    uint width;          // of the picture
    uint height;
};
STIPPLE_LAYOUT(LensPush, 40);

STIPPLE_SHARED_END
#endif
