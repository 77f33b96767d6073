#version 460
// One place of a shaft, or of its shadow: see hair_strand.vert. What a shaft does to each lamp's light is kept apart, since only composing
// knows whether the head stands before it.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
#include "shared/frame.h"
#include "shared/hair_fibre.h"
#include "shared/light.h"
layout(constant_id = 4) const uint THROWN = 0u;
layout(constant_id = 5) const uint LAMPS = 2u;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 7, scalar) uniform LightBlock { LightUniforms light; };
#include "hair_shape.glsl"
layout(push_constant, scalar) uniform PushBlock {
    uint cluster_count;
    float diameter_mm;
    float rank_cut;
    float seen;  // share of it all that is seen at this scale
} push;
layout(location = 0) in vec2 at;
layout(location = 1) flat in vec4 stroke;
layout(location = 2) flat in vec4 tangent;
layout(location = 3) flat in vec4 normal;  // w: shade of this hair
layout(location = 4) flat in vec3 view;
layout(location = 5) flat in vec3 per_matt;
layout(location = 6) flat in vec2 through_mean;
// All times the cover, which is in w. Of the shadow: mirrored alone, densities of what lamps and sky are hidden.
layout(location = 0) out vec4 mirrored;  // of the first lamp, of the second; of the sky, 1 on average
layout(location = 1) out vec4 matt;      // the same; each 1 on average
layout(location = 2) out vec4 through;   // of the first lamp, of the second, 0 on average; height over the skin, mm

const int PLACES = 3;  // across a pixel

void shade() {
    HairStroke hair = hair_stroke(stroke.xy, stroke.z);
    float cover = 0.0, inner = disc_inner(frame.hair_shape.x);
    for (uint c = 0u; c < 4u; ++c)
        cover += hair_coverage(at + vec2(float(c & 1u) * 2.0 - 1.0, float(c >> 1u) * 2.0 - 1.0) * frame.head_offset.z, hair, 0.0, stroke.w, inner, inner);
    cover *= 0.25 * push.seen;
    if (cover <= 0.0) discard;
    vec2 beside = at - hair.start;
    float along = dot(beside, hair.line) * hair.per_length2;
    beside -= hair.line * along;
    float per_half_width = 2.0 / (frame.look.hair_shaft_mm * stroke.z);
    // Pictures run downwards.
    float across = dot(beside, vec2(-hair.line.y, hair.line.x)) * sqrt(hair.per_length2) * per_half_width;
    vec3 sums[3];
    for (int k = 0; k < 3; ++k) sums[k] = vec3(0.0);
    for (int p = 0; p < PLACES; ++p) {
        float x = clamp(across + (float(p) - 0.5 * float(PLACES - 1)) * (per_half_width / float(PLACES)), -0.97, 0.97);
        for (uint i = 0u; i < LAMPS; ++i) {
            FibreLight f = fibre_light(tangent.xyz, view, light.keys[i].direction.xyz, x, light.keys[i].direction.w);
            sums[0][i] += f.mirrored;
            sums[1][i] += f.matt * per_matt[i];
            sums[2][i] += f.through;
        }
        vec3 n = fibre_normal(tangent.xyz, view, x);
        sums[0].z += 1.0;
        sums[1].z += (FIBRE_EVEN + (1.0 - FIBRE_EVEN) * max(dot(n, normal.xyz), 0.0)) * per_matt.z;
    }
    // What comes through is part of what the law of coverage gives a shaft: it only lies elsewhere.
    for (uint i = 0u; i < LAMPS; ++i) sums[2][i] -= float(PLACES) * through_mean[i];
    sums[1] *= normal.w;
    sums[2] *= normal.w * normal.w;
    sums[2].z = tangent.w * clamp(along, 0.0, 1.0) * float(PLACES);
    const float per = 1.0 / float(PLACES);
    mirrored = vec4(sums[0] * per, 1.0) * cover;
    matt = vec4(sums[1] * per, 1.0) * cover;
    through = vec4(sums[2] * per, 1.0) * cover;
}

void throw_shadow() {
    float hidden = shaft_hidden(stroke.x, stroke.y, stroke.z, stroke.w, at, frame.look.hair_shaft_mm, tangent.z, shadow_pixel(1.0 / tangent.y));
    float density = -log(1.0 - min(hidden * tangent.x * push.seen, 0.98));
    mirrored = vec4(THROWN == 1u ? density : 0.0, THROWN == 2u ? density : 0.0, THROWN == 3u ? density : 0.0, 0.0);
    matt = through = vec4(0.0);
}

void main() {
    if (THROWN == 0u) shade();
    else throw_shadow();
}
