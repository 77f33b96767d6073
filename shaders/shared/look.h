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
    float hair_diameter_mm; // of what shines through of a hair from below the skin: width of the disc at its root
    float hair_strength;    // 0 hides the hair layer
    float hair_shaft_mm;    // width of a hair
    float hair_length_mm;   // of what stands out of the skin, mean; 0: only what shines through is seen
    float edge_narrower;    // a dot at the hairline is this share narrower than behind the transition,
    float edge_lighter;     // and this share lighter
    float pad0;
    float pad1;
};
STIPPLE_LAYOUT(DotLook, 96);

// By its size on the screen a hair is splatted or drawn in its shape as a dot of this diameter, mm, would be: clipped stubble covers as
// much. Its length does not matter: a shaft is splatted all along.
STIPPLE_CONST float HAIR_SEEN_MM = 0.25f;
// Skin above it blurs what shines through of a hair: it covers this share of its disc.
STIPPLE_CONST float HAIR_ROOT_SHARE = 0.38f;

STIPPLE_CONST float SHOWN_CAPTURED = 1.0;  // as they are, not lit again
STIPPLE_CONST float SHOWN_LIT = 0.5;       // lit like any head's own colours

struct SkinLook {
    vec4 albedo;       // linear RGB, mean diffuse reflectance of bare skin below its surface; w: 1 multiplies the head's own colours in, 0 ignores them
    vec4 melanin;      // log2 of the factor on it, R, G, B, for twice the melanin, and
    vec4 blood;        // for twice the blood; w of both unused
    vec4 scatter_mm;   // sideways diffusion sigma in R, G, B, mm; w unused
    float roughness;   // gloss lobe, GGX alpha
    float specular;    // Fresnel reflectance at normal incidence
    float oil;         // 0 matte .. 1 oily: weight of the second, tighter lobe
    float captured;    // of parts that carry the colours a camera saw: SHOWN_CAPTURED, SHOWN_LIT, or 0 under the skin model
    float zones;       // factor on what places have more or less of blood: 1 as the head has it
    float freckles;    // 0 none .. 1 many
    float pad0;
    float pad1;
    vec4 vein;         // log2 of the factor on albedo right above a vein, R, G, B; 0: none are seen. w unused
};
STIPPLE_LAYOUT(SkinLook, 112);

STIPPLE_SHARED_END
#endif
