// Hairs that are seen one by one, where a pixel shows skin and what stands on it: the pictures that hair_strand.frag leaves, and what
// becomes of a pixel of them. The law of coverage (resolve.comp) has darkened the pixel for the shafts already; here its light is shared out
// anew between shafts and the skin beside them, with the mean kept.
#ifndef STIPPLE_HAIR_SEEN_GLSL
#define STIPPLE_HAIR_SEEN_GLSL
#include "shared/frame.h"
#include "shared/hair_fibre.h"
layout(set = 0, binding = 13) uniform sampler2D shaft_mirrored;  // these as hair_strand.frag writes them
layout(set = 0, binding = 14) uniform sampler2D shaft_matt;
layout(set = 0, binding = 15) uniform sampler2D shaft_through;
layout(set = 0, binding = 16) uniform sampler2D shaft_shadows;
layout(set = 0, binding = 17) uniform sampler2D shaft_shadow_means;  // hair_means.comp

// Light wanders in skin before it comes back out, and a shadow as narrow as a hair's keeps only the share that leaves close to where it
// entered: least in red, which wanders farthest (assumed: a shaft's width over its sum with 0.09, 0.05 and 0.035 mm, the paths of light
// scattered above the deep dermis). The gloss does not enter, its shadow is whole.
const vec3 SHADOW_KEPT = vec3(0.45, 0.60, 0.68);

// White hair sends back half of what falls on it, other hair as much less as it lets less through (assumed). On dark skin that is more
// than the law of coverage, which only darkens, gives a shaft; skin lends it this share of its own at most:
// less of the colours that lightness hangs on.
const float SHAFT_ALBEDO = 0.75;
const vec3 MOST_LENT = vec3(0.14, 0.20, 0.40);

struct ShaftPixel {
    float cover;
    vec3 mirrored, matt, through;  // times the cover
};
ShaftPixel shaft_pixel(ivec2 pixel) {
    vec4 m = texelFetch(shaft_mirrored, pixel, 0);
    return ShaftPixel(m.w, m.rgb, texelFetch(shaft_matt, pixel, 0).rgb, texelFetch(shaft_through, pixel, 0).rgb);
}

// One lamp at the pixel: what enters the skin and what its gloss sends back, what reaches a shaft that faces it, and KeyUniforms::direction.
struct ShaftLight {
    vec3 enters, gloss, reaches;
    vec4 direction;
};

// Share of light that shadows leave of both lamps' and of the sky's on average around here; a: share of skin that no shaft hides.
vec4 shadow_means(ivec2 pixel) {
    vec2 per_size = 1.0 / (vec2(textureSize(shaft_shadow_means, 0)) * float(shaft_shadow_block(frame.mm_per_pixel)));
    vec2 at = (vec2(pixel) + 0.5) * per_size, apart = 0.75 / vec2(textureSize(shaft_shadow_means, 0));
    vec4 sum = vec4(0.0);
    for (int k = 0; k < 4; ++k) sum += textureLod(shaft_shadow_means, at + apart * vec2((k & 1) * 2 - 1, (k >> 1) * 2 - 1), 0.0);
    return vec4(max(sum.rgb / max(sum.a, 1e-4), 0.02), clamp(0.25 * sum.a, 0.02, 1.0));
}

// Which of two shafts in a row shades the other is not known, so none is all dark: this density at most is kept by half.
const float MOST_HIDDEN = 0.9;
// What shafts hide of a lamp from a place of another, `height` mm over the skin: half of those whose shadows lie where its own does.
float hidden_from_shaft(float density, float height, vec3 normal, vec4 lamp, float pixel_mm) {
    float reaches = 1.0 / max(dot(lamp.xyz, normal), LOWEST_LAMP), wide = height * reaches * 2.0 * sqrt(lamp.w), pixel = 0.57735027 * shadow_pixel(pixel_mm);
    float own = lamp_hidden(0.0, 0.5 * frame.look.hair_shaft_mm, sqrt(wide * wide + pixel * pixel));
    float own_density = -log(1.0 - min(own, 0.98));
    // Nothing above it throws a denser shadow there: what does stands lower.
    return exp(-0.5 * clamp(density - own_density, 0.0, min(1.5 * own_density, MOST_HIDDEN)));
}

// `right` and `down`: along these 1 mm is so many pixels. `below`: share that skin sends back of what enters it; `out_crossing` and
// `in_crossing`: what pigment and hair leave of it by the law of coverage.
vec3 with_shafts(ShaftPixel shaft, ivec2 pixel, vec3 normal, vec3 view, vec3 right, vec3 down, vec3 below, vec3 out_crossing, vec3 in_crossing,
                 vec3 enters_sky, vec3 sky_gloss, ShaftLight lamps[2]) {
    vec3 through = frame.look.transmittance[2].rgb;
    vec4 means = shadow_means(pixel);
    // What a shaft sends out above what the law of coverage gives it, its surroundings lack.
    float bare_per_shaft = means.a / max(1.0 - means.a, 0.02);
    vec3 gain = clamp(SHAFT_ALBEDO * through - below * through, vec3(0.0), MOST_LENT * below * bare_per_shaft), lent = gain / bare_per_shaft;
    vec3 left = exp(-texelFetch(shaft_shadows, pixel, 0).rgb) / means.rgb;
    // Skin beside the shaft, as though this were not there.
    vec3 enters = enters_sky * (1.0 + SHADOW_KEPT * (left.z - 1.0)), gloss = sky_gloss * left.z;
    for (int i = 0; i < 2; ++i) {
        enters += lamps[i].enters * (1.0 + SHADOW_KEPT * (left[i] - 1.0));
        gloss += lamps[i].gloss * left[i];
    }
    vec3 beside = (below - lent) * min(out_crossing + shaft.cover * (1.0 - through), vec3(1.0)) * in_crossing * enters + gloss;
    if (shaft.cover <= 0.0) return beside;
    // The shaft. Where a lamp's shadow of this very place lies others' may lie too.
    float height = shaft.through.z / shaft.cover, pixel_mm = inversesqrt(dot(right, right)), rises = 1.0 / max(dot(view, normal), 0.1);
    vec3 matt = enters_sky * shaft.matt.z, mirrored = sky_gloss * shaft.mirrored.z;
    for (int i = 0; i < 2; ++i) {
        vec3 to_shadow = height * (view * rises - lamps[i].direction.xyz / max(dot(lamps[i].direction.xyz, normal), LOWEST_LAMP));
        vec2 per_size = 1.0 / vec2(textureSize(shaft_shadows, 0)), at = vec2(pixel) + 0.5 + vec2(dot(to_shadow, right), dot(to_shadow, down));
        // Over some pixels: that shadow's own edges are as narrow, and must not show on the shaft.
        float density = 0.0;
        for (int k = 0; k < 4; ++k) density += 0.25 * textureLod(shaft_shadows, (at + vec2((k & 1) * 2 - 1, (k >> 1) * 2 - 1)) * per_size, 0.0)[i];
        float seen = hidden_from_shaft(density, height, normal, lamps[i].direction, pixel_mm) * inversesqrt(sqrt(means[i]));
        matt += lamps[i].enters * (shaft.matt[i] * seen);
        mirrored += lamps[i].reaches * (shaft.mirrored[i] + shaft.through[i] * through * through) * min(seen, 1.0);
    }
    return (1.0 - shaft.cover) * beside + (below * through + gain) * in_crossing * matt + mirrored;
}
#endif
