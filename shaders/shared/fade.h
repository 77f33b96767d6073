// How pigment fades, spreads and changes hue over the years. No controlled fade curve of scalp micropigmentation is
// published: the shape is a fit to the touch-up intervals clinics report, and what is assumed says so.
#ifndef STIPPLE_SHARED_FADE_H
#define STIPPLE_SHARED_FADE_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// "True colour" is there after 28 to 42 days (clinics agree); 0.12 years is 44 days. Every strength is relative to then.
STIPPLE_CONST float FADE_HEALED_YEARS = 0.12f;
// Half-life of the median dot under the reference drivers. Such that the mean over all dots is 0.63 of healed at 4 years:
// "touch-up about every 4 years", "lasts 3 to 8 years" (clinics; a half-life of 6 years counted from day 0 gives
// .71 .63 .56 .40 at 3 4 5 8 years, this gives .709 .630 .560 .396).
STIPPLE_CONST float FADE_HALF_LIFE_YEARS = 5.907f;
// Spread of half-lives from dot to dot: log-normal, so that fading is no uniform dimmer. Assumed.
STIPPLE_CONST float FADE_HALF_LIFE_SIGMA = 0.25f;
// Fresh dots look 30-50 % darker than healed ones (colour theory syllabus, Gatehouse Level 4); most of the excess goes
// within 3-10 days (HIS Hair Clinic), as scabs do. The time constant is assumed: 5 days.
STIPPLE_CONST float FADE_FRESH_EXCESS = 0.5f;
STIPPLE_CONST float FADE_FRESH_YEARS = 5.0f / 365.25f;
// Sideways spread of pigment in skin, mm^2 per year, of good work. A dot of 0.22 mm then reads 0.25 mm after 4 years.
// "Done right it should not blur from one dot to another" allows 2e-4 to 5e-4; Eames 2011 has 1e-2 for deep tattoos.
STIPPLE_CONST float FADE_DIFFUSION_MM2_PER_YEAR = 3.0e-4f;
// Skin scatters a dot's edge by a share of its depth, assumed 0.15 (general optics: 0.3-0.5 of it for a point source).
STIPPLE_CONST float FADE_BLUR_PER_DEPTH = 0.15f;
STIPPLE_CONST float FADE_REFERENCE_DEPTH_MM = 0.45f;

// 2^x for -120 <= x <= 120, within 2e-7 relatively. Only + - x and exact halving or doubling, so the same on every machine:
// touch-ups decide by it how many dots live.
STIPPLE_FUNCTION float fade_exp2(float x) {
    float scale = 1.0f;  // whole powers of two off x, exactly, until it is within half of 0
    if (x < -64.5f) x += 64.0f, scale *= 5.4210108624275222e-20f;
    if (x < -32.5f) x += 32.0f, scale *= 2.3283064365386963e-10f;
    if (x < -16.5f) x += 16.0f, scale *= 1.52587890625e-5f;
    if (x < -8.5f) x += 8.0f, scale *= 0.00390625f;
    if (x < -4.5f) x += 4.0f, scale *= 0.0625f;
    if (x < -2.5f) x += 2.0f, scale *= 0.25f;
    if (x < -1.5f) x += 1.0f, scale *= 0.5f;
    if (x < -0.5f) x += 1.0f, scale *= 0.5f;
    if (x > 64.5f) x -= 64.0f, scale *= 1.8446744073709552e19f;
    if (x > 32.5f) x -= 32.0f, scale *= 4294967296.0f;
    if (x > 16.5f) x -= 16.0f, scale *= 65536.0f;
    if (x > 8.5f) x -= 8.0f, scale *= 256.0f;
    if (x > 4.5f) x -= 4.0f, scale *= 16.0f;
    if (x > 2.5f) x -= 2.0f, scale *= 4.0f;
    if (x > 1.5f) x -= 1.0f, scale *= 2.0f;
    if (x > 0.5f) x -= 1.0f, scale *= 2.0f;
    float y = x * 0.6931471806f;  // the series of e^y to y^7: the next term is 5e-9 at |y| = 0.35
    float series = 1.0f + y * (1.0f / 7.0f);
    series = 1.0f + y * (1.0f / 6.0f) * series;
    series = 1.0f + y * (1.0f / 5.0f) * series;
    series = 1.0f + y * (1.0f / 4.0f) * series;
    series = 1.0f + y * (1.0f / 3.0f) * series;
    series = 1.0f + y * (1.0f / 2.0f) * series;
    return scale * (1.0f + y * series);
}

