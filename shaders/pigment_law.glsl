// From coverage to transmittance, and means of what is packed of it (surface.glsl): shared by the passes that do so. Who includes it declares `frame` and
// says what OVERLAPS (1: densities were summed; 2: and theirs is the only law) is.
#ifndef STIPPLE_PIGMENT_LAW_GLSL
#define STIPPLE_PIGMENT_LAW_GLSL
#include "shared/frame.h"
#include "shared/profile.h"

// `absorptance`: sum over all layers. `density`: sum over single dots; 0: not known.
vec3 transmitted(vec3 absorptance, vec3 density) {
    vec3 t;
    if (OVERLAPS != 2u)
        for (int c = 0; c < 3; ++c) t[c] = pigment_transmittance(absorptance[c], frame.knee[c]);
    if (OVERLAPS != 0u) {
        vec3 product = exp2(-density);
        if (OVERLAPS == 2u) t = product;
        else t += (density.g > 0.0 ? frame.knee.w : 0.0) * (product - t);
    }
    return t;
}

// Means are of packed words, so that their sums are of whole steps and the same whatever the order: x: red bits 0-15, green 16-31,
// y: blue bits 0-15, pixels 16-31. Up to 16 pixels fit.
uvec2 mean_steps(uint word) { return uvec2((word & 2047u) | (word & 2047u << 11u) << 5u, word >> 22u | 1u << 16u); }
// Out of a block of `all` pixels. a: the share of the block inside the picture.
vec4 block_mean(uvec2 steps, int all) {
    float count = float(steps.y >> 16u);
    vec3 sum = vec3(steps.x & 65535u, steps.x >> 16u, steps.y & 65535u);
    return vec4(sum / (max(count, 1.0) * vec3(2047.0, 2047.0, 1023.0)), count / float(all));
}
#endif
