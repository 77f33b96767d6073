// The shape of one dot and the law that turns summed coverage into transmittance.
#ifndef STIPPLE_SHARED_PROFILE_H
#define STIPPLE_SHARED_PROFILE_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// A dot is a soft disc: 1 inside, falling to 0 by a smooth step between (1 - EDGE) and (1 + EDGE) radii, so that half the
// peak lies exactly at the radius and the full width at half maximum is the diameter.
STIPPLE_CONST float DOT_EDGE = 0.6f;
// Integral of the profile over the plane in units of pi radius^2. The profile is a mixture of discs whose radii have the
// smooth step's density 6u(1-u): mean 1, variance (2 EDGE)^2 / 20.
STIPPLE_CONST float DOT_PROFILE_AREA = 1.0f + DOT_EDGE * DOT_EDGE / 5.0f;
// FWHM^2 of a Gaussian is 8 ln 2 sigma^2; blur by depth and by years widens the dot as it would a Gaussian one.
STIPPLE_CONST float FWHM2_PER_SIGMA2 = 5.545177444f;
// Peak coverage never exceeds this: a dot with more ink than its width can hold widens until it fits. Above 1 because dots
// of a darker shade (up to about 1.15 of the mean) still have the width asked for; at transmittance 0.15 this is absorptance
// 0.94.
STIPPLE_CONST float DOT_PEAK_MAX = 1.1f;

// Relative coverage at `radii` dot radii from the centre: 1 at the centre, 0.5 at 1.
STIPPLE_FUNCTION float dot_profile(float radii) { return 1.0f - smoothstep(1.0f - DOT_EDGE, 1.0f + DOT_EDGE, radii); }

// Full width at half maximum squared, mm^2, of a dot of healed width `diameter_mm` after extra blur `sigma2` (mm^2, may be
// negative for pigment shallower than the reference depth). `strength` is ink relative to healed; mass is kept by the blur.
STIPPLE_FUNCTION float dot_width2(float diameter_mm, float sigma2, float strength) {
    float healed = diameter_mm * diameter_mm;
    float black = healed * strength / (DOT_PROFILE_AREA * DOT_PEAK_MAX);
    return max(healed + FWHM2_PER_SIGMA2 * sigma2, max(black, 0.25f * healed));
}

// Peak coverage of that dot: mass strength * pi/4 * diameter^2 spread over the profile.
STIPPLE_FUNCTION float dot_peak(float diameter_mm, float width2, float strength) {
    return strength * diameter_mm * diameter_mm / (DOT_PROFILE_AREA * width2);
}

// Absorptance up to which summed dots of blue noise do not overlap, for dots of peak absorptance `peak` (peak coverage
// times 1 - T) at `per_cm2` live dots. Fitted to patches computed point by point, 20 to 180 % covered: soft edges meet
// well before discs of the same area would, and faint dots of the same absorptance are wider and meet earlier. Places
// kept free around follicles push dense dots together: peak 0.79 has its knee at 0.36 up to 300 per cm2; at 900 it would be
// 0.22 with follicles and 0.36 without, and the fit lies between.
STIPPLE_FUNCTION float overlap_knee(float peak, float per_cm2) {
    return peak * (0.34f + 0.14f * peak) / (1.0f + per_cm2 * per_cm2 * 2.0e-7f);
}

// Transmittance of summed absorptance `a` (one colour) where dots are smaller than a pixel: 1 - a while dots do not overlap,
// above `knee` as if thrown at random over what is left. Dots thrown at random overlap so from the start: their knee is 0
// where a pixel holds many, and a single dot's absorptance where it shows one, which nothing makes paler.
// Mean error on blue noise of soft dots, 20 to 180 % covered: below 0.005.
STIPPLE_FUNCTION float pigment_transmittance(float a, float knee) {
    return a <= knee ? 1.0f - a : (1.0f - knee) * exp((knee - a) * (1.0f / (1.0f - knee)));
}

// Share of the product over single dots in a picture whose dots are `diameter_px` places of its grid wide, all from 7.4; the
// rest is pigment_transmittance's: in a place that holds many dots the tails of all look like more dots than overlap anywhere.
// Fitted to patches 44, 59 and 177 % covered, 1.5 to 5 places a dot.
STIPPLE_FUNCTION float product_share(float diameter_px) {
    float d3 = diameter_px * diameter_px * diameter_px;
    return min(1.01f * d3 / (d3 + 4.0f), 1.0f);
}

// A product over dots is a sum of their densities, -log2 of what each lets through. They are summed as whole numbers of
// this unit, so that the order does not matter; one dot has at most DENSITY_MOST, and 47 000 such fit a sum.
STIPPLE_CONST float DENSITY_UNIT = 1.0f / 16384.0f;
STIPPLE_CONST float DENSITY_MOST = 5.644f;  // a dot lets through 2 % at least

STIPPLE_SHARED_END
#endif
