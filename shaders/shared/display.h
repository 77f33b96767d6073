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

// IEC 61966-2-1, of a value in [0, 1].
STIPPLE_FUNCTION float encode_srgb(float x) {
    return x <= 0.0031308f ? 12.92f * x : 1.055f * pow(x, 1.0f / 2.4f) - 0.055f;
}

STIPPLE_SHARED_END
#endif
