#version 460
// Keeps the device busy for a while that grows with `rounds`.
#extension GL_EXT_scalar_block_layout : require
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) buffer ValueBlock { uint values[]; };
layout(push_constant, scalar) uniform PushBlock { uint rounds; } push;

void main() {
    uint x = values[gl_GlobalInvocationID.x];
    for (uint i = 0u; i < push.rounds; ++i) x = x * 747796405u + 2891336453u;
    values[gl_GlobalInvocationID.x] = x;
}
