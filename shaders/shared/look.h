// What the design says about dots and skin that is the same for every dot of a frame.
#ifndef STIPPLE_SHARED_LOOK_H
#define STIPPLE_SHARED_LOOK_H
#include "types.h"
STIPPLE_SHARED_BEGIN

struct DotLook {
    vec4 transmittance[3];  // linear RGB of full-strength pigment, shifted pigment, hair; w unused
    float diameter_mm;      // full width at half maximum, healed, at reference depth
    float size_variation;   // dot diameter = diameter_mm * (1 + size_variation * [-1, 1]) / sqrt(1 + size_variation^2 / 3): mean area kept
    float shade_variation;  // dot strength = 1 + shade_variation * [-1, 1]
    float random_pattern;   // 1 where dots were thrown at random, else 0
    float hair_diameter_mm; // stubble seen end-on with its shine-through: width of a hair-layer disc
    float hair_strength;    // 0 hides the hair layer
    float edge_narrower;    // a dot at the hairline is this share narrower than behind the transition,
    float edge_lighter;     // and this share lighter
};
STIPPLE_LAYOUT(DotLook, 80);

STIPPLE_CONST float SHOWN_CAPTURED = 1.0;  // as they are, not lit again
STIPPLE_CONST float SHOWN_LIT = 0.5;       // lit like any head's own colours

struct SkinLook {
    vec4 albedo;       // linear RGB, mean reflectance of bare skin; w: 1 multiplies the head's own colours in, 0 ignores them
    vec4 scatter_mm;   // sideways diffusion sigma in R, G, B, mm; w unused
    float roughness;   // gloss lobe, GGX alpha
    float specular;    // Fresnel reflectance at normal incidence
    float oil;         // 0 matte .. 1 oily: weight of the second, tighter lobe
    float captured;    // of parts that carry the colours a camera saw: SHOWN_CAPTURED, SHOWN_LIT, or 0 under the skin model
};
STIPPLE_LAYOUT(SkinLook, 48);

STIPPLE_SHARED_END
#endif
