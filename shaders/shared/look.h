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
    float pad0;
    float pad1;
};
STIPPLE_LAYOUT(DotLook, 80);

struct SkinLook {
    vec4 albedo;       // linear RGB, mean reflectance of bare skin; w: 1 multiplies the head's own colours in, 0 ignores them
    vec4 scatter_mm;   // sideways diffusion sigma in R, G, B, mm; w unused
    float roughness;   // gloss lobe, GGX alpha
    float specular;    // Fresnel reflectance at normal incidence
    float oil;         // 0 matte .. 1 oily: weight of the second, tighter lobe
    float captured;    // 1: parts that carry the colours a camera saw are shown in them, not lit again
};
STIPPLE_LAYOUT(SkinLook, 48);

STIPPLE_SHARED_END
#endif
