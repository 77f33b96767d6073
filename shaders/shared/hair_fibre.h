// A hair seen closely: what one place of a shaft sends on of a lamp's light, and the shadow it throws on the skin.
//
// The shaft is a cylinder of horn that lets light in through its cuticle, whose scales lie like tiles and lean outwards towards the tip
// (Marschner et al. 2003, "Light Scattering from Human Hair Fibers"): what the scales mirror (R) keeps the lamp's colour and is
// shifted towards the root; what crosses the shaft, is mirrored by its far wall and comes out again (TRT) has the hair's colour twice
// and is shifted towards the tip by half as much again. What leaves it otherwise is matt here.
#ifndef STIPPLE_SHARED_HAIR_FIBRE_H
#define STIPPLE_SHARED_HAIR_FIBRE_H
#include "gloss.h"
#include "hash.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST float FIBRE_SPECULAR = 0.0465f;  // of its surface, straight on: refractive index 1.55
STIPPLE_CONST float CUTICLE_TILT = 0.0524f;    // radians, 3 degrees (2 to 4, ibid.)
STIPPLE_CONST float FIBRE_ALPHA = 0.20f;       // GGX, of R: 5 to 10 degrees of width along the hair (ibid.)
// Half of what lies around a shaft on a head is skin and other shafts, so R is drawn as strong as makes shafts mirror, in even light, about
// what the skin does on which the law of coverage leaves its gloss.
STIPPLE_CONST float FIBRE_OPEN = 0.6f;
STIPPLE_CONST float THROUGH_ALPHA = 0.42f;     // of TRT, twice as wide along it (ibid.)
STIPPLE_CONST float FIBRE_THROUGH = 0.16f;     // share a clear hair's far wall gives back towards a viewer straight on (assumed)
STIPPLE_CONST float FIBRE_EVEN = 0.35f;        // of the matt share, what no direction of light changes: it was scattered in the hair

// Per unit of irradiance, over pi, of a surface that faces the lamp.
struct FibreLight {
    float mirrored;  // R, of the lamp's colour
    float through;   // TRT, before the hair's colour
    float matt;      // to be divided by its mean over the width
};

// Which way the shaft's surface faces at `across`, -1 to 1 from one outline to the other: `tangent` from root to tip, `view` towards
// the viewer, both of length 1; +1 lies along cross(tangent, view).
STIPPLE_FUNCTION vec3 fibre_normal(vec3 tangent, vec3 view, float across) {
    vec3 ahead = view - tangent * dot(view, tangent);
    ahead *= inversesqrt(max(dot(ahead, ahead), 1e-6f));
    return ahead * sqrt(max(1.0f - across * across, 0.0f)) + cross(tangent, ahead) * across;
}

// One GGX lobe about `normal`, times the cosine to the light and pi.
STIPPLE_FUNCTION float fibre_lobe(vec3 normal, vec3 view, vec3 light, float alpha) {
    float n_l = dot(normal, light), n_v = max(dot(normal, view), 0.02f), l_v = dot(light, view);
    float n_h = max((n_l + n_v) * inversesqrt(max(2.0f + 2.0f * l_v, 1e-6f)), 0.0f), lit = max(n_l, 0.0f);
    return 3.14159265f * gloss_lobes(n_h, lit, n_v, vec2(alpha, alpha), 0.0f) * lit;
}

// `variance`: of the lamp's disc along one axis.
STIPPLE_FUNCTION FibreLight fibre_light(vec3 tangent, vec3 view, vec3 light, float across, float variance) {
    vec3 normal = fibre_normal(tangent, view, across);
    float l_v = dot(light, view), grazing = 1.0f - sqrt(max(0.5f + 0.5f * l_v, 0.0f));
    float fresnel = FIBRE_SPECULAR + (1.0f - FIBRE_SPECULAR) * fifth_power(grazing);
    FibreLight f;
    // Tilts are small: the normal stays as long but for a thousandth.
    f.mirrored = FIBRE_OPEN * fresnel * fibre_lobe(normal - tangent * CUTICLE_TILT, view, light, sqrt(FIBRE_ALPHA * FIBRE_ALPHA + variance));
    f.through = FIBRE_THROUGH * (1.0f - fresnel) * (1.0f - fresnel) *
                fibre_lobe(normal + tangent * (1.5f * CUTICLE_TILT), view, light, sqrt(THROUGH_ALPHA * THROUGH_ALPHA + variance));
    f.matt = FIBRE_EVEN + (1.0f - FIBRE_EVEN) * max(dot(normal, light), 0.0f);
    return f;
}

// What the law of coverage takes a shaft to send out is its mean over the width: roundness only spreads that.
STIPPLE_CONST int FIBRE_PLACES = 6;
STIPPLE_FUNCTION float fibre_matt_mean(vec3 tangent, vec3 view, vec3 light) {
    float sum = 0.0f;
    for (int i = 0; i < FIBRE_PLACES; ++i) {
        vec3 normal = fibre_normal(tangent, view, (float(i) + 0.5f) * (2.0f / float(FIBRE_PLACES)) - 1.0f);
        sum += FIBRE_EVEN + (1.0f - FIBRE_EVEN) * max(dot(normal, light), 0.0f);
    }
    return sum * (1.0f / float(FIBRE_PLACES));
}

STIPPLE_FUNCTION float fibre_through_mean(vec3 tangent, vec3 view, vec3 light, float variance) {
    float sum = 0.0f;
    for (int i = 0; i < FIBRE_PLACES; ++i)
        sum += fibre_light(tangent, view, light, (float(i) + 0.5f) * (2.0f / float(FIBRE_PLACES)) - 1.0f, variance).through;
    return sum * (1.0f / float(FIBRE_PLACES));
}

