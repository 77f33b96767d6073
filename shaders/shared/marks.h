// Scars, birthmarks and healing skin: where the maps of them lie around the head, and what each does to skin and pigment.
#ifndef STIPPLE_SHARED_MARKS_H
#define STIPPLE_SHARED_MARKS_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// What is scar in all its thickness; between bare skin and that everything is mixed by the share of scar.
struct MarksLook {
    vec4 scar_tint;  // linear RGB: factor on the skin's colour; w: share of the pigment that stays, 0 .. 1
    // x: share of a dot's contrast that stays beside its surroundings, 1: dots are as sharp as elsewhere; y: GGX alpha of the taut
    // surface; z: what is added to the weight of the tight lobe; w unused
    vec4 scar;
    // Of treated skin. x: redness, 0 .. 1 (1: the hours after a session); y: how patchy it is, 0 .. 1: dry flakes hide dots here, scabs
    // stand darker there; z, w unused
    vec4 healing;
};
STIPPLE_LAYOUT(MarksLook, 48);

// The map is a piece of Lambert's equal-area chart around `center` (scalp/chart.h).
struct MarksUniforms {
    // Head axes: place on an axis of the chart = dot(xyz, position) + w, mm from its centre.
    vec4 left, back, pole;
    vec4 across;  // x: of a texel, mm, where the map is not pressed together; the rest unused
    vec4 treated;  // as piece, of the map of treated skin
    vec4 piece;  // from the chart's plane, sqrt(2 / (1 + cos)) times the unit direction, to places in the piece: x, y times these, plus zw
    MarksLook look;
};
STIPPLE_LAYOUT(MarksUniforms, 144);

// A texel's colour is a factor on the skin's: 1 is MARK_PLAIN of 255, so that it is exact.
STIPPLE_CONST float MARK_PLAIN = 128.0f;

// The level of the map's smaller pictures for pixels `mm_per_pixel` wide.
STIPPLE_FUNCTION float marks_level(float mm_per_pixel, float across_mm) { return max(log2(mm_per_pixel / across_mm), 0.0f); }

// Share of the absorptance that a place keeps of which `share` is scar.
STIPPLE_FUNCTION float scar_uptake(float share, float uptake) { return 1.0f - share * (1.0f - uptake); }

STIPPLE_SHARED_END
#endif
