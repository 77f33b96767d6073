#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
#include "surface.glsl"
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(push_constant, scalar) uniform PushBlock { vec4 base_color; vec4 plain; } part;  // see head.frag
layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_in;  // w: sky.x
layout(location = 2) in vec4 color_in;
layout(location = 3) in vec2 uv_in;
layout(location = 4) in vec4 light_in;  // sky.y, sky.z, zones
layout(location = 5) in float curvature_in;
layout(location = 0) out vec4 shape;  // normal and openness, and
layout(location = 1) out vec3 own;    // own colour, and
layout(location = 2) out vec4 light;  // all as pack_surface takes them
layout(location = 3) out vec2 uv;
layout(location = 4) out vec2 own_share_curvature;

void main() {
    shape = shape_steps(normal_in);
    own = own_steps(part.base_color.rgb * color_in.rgb);
    light = light_steps(light_in);
    uv = uv_in;
    own_share_curvature = vec2(color_in.a, curvature_steps(curvature_in));
    gl_Position = frame.view_projection * vec4(position, 1.0);
    gl_Position.xy += frame.head_offset.xy * gl_Position.w;
}