// How light one hair is, as a multiple of the mean of all, which let `through` so much; `hash` its own. Heads are grey because some hairs
// are white and others not yet. Others differ a little (both assumed).
STIPPLE_CONST float WHITE_HAIR = 0.64f, DARK_HAIR = 0.08f;
STIPPLE_CONST float SHADE_VARIATION = 0.2f;  // to either side
STIPPLE_FUNCTION float hair_shade(vec3 through, uint hash) {
    float lightest = max(through.x, max(through.y, through.z)), darkest = min(through.x, min(through.y, through.z));
    float own = hash_unit(hash), white = clamp((lightest - DARK_HAIR) / (WHITE_HAIR - DARK_HAIR), 0.0f, 1.0f);
    bool grey = lightest - darkest < 0.03f * lightest && white > 0.05f && white < 0.95f;
    if (grey) return (own < white ? WHITE_HAIR : DARK_HAIR) / lightest;
    return 1.0f + SHADE_VARIATION * (2.0f * own - 1.0f);
}

// Share of a disc of radius 1 that lies below the line at `x`: 1/2 + (x sqrt(1 - x^2) + asin x) / pi, within 0.002.
STIPPLE_FUNCTION float disc_below(float x) {
    float z = clamp(x, -1.0f, 1.0f);
    float z2 = z * z;
    return 0.5f + z * (0.63662f - z2 * (0.10610f + 0.03052f * z2));
}
// Share of a round lamp that a long shaft of this radius hides from a place `beside` the middle of its shadow, both measured across the
// plane of shaft and light; the lamp's disc is as wide as `penumbra` there, from its middle to its rim.
STIPPLE_FUNCTION float lamp_hidden(float beside, float radius, float penumbra) {
    float per = 1.0f / max(penumbra, 1e-6f);
    return disc_below((beside + radius) * per) - disc_below((beside - radius) * per);
}

// Where a shaft's shadow lies on the skin, as a plane through its root. Lengths in mm.
struct ShaftShadow {
    vec3 along;      // from the root to the tip's shadow
    vec3 beside;     // on the skin, square to that, unit
    float across;    // 1 mm along `beside` is so many across the plane of shaft and light
    float reaches;   // from a place of the shaft to its shadow, mm a mm of height
    float height;    // of the tip
};
// `shaft`: root to tip; `light`: towards the lamp, unit. Where the lamp stands lower than LOWEST_LAMP over the skin shadows are no longer
// than there.
STIPPLE_CONST float LOWEST_LAMP = 0.2f;
STIPPLE_FUNCTION ShaftShadow shaft_shadow(vec3 shaft, vec3 normal, vec3 light) {
    ShaftShadow s;
    s.height = max(dot(shaft, normal), 0.0f);
    s.reaches = 1.0f / max(dot(light, normal), LOWEST_LAMP);
    vec3 drawn = shaft - light * (s.height * s.reaches);
    s.along = drawn - normal * dot(drawn, normal);
    // A lamp that looks along the shaft sees no more of it than its end.
    vec3 square = cross(normal, s.along);
    float length2 = dot(square, square);
    vec3 any = cross(normal, abs(normal.y) < 0.9f ? vec3(0.0f, 1.0f, 0.0f) : vec3(1.0f, 0.0f, 0.0f));
    s.beside = length2 > 1e-8f ? square * inversesqrt(length2) : any * inversesqrt(dot(any, any));
    vec3 out_of_plane = cross(shaft, light);
    float size2 = dot(out_of_plane, out_of_plane);
    s.across = size2 > 1e-8f ? max(abs(dot(out_of_plane, s.beside)) * inversesqrt(size2), 0.05f) : 1.0f;
    return s;
}

// Light that leaves skin where a shadow's edge lies came in as far to either side of it (assumed): shadows on it are seen as by pixels of
// this width.
STIPPLE_CONST float SKIN_SOFT_MM = 0.04f;
STIPPLE_FUNCTION float shadow_pixel(float pixel_mm) { return sqrt(pixel_mm * pixel_mm + SKIN_SOFT_MM * SKIN_SOFT_MM); }

// Share of a round lamp of radius `lamp` (its tangent) that the shaft hides from a place on the skin `at` mm from the root, along the
// shadow and beside it; seen by pixels of `pixel_mm`.
STIPPLE_FUNCTION float shaft_hidden(float length_mm, float reaches, float across, float height, vec2 at, float shaft_mm, float lamp, float pixel_mm) {
    float share = clamp(at.x / max(length_mm, 1e-6f), 0.0f, 1.0f), penumbra = height * share * reaches * lamp;
    // A pixel blurs as a disc of the same variance would.
    float pixel = pixel_mm * 0.57735027f * across;
    float hidden = lamp_hidden(at.y * across, 0.5f * shaft_mm, sqrt(penumbra * penumbra + pixel * pixel));
    // The tip's shadow is as soft along as across, the root's as soft as the pixel.
    float soft = sqrt(penumbra * penumbra / (across * across) + 0.25f * pixel_mm * pixel_mm);
    return hidden * clamp((length_mm - at.x) / (2.0f * soft) + 0.5f, 0.0f, 1.0f) * clamp(at.x / pixel_mm + 0.5f, 0.0f, 1.0f);
}

// Side, pixels, of the blocks over which shadows of shafts are averaged: some 1.5 mm, wider than follicles are apart.
STIPPLE_FUNCTION int shaft_shadow_block(float mm_per_pixel) {
    int block = 8;
    while (float(block) * mm_per_pixel < 1.2f && block < 256) block *= 2;
    return block;
}

STIPPLE_SHARED_END
#endif
