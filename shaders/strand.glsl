// Brows and lashes: parts of the head that are ribbons as thin as hairs (HeadPart::hair).
#ifndef STIPPLE_STRAND_GLSL
#define STIPPLE_STRAND_GLSL
#include "shared/hair_fibre.h"
#include "surface.glsl"

// From SurfaceLight::zones of hair to where it grows.
vec3 strand_direction(vec2 zones) {
    vec2 p = zones * (1.0 / MOST_ZONED);
    vec3 v = vec3(p, 1.0 - abs(p.x) - abs(p.y));
    float below = max(-v.z, 0.0);
    v.xy += vec2(v.x >= 0.0 ? -below : below, v.y >= 0.0 ? -below : below);
    return normalize(v);
}

// Heads are coloured as of fair people. Who has darker skin has darker brows, down to black; hair that has lost its pigment has on any skin.
vec3 strand_albedo(vec3 own, vec3 skin) {
    float pale = smoothstep(0.09, 0.22, own.g);
    return own * mix(clamp(skin.g * 6.0, 0.2, 1.0), 1.0, pale);
}
// The sky mirrored in hair that lies on skin: half of what is round it is skin, and outlines do not shine as those of skin do.
const float STRAND_SKY = 0.35;
// Strands lie side by side and hide each other from the lamp, as single shafts do not (assumed).
const float STRAND_GLOSS = 0.5;
// Strands are 0.15 mm wide: where pixels are not much finer one shows a piece of the roundness, and lobes as much wider.
float strand_variance(float mm_per_pixel) { return 0.12 * min(mm_per_pixel * (1.0 / 0.10), 1.0); }
#endif
