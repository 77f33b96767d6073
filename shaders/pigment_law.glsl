// From coverage to transmittance, and how its means are summed: shared by the passes that do so. Who includes it declares `frame` and
// says what RANDOM_PATTERN and OVERLAPS (1: densities were summed; 2: and theirs is the only law) are.
#ifndef STIPPLE_PIGMENT_LAW_GLSL
#define STIPPLE_PIGMENT_LAW_GLSL
#include "shared/frame.h"
#include "shared/profile.h"

// `absorptance`: sum over all layers. `density`: sum over single dots; 0: not known.
vec3 transmitted(vec3 absorptance, vec3 density) {
    vec3 t;
    if (OVERLAPS != 2u)
        for (int c = 0; c < 3; ++c) t[c] = pigment_transmittance(absorptance[c], frame.knee[c], RANDOM_PATTERN);
    if (OVERLAPS != 0u) {
        vec3 product = exp2(-density);
        if (OVERLAPS == 2u) t = product;
        else t += (density.g > 0.0 ? frame.knee.w : 0.0) * (product - t);
    }
    return t;
}

// Means are sums of whole steps: the same whatever the order.
const float MEAN_STEPS = 1048576.0;
ivec3 mean_steps(vec3 t) { return ivec3(t * MEAN_STEPS + 0.5); }
// Of `count` pixels out of a block of `all`. a: the share of the block inside the picture.
vec4 block_mean(ivec3 steps, int count, int all) {
    return vec4(vec3(steps) / (MEAN_STEPS * float(max(count, 1))), float(count) / float(all));
}
#endif
