#version 460
// The head as a lamp sees it: depth alone.
#extension GL_EXT_scalar_block_layout : require
layout(push_constant, scalar) uniform PushBlock { mat4 projection; } push;
layout(location = 0) in vec3 position;

void main() { gl_Position = push.projection * vec4(position, 1.0); }
