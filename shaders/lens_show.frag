#version 460
// What the lens made of the head, over the background, as a picture.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/display.h"
#include "shared/frame.h"
layout(constant_id = 0) const bool RADIANCE = true;  // else samples went through the shoulder before they were summed
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform sampler2D head;  // rgb: linear, times a, the head's share
layout(location = 0) out vec4 picture;

void main() {
    vec4 seen = texelFetch(head, ivec2(gl_FragCoord.xy), 0);
    vec3 background = RADIANCE ? frame.background.rgb : tone_mapped(frame.background.rgb);
    vec3 color = seen.rgb + (1.0 - seen.a) * background;
    if (RADIANCE) color = tone_mapped(color);
    picture = vec4(encode_srgb(color.r), encode_srgb(color.g), encode_srgb(color.b), 1.0);
}
