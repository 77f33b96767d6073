#version 460
// Where two pictures differ in lightness.
#extension GL_GOOGLE_include_directive : require
#include "shared/difference.h"
layout(set = 0, binding = 0) uniform sampler2D first;  // sRGB bytes
layout(set = 0, binding = 1) uniform sampler2D second;
layout(location = 0) out vec4 picture;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    picture = vec4(difference_color(pixel_lightness(texelFetch(first, at, 0).rgb), pixel_lightness(texelFetch(second, at, 0).rgb)), 1.0);
}
