#version 460
// The samples drawn so far as a picture. Where only some of them show the head, the others show the background.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/display.h"
#include "shared/frame.h"
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform sampler2D sums;  // rgb: linear; a: samples that show the head
layout(location = 0) out vec4 picture;

void main() {
    vec4 sum = texelFetch(sums, ivec2(gl_FragCoord.xy), 0);
    float samples = float(frame.sample_index + 1u);
    vec3 background = tone_mapped(frame.background.rgb);
    vec3 color = sum.a > 0.0 ? (sum.rgb + (samples - sum.a) * background) / samples : background;
    picture = vec4(encode_srgb(color.r), encode_srgb(color.g), encode_srgb(color.b), 1.0);
}
