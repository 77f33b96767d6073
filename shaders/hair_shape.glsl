// What a hair looks like on the screen (HairRecord in disc.h), for all who draw its shape. Who includes it declares `frame`.
#ifndef STIPPLE_HAIR_SHAPE_GLSL
#define STIPPLE_HAIR_SHAPE_GLSL
#include "shared/disc.h"
#include "shared/frame.h"

// Radius of the root's disc and half width of the shaft's stroke, pixels, the pixel's own blur included.
vec2 hair_widths(float pixels_per_mm) {
    vec2 own = 0.5 * vec2(frame.look.hair_diameter_mm, frame.look.hair_shaft_mm) * pixels_per_mm;
    return sqrt(own * own * vec2(frame.disc_shape.y, frame.hair_shape.y) + vec2(frame.disc_shape.z, frame.hair_shape.z));
}

// All that a pixel asks of a hair.
struct HairStroke {
    vec2 line;          // the middle line, pixels
    vec2 start;         // of it, from the root
    float per_length2;  // 1 / its length^2
    float root_scale, shaft_scale;  // q of disc_profile a squared distance
};
HairStroke hair_stroke(vec2 line, float pixels_per_mm) {
    vec2 edge = vec2(frame.disc_shape.x, frame.hair_shape.x), width = hair_widths(pixels_per_mm), scale = 1.0 / (4.0 * edge * edge * width * width);
    float length2 = max(dot(line, line), 1e-20), per_length = inversesqrt(length2);
    // Round ends stand beyond the middle line; one that is short for them says how much of them there is.
    float begins = 0.5 * shaft_ends(width.y, edge.y) * min(length2 * per_length * (1.0 / SHAFT_SHORT), 1.0);
    return HairStroke(line, line * (per_length * begins), 1.0 / length2, scale.x, scale.y);
}

// Its coverage `from` the root, pixels.
float hair_coverage(vec2 from, HairStroke hair, float root, float shaft, float root_inner, float shaft_inner) {
    vec2 beside = from - hair.start;
    beside -= hair.line * clamp(dot(beside, hair.line) * hair.per_length2, 0.0, 1.0);
    return root * disc_profile(dot(from, from) * hair.root_scale + 1e-6, root_inner) +
           shaft * disc_profile(dot(beside, beside) * hair.shaft_scale + 1e-6, shaft_inner);
}
#endif
