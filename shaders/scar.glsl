// Pigment in scar tissue: it keeps less of it, and what it keeps has spread.
#ifndef STIPPLE_SCAR_GLSL
#define STIPPLE_SCAR_GLSL
#include "shared/marks.h"

float scar_share(uint flags) { return float(int(flags >> SURFACE_SCAR_SHIFT)) * (1.0 / SURFACE_SCAR_STEPS); }

// Both crossings (compose.frag) of a pixel of which `share` is scar. Absorptance is scaled, so that the mean over a scar is as
// much less as is kept; dots that heal wider by a factor b keep 1 / b^2 of their contrast, `sharpness`, and lose the rest to what is
// around them, whose mean is the same.
vec3 scar_crossings(vec3 out_crossing, vec3 in_crossing, float share, float uptake, float sharpness) {
    float kept = scar_uptake(share, uptake);
    vec3 around = 1.0 - (1.0 - in_crossing) * kept;
    vec3 through = 1.0 - (1.0 - out_crossing) * kept;
    return mix(through, around, share * (1.0 - sharpness)) * around;
}
#endif
