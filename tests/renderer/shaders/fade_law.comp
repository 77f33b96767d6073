#version 460
// Evaluates the laws of fading and of the veil where the test asks: places[i] holds age (years), half-life (years), depth (mm), tone;
// found[4 i] to found[4 i + 3] take what they come to.
#extension GL_EXT_scalar_block_layout : require
#include "shared/fade.h"
#include "shared/profile.h"
#include "shared/veil.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) readonly buffer PlaceBlock { vec4 places[]; };
layout(set = 0, binding = 1, scalar) writeonly buffer FoundBlock { vec4 found[]; };
layout(push_constant, scalar) uniform PushBlock { uint count; } push;

void main() {
    uint i = gl_GlobalInvocationID.x;
    if (i >= push.count) return;
    vec4 at = places[i];
    float variance = fade_added_variance(at.x, at.z, FADE_DIFFUSION_MM2_PER_YEAR * fade_depth_diffusion(at.z));
    float strength = fade_retained(at.x, at.y / (fade_depth_rate(at.z) * fade_tone_rate(at.w)));
    float width2 = dot_width2(0.22, variance, strength);
    found[4u * i] = vec4(strength, variance, fade_shift(at.x, 0.75, 2.0), fade_dilution_ink(0.15, 4.0 + at.x));
    found[4u * i + 1u] = vec4(sqrt(width2), dot_peak(0.22, width2, strength), fade_log2(at.y), fade_exp2(-at.x));
    found[4u * i + 2u] = vec4(veil_transmittance(vec3(0.10, 0.15, 0.20), at.z, at.w), veil_reflectance(at.z, 475.0));
    found[4u * i + 3u] = vec4(veil_changed(vec3(0.15), vec3(0.10, 0.28, 0.35), at.z, at.w), veil_melanosomes(at.w));
}
