// Levels of detail: in motion only the ranks below a cut are drawn, and each dot that is drawn stands for its share of those
// left out. The cut is soft, so a camera that moves makes dots fade in and out instead of pop.
#ifndef STIPPLE_SHARED_DETAIL_H
#define STIPPLE_SHARED_DETAIL_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// Ranks below (1 - DETAIL_FADE) cuts are drawn whole, those above (1 + DETAIL_FADE) cuts not at all.
STIPPLE_CONST float DETAIL_FADE = 0.2f;

// Share of a dot of this rank that is drawn, 0 .. 1.
STIPPLE_FUNCTION float detail_share(float rank, float cut) {
    return clamp((cut * (1.0f + DETAIL_FADE) - rank) / (2.0f * DETAIL_FADE * cut), 0.0f, 1.0f);
}

// Integral of detail_share from 0 to `rank`: how many ranks are drawn of so many.
STIPPLE_FUNCTION float detail_ranks(float rank, float cut) {
    float into = clamp(rank - cut * (1.0f - DETAIL_FADE), 0.0f, 2.0f * DETAIL_FADE * cut);
    return min(rank, cut * (1.0f - DETAIL_FADE)) + into - into * into / (4.0f * DETAIL_FADE * cut);
}

STIPPLE_SHARED_END
#endif
