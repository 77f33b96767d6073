// The colour in which pigment is seen through the skin above it: deep pigment reads bluish on fair skin, shallow pigment warm, and melanin
// hides both. Wavelengths stand for the three colours of a picture.
#ifndef STIPPLE_SHARED_VEIL_H
#define STIPPLE_SHARED_VEIL_H
#include "types.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST float VEIL_RED_NM = 610.0f;
STIPPLE_CONST float VEIL_GREEN_NM = 550.0f;
STIPPLE_CONST float VEIL_BLUE_NM = 465.0f;
// What colours of pigment are given for: healed at this depth, on skin of this tone (Monk).
STIPPLE_CONST float VEIL_REFERENCE_DEPTH_MM = 0.45f;
STIPPLE_CONST float VEIL_REFERENCE_TONE = 3.0f;
// Rec. 709: weights of linear colours in luminance.
STIPPLE_CONST vec3 VEIL_LUMINANCE = vec3(0.2126f, 0.7152f, 0.0722f);

// Reduced scattering of skin, mm^-1: 3.22 at 475 nm falling to 1.20 at 850 nm in 3809 Swedes (JBO 28:115001), as a power of the
// wavelength.
STIPPLE_FUNCTION float veil_scattering(float nm) { return 3.22f * pow(475.0f / nm, 1.70f); }

// Share of light that a layer `depth_mm` (>= 0) thick of skin without absorption throws back before it reaches black pigment below:
// Kubelka and Munk's layer over black, S = 3/4 of the reduced scattering. The rest is how much of the pigment's contrast is seen.
STIPPLE_FUNCTION float veil_reflectance(float depth_mm, float nm) {
    float layer = 0.75f * veil_scattering(nm) * depth_mm;
    return layer / (1.0f + layer);
}

// Share of melanosomes in the epidermis at a Monk tone of 1 to 10: 1.3 % in the lightest and 43 % in the darkest skin (Jacques 1998, omlc.org),
// equal steps in ratio between (assumed; light skin has 1.3-6.3, moderate 11-16, dark 18-43 %). These are counts in tissue. The mixtures that tones are drawn
// with (session/skin/skin_color.cpp, 0.2 to 26 %) are what makes their colours in a model with one epidermis and one scattering for all, and are fitted anew with
// it; how pigment fades must not move when they do. At tone 9 these leave 0.23 of a change in red over tone 3, those would leave 0.41: both hide most of it.
STIPPLE_FUNCTION float veil_melanosomes(float tone) { return 0.013f * pow(33.0f, (tone - 1.0f) * (1.0f / 9.0f)); }

// Share of light that 80 micrometres of epidermis let through, one way (Jacques 1998: melanosome 6.6e11 nm^-3.33, base 0.244 + 85.3
// exp(-(nm - 154) / 66.2), per cm; thickness 0.07-0.12 mm).
STIPPLE_FUNCTION float veil_epidermis(float melanosomes, float nm) {
    float melanin = 6.6e11f * pow(nm, -3.33f);
    float base = 0.244f + 85.3f * exp(-(nm - 154.0f) * (1.0f / 66.2f));
    return exp(-0.008f * (melanosomes * melanin + (1.0f - melanosomes) * base));
}

// How much of a change of hue below the epidermis is seen on skin of `tone`, over the reference tone, at one wavelength: what comes back
// from the pigment crosses the melanin twice.
STIPPLE_FUNCTION float veil_seen(float tone, float nm) {
    float here = veil_epidermis(veil_melanosomes(tone), nm);
    float reference = veil_epidermis(veil_melanosomes(VEIL_REFERENCE_TONE), nm);
    return here * here / (reference * reference);
}

STIPPLE_FUNCTION vec3 veil_seen_colors(float tone) {
    return vec3(veil_seen(tone, VEIL_RED_NM), veil_seen(tone, VEIL_GREEN_NM), veil_seen(tone, VEIL_BLUE_NM));
}

// Contrast of pigment at `depth_mm` over its contrast at the reference depth, by colour, of the same contrast in luminance: how much ink is
// seen is the fade model's. Skin scatters blue light most, so it comes back before it reaches deep pigment, and red does not.
STIPPLE_FUNCTION vec3 veil_contrast(float depth_mm) {
    vec3 here = vec3(1.0f) - vec3(veil_reflectance(depth_mm, VEIL_RED_NM), veil_reflectance(depth_mm, VEIL_GREEN_NM),
                                  veil_reflectance(depth_mm, VEIL_BLUE_NM));
    vec3 reference = vec3(1.0f) - vec3(veil_reflectance(VEIL_REFERENCE_DEPTH_MM, VEIL_RED_NM),
                                       veil_reflectance(VEIL_REFERENCE_DEPTH_MM, VEIL_GREEN_NM),
                                       veil_reflectance(VEIL_REFERENCE_DEPTH_MM, VEIL_BLUE_NM));
    vec3 contrast = here / reference;
    return contrast / dot(contrast, VEIL_LUMINANCE);
}

// Transmittance as seen at `depth_mm` below skin of `tone` of pigment that lets through `own` at the reference depth on the reference tone.
// 0.02 to 0.98 a colour.
STIPPLE_FUNCTION vec3 veil_transmittance(vec3 own, float depth_mm, float tone) {
    vec3 hue = vec3(1.0f) + veil_seen_colors(tone) * (veil_contrast(depth_mm) - vec3(1.0f));
    return clamp(vec3(1.0f) - (vec3(1.0f) - own) * hue, vec3(0.02f), vec3(0.98f));
}

// The same of pigment whose own hue has changed from `own` to `changed`: melanin hides that change too.
STIPPLE_FUNCTION vec3 veil_changed(vec3 own, vec3 changed, float depth_mm, float tone) {
    return veil_transmittance(own + min(veil_seen_colors(tone), vec3(1.0f)) * (changed - own), depth_mm, tone);
}

STIPPLE_SHARED_END
#endif
