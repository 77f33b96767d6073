// Discs: dots whose shape is seen, listed by the tiles of the picture they touch and summed there pixel by pixel.
#ifndef STIPPLE_SHARED_DISC_H
#define STIPPLE_SHARED_DISC_H
#include "profile.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST uint DISC_TILE = 8u;           // pixels along either side of a tile
STIPPLE_CONST uint DISC_ROW = 64u;           // work is counted in rows of so many, which dispatches go out in
STIPPLE_CONST uint DISC_RECORD_BITS = 20u;   // of a record's number in a touch
STIPPLE_CONST uint DISC_BIN_BITS = 22u;      // of a bin's number; a bin is one layer of one tile
STIPPLE_CONST uint DISC_ROOM = 32u;          // entries of a bin that need no listing, at most

// One dot on the screen. Its coverage at a pixel whose centre is (dx, dy) away is peak * disc_profile(q) with
// q = xx dx^2 + xy2 dx dy + yy dy^2, and 0 where the head's reversed depth is above `depth`.
struct DiscRecord {
    float x, y;          // pixels from the top left corner of the picture
    float xx, xy2, yy;   // 1 / pixel^2
    float peak;          // counts of the packed field
    float depth;
    float share;         // of the dot that is drawn as a disc, above 0; the rest is splatted
};
STIPPLE_LAYOUT(DiscRecord, 32);

// One hair on the screen, in the place of a DiscRecord: what shines through at its root, a round soft disc, and its shaft, a
// straight stroke with round ends. What else their shapes need follows from pixels_per_mm.
struct HairRecord {
    float x, y;          // root, pixels from the top left corner of the picture
    float along, down;   // the stroke's middle line, pixels; shorter than SHAFT_SHORT: see hair_stroke
    float pixels_per_mm;
    float root, shaft;   // peaks, counts of the packed field
    float depth;
};
STIPPLE_LAYOUT(HairRecord, 32);

// Strokes that would be shorter than round ends alone keep a middle line of no length to speak of, so that their direction is
// known, and thin out instead.
STIPPLE_CONST float SHAFT_SHORT = 1e-3f;

// One layer of one tile that holds discs.
struct DiscBin {
    uint where_;  // tile column bits 0-14, row bits 15-29, layer bits 30-31
    uint first;   // of its stretch of the entry list, which holds what its own room does not
    uint count;
    uint bin;     // its number: layer after layer, row after row
};
STIPPLE_LAYOUT(DiscBin, 16);
STIPPLE_FUNCTION uint disc_where(uint tile_x, uint tile_y, uint layer) { return tile_x | tile_y << 15u | layer << 30u; }
STIPPLE_FUNCTION uint disc_tile_x(uint where_) { return where_ & 32767u; }
STIPPLE_FUNCTION uint disc_tile_y(uint where_) { return where_ >> 15u & 32767u; }
STIPPLE_FUNCTION uint disc_layer(uint where_) { return where_ >> 30u; }

// What one batch of chunks has come to so far: counters, and arguments of the dispatches that follow from them.
struct DiscBatch {
    uint project_groups[3];
    uint chunks;
    uint place_groups[3];   // rows of bins
    uint bins;              // that hold any disc
    uint gather_groups[3];  // DISC_ROW, rows of bins, or of tiles that hold any, 1
    uint touches;           // pairs of a disc and a bin it reaches whose own room is full
    uint fill_groups[3];    // rows of touches
    uint entries;           // of these
    uint overflow;          // of a site set's first batch: touches and chunks dropped for want of room. 0, or the host's bound is wrong
    uint held;              // tiles of the dots' area that hold any disc
    uint bare;              // and those that hold none
    uint pad0;
    uint bare_groups[3];    // DISC_ROW, rows of bare tiles, 1
    uint pad1;
};
STIPPLE_LAYOUT(DiscBatch, 96);

// What projecting one batch needs to know besides the site set.
struct DiscPush {
    uint first_chunk;
    uint batch;
    uint first_record;    // of its own in the batch's records
    uint touch_capacity;
    uint tiles_x;
    uint tiles;
    uint room;            // entries of a bin that need no listing
};
STIPPLE_LAYOUT(DiscPush, 28);

// The profile of a dot (profile.h) over the square of radii, scaled so that q = (r / (2 edge))^2.
// From the outer end, which spares taking it from 1.
STIPPLE_FUNCTION float disc_ramp(float q, float inner) { return clamp(inner + 1.0f - sqrt(q), 0.0f, 1.0f); }
STIPPLE_FUNCTION float disc_profile(float q, float inner) {
    float t = disc_ramp(q, inner);
    return t * t * (3.0f - 2.0f * t);
}
STIPPLE_FUNCTION float disc_inner(float edge) { return (1.0f - edge) / (2.0f * edge); }

// Variance along an axis of a soft disc, in units of a quarter radius^2: mean of the fourth power of the mixed radii over that
// of their square.
STIPPLE_FUNCTION float disc_variance(float edge) {
    float e2 = edge * edge;
    return (1.0f + 1.2f * e2 + (3.0f / 35.0f) * e2 * e2) / (1.0f + 0.2f * e2);
}

// Where a pixel that looks at discs in four places has them: so far to either side of its middle, pixels.
STIPPLE_CONST float DISC_POINT_OFFSET = 0.25f;

// How a dot of `radius_px` looks averaged over pixels: a soft disc again, of the same mass and variance. x: its edge; its
// squared radii are y times the dot's plus z (pixels^2); w: factor on the peak beside the thinning by the radii.
// Over pixels its shares err by 6 % of the dot at 1 pixel of diameter, 3.5 % at 2, 2.5 % at 3; a wider disc of the same edge by
// 28, 12 and 6 %. Four places in each pixel, the shape made for half its side, leave 1.9, 1.1 and 0.7 %.
STIPPLE_FUNCTION vec4 disc_shape(float radius_px) {
    float own = disc_variance(DOT_EDGE);
    float wanted = own + 1.0f / (3.0f * radius_px * radius_px);
    float low = DOT_EDGE, high = 1.0f;
    for (int i = 0; i < 20; ++i) {
        float middle = 0.5f * (low + high);
        if (disc_variance(middle) < wanted) low = middle;
        else high = middle;
    }
    float spread = disc_variance(high);
    return vec4(high, own / spread, 1.0f / (3.0f * spread), DOT_PROFILE_AREA / (1.0f + 0.2f * high * high));
}

// How a shaft of half width `radius_px` looks averaged over pixels, `points` places along each: a stroke with soft sides of the same mass
// and variance across. x: its edge (disc_profile); its squared half width is y times the shaft's plus z (pixels^2).
// Across a stroke the variance is (1 + 0.6 edge^2) / 3 half widths^2, of the shaft 1/3 and of a pixel 1/12.
STIPPLE_FUNCTION vec4 shaft_shape(float radius_px, float points) {
    float edge = min(1.0f, 0.6454972f / (radius_px * points));  // there a stroke is as wide as its shaft
    float wider = 1.0f / (1.0f + 0.6f * edge * edge);
    return vec4(edge, wider, 0.25f * wider / (points * points), 0.0f);
}
// Both round ends of a stroke of half width `half_width` weigh as much as so much of its length.
STIPPLE_FUNCTION float shaft_ends(float half_width, float edge) { return 1.5707963f * half_width * (1.0f + 0.2f * edge * edge); }

STIPPLE_SHARED_END
#endif
