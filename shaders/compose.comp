#version 460
// Skin, pigment and gloss become the picture. Light crosses the pigment twice: out through the dot itself, in through the
// neighbourhood that sideways diffusion has mixed; gloss lies on top, undarkened.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/display.h"
#include "shared/frame.h"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform sampler2D transmittance;
layout(set = 0, binding = 2) uniform sampler2D neighbourhood;
#ifdef COMPOSE_MEASURE
layout(set = 0, binding = 5, scalar) writeonly buffer ReflectanceBlock { vec4 reflectance_out[]; };
#else
layout(set = 0, binding = 3) uniform sampler2D head_diffuse;
layout(set = 0, binding = 4) uniform sampler2D head_gloss;
layout(set = 0, binding = 5, rgba8) writeonly uniform image2D picture;
layout(set = 0, binding = 6, rgba32f) uniform image2D average;
#endif

layout(constant_id = 0) const bool PIGMENT = true;    // there is transmittance to read; else the skin is bare
#ifndef COMPOSE_MEASURE
layout(constant_id = 1) const bool AVERAGED = false;  // one of several samples
#endif

void main() {
    if (any(greaterThanEqual(gl_GlobalInvocationID.xy, frame.area.zw))) return;
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy + frame.area.xy);
    vec3 factor = vec3(1.0);
    float on_skin = 0.0;
    if (PIGMENT) {
        vec4 out_crossing = texelFetch(transmittance, pixel, 0);
        on_skin = out_crossing.a;
        vec2 size = vec2(textureSize(neighbourhood, 0)) * float(frame.blur_factor);
        vec3 in_crossing = textureLod(neighbourhood, (vec2(pixel) + 0.5) / size, 0.0).rgb;
        if (on_skin > 0.0) factor = out_crossing.rgb * in_crossing;
    }
#ifdef COMPOSE_MEASURE
    reflectance_out[uint(pixel.y) * uint(frame.viewport.x) + uint(pixel.x)] = vec4(factor, on_skin);
#else
    vec4 skin = texelFetch(head_diffuse, pixel, 0);
    vec3 gloss = texelFetch(head_gloss, pixel, 0).rgb;
    vec3 color = skin.rgb * factor + gloss;
    color = vec3(shoulder(color.r), shoulder(color.g), shoulder(color.b));
    if (AVERAGED) {
        // Averaged after the shoulder, so that one bright sample cannot outshine an edge, and before encoding.
        vec3 sum = color + (frame.sample_index > 0u ? imageLoad(average, pixel).rgb : vec3(0.0));
        imageStore(average, pixel, vec4(sum, 1.0));
        color = sum / float(frame.sample_index + 1u);
    }
    imageStore(picture, pixel, vec4(encode_srgb(color.r), encode_srgb(color.g), encode_srgb(color.b), 1.0));
#endif
}
