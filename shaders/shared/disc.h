// Discs: dots whose shape is seen, listed by the tiles of the picture they touch and summed there pixel by pixel.
#ifndef STIPPLE_SHARED_DISC_H
#define STIPPLE_SHARED_DISC_H
#include "types.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST uint DISC_TILE = 8u;           // pixels along either side of a tile
STIPPLE_CONST uint DISC_ROW = 64u;           // work is counted in rows of so many, which dispatches go out in
STIPPLE_CONST uint DISC_RECORD_BITS = 20u;   // of a record's number in a touch
STIPPLE_CONST uint DISC_BIN_BITS = 22u;      // of a bin's number; a bin is one layer of one tile

// One dot on the screen. Its coverage at a pixel whose centre is (dx, dy) away is peak * disc_profile(q) with
// q = xx dx^2 + xy2 dx dy + yy dy^2, where the head's reversed depth is at most `depth`.
struct DiscRecord {
    float x, y;          // pixels from the top left corner of the picture
    float xx, xy2, yy;   // 1 / pixel^2
    float peak;          // counts of the packed field
    float depth;
};
STIPPLE_LAYOUT(DiscRecord, 28);

// What one batch of chunks has come to so far: counters, and arguments of the dispatches that follow from them.
struct DiscBatch {
    uint project_groups[3];
    uint chunks;
    uint place_groups[3];   // rows of bins
    uint bins;              // that hold any disc
    uint gather_groups[3];  // DISC_ROW, rows of bins, 1
    uint touches;           // pairs of a disc and a bin it reaches
    uint fill_groups[3];    // rows of touches
    uint entries;
    uint overflow;          // of a site set's first batch: discs and chunks dropped for want of room. 0, or the host's bound is wrong
    uint pad0;
    uint pad1;
    uint pad2;
};
STIPPLE_LAYOUT(DiscBatch, 80);

// What projecting one batch needs to know besides the site set.
struct DiscPush {
    uint first_chunk;
    uint batch;
    uint first_batch;     // of the site set
    uint touch_capacity;
    uint tiles_x;
    uint tiles;
};
STIPPLE_LAYOUT(DiscPush, 24);

// The profile of a dot (profile.h) over the square of radii, scaled so that q = (r / (2 EDGE))^2.
STIPPLE_FUNCTION float disc_profile(float q, float inner) {
    float t = clamp(sqrt(q) - inner, 0.0f, 1.0f);
    return 1.0f - t * t * (3.0f - 2.0f * t);
}

STIPPLE_SHARED_END
#endif
