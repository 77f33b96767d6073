#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_in;  // w: openness
layout(location = 2) in vec4 color_in;
layout(location = 3) in vec2 uv_in;
layout(location = 0) out vec4 normal;
layout(location = 1) out vec3 color;
layout(location = 2) out vec2 uv;

void main() {
    normal = normal_in;
    color = color_in.rgb;
    uv = uv_in;
    gl_Position = frame.view_projection * vec4(position, 1.0);
    gl_Position.xy += frame.head_offset.xy * gl_Position.w;
}