// log2 of x > 0 and finite, within 2e-7 absolutely for 0.001 <= x <= 1. Only + - x / and exact halving or doubling, as above.
STIPPLE_FUNCTION float fade_log2(float x) {
    float whole = 0.0f;
    for (int i = 0; i < 120 && x < 0.70710678f; ++i) {
        x *= 2.0f;
        whole -= 1.0f;
    }
    for (int i = 0; i < 120 && x > 1.41421356f; ++i) {
        x *= 0.5f;
        whole += 1.0f;
    }
    float s = (x - 1.0f) / (x + 1.0f), s2 = s * s;  // ln x = 2 (s + s^3/3 + ...), |s| <= 0.172: the term after s^9 is 4e-10
    float series = 1.0f / 7.0f + s2 * (1.0f / 9.0f);
    series = 1.0f / 5.0f + s2 * series;
    series = 1.0f / 3.0f + s2 * series;
    return whole + 2.885390082f * (s + s * s2 * series);
}

// Parts of water to one of pigment that pigment.transmittance stands for. Assumed; courses name 20, 18 and 6 to 1.
STIPPLE_CONST float FADE_REFERENCE_DILUTION = 15.0f;
// Ink of a dot mixed with `water` parts of water to one of pigment over one of the reference mix, whose middle lets through
// `transmittance`. Optical density goes with concentration, 1 / (1 + water) (Beer-Lambert).
STIPPLE_FUNCTION float fade_dilution_ink(float transmittance, float water) {
    float density = (1.0f + FADE_REFERENCE_DILUTION) / (1.0f + water);
    return (1.0f - fade_exp2(density * fade_log2(transmittance))) / (1.0f - transmittance);
}

// What a dot shows above what lasts `age_years` (>= 0) after it was placed, over its ink extrapolated to day 0.
STIPPLE_FUNCTION float fade_fresh(float age_years) {
    return FADE_FRESH_EXCESS * fade_exp2(max(-age_years / FADE_FRESH_YEARS * 1.442695041f, -120.0f));
}

// What lasts of it, over the same.
STIPPLE_FUNCTION float fade_lasting(float age_years, float half_life_years) { return fade_exp2(max(-age_years / half_life_years, -120.0f)); }

// Both.
STIPPLE_FUNCTION float fade_retained(float age_years, float half_life_years) {
    return fade_fresh(age_years) + fade_lasting(age_years, half_life_years);
}

// 0 up to `low`, 1 from `high` on, smooth between.
STIPPLE_FUNCTION float fade_ramp(float low, float high, float x) {
    float share = (x - low) / (high - low);
    share = share < 0.0f ? 0.0f : (share > 1.0f ? 1.0f : share);
    return share * share * (3.0f - 2.0f * share);
}

// How many times faster pigment at `depth_mm` is lost than at the reference depth: pigment too shallow sheds with the skin
// (1.5 at 0.1 mm), pigment too deep stays (0.8 from 1 mm). Directions from clinics, sizes assumed.
STIPPLE_FUNCTION float fade_depth_rate(float depth_mm) {
    return 1.0f + 0.5f * (1.0f - fade_ramp(0.1f, 0.4f, depth_mm)) - 0.2f * fade_ramp(0.6f, 1.0f, depth_mm);
}

// How many times faster it spreads: 5 times at 1 mm, 20 times at 1.5 mm (blowout). Direction from clinics, sizes assumed.
STIPPLE_FUNCTION float fade_depth_diffusion(float depth_mm) {
    if (depth_mm <= 0.6f) return 1.0f;
    if (depth_mm <= 1.0f) return 1.0f + (depth_mm - 0.6f) * 10.0f;
    return 5.0f + (depth_mm - 1.0f) * 30.0f;
}

// Slower fading on dark skin (touch-ups are less frequent on Fitzpatrick V-VI, about Monk 7 and up): 0.85, assumed.
STIPPLE_FUNCTION float fade_tone_rate(float tone) { return 1.0f - 0.15f * fade_ramp(6.5f, 7.5f, tone); }

// Variance a dot has gained, mm^2, against a healed one at the reference depth. Negative for shallower or fresher dots.
STIPPLE_FUNCTION float fade_added_variance(float age_years, float depth_mm, float diffusion_mm2_per_year) {
    float blur = FADE_BLUR_PER_DEPTH * depth_mm;
    float reference = FADE_BLUR_PER_DEPTH * FADE_REFERENCE_DEPTH_MM;
    return blur * blur - reference * reference + 2.0f * diffusion_mm2_per_year * (age_years - FADE_HEALED_YEARS);
}

// Share of dots in the changed hue, 0 when healed: rises towards `final_share` with a half-time.
STIPPLE_FUNCTION float fade_shift(float age_years, float final_share, float half_time_years) {
    float healed = max(age_years - FADE_HEALED_YEARS, 0.0f);
    return final_share * (1.0f - fade_exp2(max(-healed / half_time_years, -120.0f)));
}

STIPPLE_SHARED_END
#endif
