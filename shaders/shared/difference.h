// How far two pictures are apart, and how that is shown: the same for the pixel a shader writes and the legend beside it.
#ifndef STIPPLE_SHARED_DIFFERENCE_H
#define STIPPLE_SHARED_DIFFERENCE_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// Shown in full. CIE lightness L* is a function of luminance alone, and even to the eye: one step of it is just seen beside
// the other. From where people stand healed work of usual density lies about 5 below bare skin of tone 3.
STIPPLE_CONST float DIFFERENCE_FULL = 10.0f;

// IEC 61966-2-1, of a byte's value in [0, 1].
STIPPLE_FUNCTION float decode_srgb(float x) { return x <= 0.04045f ? x / 12.92f : pow((x + 0.055f) / 1.055f, 2.4f); }

// L* (CIE 15), 0 to 100, of linear luminance in [0, 1].
STIPPLE_FUNCTION float lightness(float luminance) {
    return luminance > 0.008856f ? 116.0f * pow(luminance, 1.0f / 3.0f) - 16.0f : 903.3f * luminance;
}
// Of an sRGB pixel.
STIPPLE_FUNCTION float pixel_lightness(vec3 srgb) {
    return lightness(0.2126f * decode_srgb(srgb.r) + 0.7152f * decode_srgb(srgb.g) + 0.0722f * decode_srgb(srgb.b));
}

// sRGB of a pixel where two pictures of these lightnesses meet: the first, grey and dimmed, under one warm hue that grows with
// the difference.
STIPPLE_FUNCTION vec3 difference_color(float first, float second) {
    float share = min(abs(first - second) / DIFFERENCE_FULL, 1.0f);
    float grey = 0.08f + 0.0034f * first;
    return mix(vec3(grey, grey, grey), vec3(1.0f, 0.70f, 0.36f), share);
}

STIPPLE_SHARED_END
#endif
