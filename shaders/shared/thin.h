// Light that shines through thin parts of a head: ears and the wings of the nose.
#ifndef STIPPLE_SHARED_THIN_H
#define STIPPLE_SHARED_THIN_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// Light that comes out of a slab `thick_mm` (>= 0) thick, of what entered its other side, over the albedo of skin without melanin: times that of skin as
// it is, which has the melanin on both sides in it. A fit to diffusion in a slab between two surfaces of index 1.4, with half a per cent of blood as
// cartilage and the skin on it have on the mean, worked out for 36 wavelengths and seen in daylight (the spectra of assets/skin): within 6 % of it from
// 0.5 to 6 mm in red, all that shows of parts thicker than 2 mm.
STIPPLE_FUNCTION vec3 shone_through(float thick_mm) {
    vec3 fallen = exp2(vec3(-0.919f, -2.091f, -3.037f) * thick_mm);
    return vec3(0.939f, 1.59f, 1.41f) * fallen / (vec3(1.0f) - vec3(0.146f, 0.0f, 0.0f) * fallen * fallen);
}

// Thickness of an ear over that of one on a head as it is drawn: sculptures and scans fill the folds, so that the rim is 5 to 8 mm thick through and
// not 3 to 4, and a third of a real one is cartilage, which scatters less (share assumed).
STIPPLE_CONST float THIN_PARTS_SHARE = 0.55f;

STIPPLE_SHARED_END
#endif
