#version 460
// values[i] = values[i] * scale + offset + step, for the first `count`.
#extension GL_EXT_scalar_block_layout : require
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const uint step_value = 0u;
layout(set = 0, binding = 0, scalar) buffer ValueBlock { uint values[]; };
layout(set = 0, binding = 3, scalar) readonly buffer OffsetBlock { uint offsets[]; };
layout(push_constant, scalar) uniform PushBlock { uint count; uint scale; } push;

void main() {
    uint i = gl_GlobalInvocationID.x;
    if (i < push.count) values[i] = values[i] * push.scale + offsets[i] + step_value;
}
