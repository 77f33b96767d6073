#version 460
// Writes an indirect dispatch and an indirect draw.
#extension GL_EXT_scalar_block_layout : require
layout(local_size_x = 1) in;
layout(set = 0, binding = 0, scalar) writeonly buffer ArgumentBlock { uint arguments[]; };
layout(push_constant, scalar) uniform PushBlock { uint groups; uint vertices; uint instances; } push;

void main() {
    arguments[0] = push.groups;
    arguments[1] = 1u;
    arguments[2] = 1u;
    arguments[3] = 0u;
    arguments[4] = push.vertices;
    arguments[5] = push.instances;
    arguments[6] = 0u;
    arguments[7] = 0u;
}
