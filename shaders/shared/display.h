// From linear light to the bytes of a picture, the same for a pixel a shader writes and one the host clears.
#ifndef STIPPLE_SHARED_DISPLAY_H
#define STIPPLE_SHARED_DISPLAY_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// Linear up to 0.8, so that skin and pigment keep their measured ratios; above, a shoulder that meets it with equal slope and
// tends to 1.
STIPPLE_FUNCTION float shoulder(float x) {
    return x <= 0.8f ? x : 0.8f + 0.2f * (1.0f - exp((0.8f - x) / 0.2f));
}

// The picture of a radiance: as it is while its largest component is below 0.8; above, it keeps its hue and goes towards white as it
// goes through the shoulder, as film and eyes see highlights. (A shoulder on each component by itself turns bright skin yellow.)
STIPPLE_FUNCTION vec3 tone_mapped(vec3 radiance) {
    float peak = max(radiance.r, max(radiance.g, radiance.b));
    if (peak <= 0.8f) return radiance;
    float shown = shoulder(peak), to_white = 1.0f - 1.0f / (0.35f * (peak - shown) + 1.0f);
    return mix(radiance * (shown / peak), vec3(shown), to_white);
}

// IEC 61966-2-1, of a value in [0, 1], to 0.12 of a byte's step: 1.055 x^(1/2.4) - 0.055 by x's square and fourth root, with
// coefficients of least greatest error that meet the straight part. A power costs five times as much.
STIPPLE_FUNCTION float encode_srgb(float x) {
    float root = sqrt(x);
    float curve = -0.0589898f * x + 0.8441064f * root + 0.2895223f * sqrt(root) - 0.0750812f;
    return x <= 0.0031308f ? 12.92f * x : curve;
}

STIPPLE_SHARED_END
#endif
