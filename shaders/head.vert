#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
struct HeadVertex { vec3 position; vec3 normal; vec2 uv; vec4 color; float openness; };
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1, scalar) readonly buffer VertexBlock { HeadVertex vertices[]; };
layout(location = 0) out vec3 position;
layout(location = 1) out vec3 normal;
layout(location = 2) out vec2 uv;
layout(location = 3) out vec4 color;
layout(location = 4) out float openness;

void main() {
    HeadVertex v = vertices[gl_VertexIndex];
    position = v.position;
    normal = v.normal;
    uv = v.uv;
    color = v.color;
    openness = v.openness;
    gl_Position = frame.view_projection * vec4(v.position, 1.0);
    gl_Position.xy += frame.head_offset.xy * gl_Position.w;
}
