// What the surface of skin reflects before light enters it: two GGX lobes, of the skin and of the oil on it.
#ifndef STIPPLE_SHARED_GLOSS_H
#define STIPPLE_SHARED_GLOSS_H
#include "types.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST float OIL_LOBE_ALPHA = 0.45f;  // of the tight lobe, relative to the skin's own
STIPPLE_CONST float OIL_LOBE_SHARE = 0.35f;  // of all gloss, where skin is oily

STIPPLE_FUNCTION float fifth_power(float x) {
    float square = x * x;
    return square * square * x;
}

// Half of Smith's masking and shadowing by heights (Heitz 2014) over the cosines of both is 1 over this, for two lobes.
STIPPLE_FUNCTION vec2 gloss_hidden(float n_l, float n_v, vec2 a2) {
    return max(n_l * sqrt(n_v * n_v * (1.0f - a2) + a2) + n_v * sqrt(n_l * n_l * (1.0f - a2) + a2), 1e-4f);
}

// GGX distribution times that: a share `tight` of a lobe of alpha.y, the rest of alpha.x. (Hammon's approximation of 2017 is 17 % short
// where one looks along the skin.)
STIPPLE_FUNCTION float gloss_lobes(float n_h, float n_l, float n_v, vec2 alpha, float tight) {
    vec2 a2 = alpha * alpha;
    vec2 d = n_h * n_h * (a2 - 1.0f) + 1.0f;
    vec2 below = d * d * gloss_hidden(n_l, n_v, a2), above = (0.5f / 3.14159265f) * a2 * vec2(1.0f - tight, tight);
    return (above.x * below.y + above.y * below.x) / (below.x * below.y);  // one division
}

// Share of even light from everywhere that the lobes reflect towards a viewer at this cosine, Fresnel's law included: a fit to their
// integral (renderer/gloss_fit.h).
STIPPLE_FUNCTION float gloss_share(vec4 fit, float cosine) {
    float u = 1.0f - cosine, u2 = u * u, u4 = u2 * u2;
    return fit.x + u2 * fit.y + u4 * (fit.z + u4 * fit.w);
}

// Parts that are no skin, eyes and teeth, are smooth and wet.
STIPPLE_CONST float PART_ALPHA = 0.25f, PART_SPECULAR = 0.04f, PART_OIL = 0.3f;
// What renderer/gloss_fit.h makes of that, and 1 over what is left of even light: a test holds them to it.
STIPPLE_FUNCTION vec4 part_gloss() { return vec4(0.0366672f, 0.0216376f, 0.2483336f, -0.0801115f); }
STIPPLE_CONST float PART_MATT = 1.0582533f;

// Where light comes from that the lobes reflect towards a viewer at the cosine `n_v`, on the mean: not where a mirror would take it from, but nearer the
// normal, and the less of one side the rougher they are. Of a sky whose radiance is Legendre's polynomial 1 or 2 of the sine of the height: what the
// lobes make of it, over that of an even sky of 1. `alpha` 0.1 to 0.6; `up`, `mirrored`: heights of the normal and of the mirrored direction, sines.
// The mean is a fit to the lobes as skin has them, oilier where they are tighter.
STIPPLE_FUNCTION vec2 gloss_sky(float alpha, float n_v, float up, float mirrored) {
    float along = 1.008f - 0.58f * alpha - (1.007f - 1.35f * alpha) * (1.0f - n_v);  // of the normal
    float aside = 1.09f - 0.79f * alpha - (0.61f * alpha - 0.023f) * n_v;            // of what a mirror adds to it
    float height = (along - aside * n_v) * up + aside * mirrored;
    float gathered2 = along * along + aside * aside * (1.0f - n_v * n_v);
    // They spread evenly about it squarely, and hardly sideways along the skin.
    return vec2(height, sqrt(gathered2) * (1.5f * height * height - 0.5f * (1.0f + n_v * (gathered2 - 1.0f))));
}

STIPPLE_SHARED_END
#endif
