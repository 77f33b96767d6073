#version 460
// Turns the group counts of cull.comp into offsets and writes the indirect dispatch and draw. One work group: there is one
// group for every 64 clusters, so a few hundred sums even at 8 M dots.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) buffer GroupBlock { uvec4 group_counts[]; };
layout(set = 0, binding = 1, scalar) writeonly buffer IndirectBlock { uint indirect[]; };
layout(push_constant, scalar) uniform PushBlock { uint groups; } push;
shared uvec4 part_sum[64];

void main() {
    uint lane = gl_LocalInvocationIndex;
    uint part = (push.groups + 63u) / 64u;
    uint first = min(lane * part, push.groups), end = min(first + part, push.groups);
    uvec4 sum = uvec4(0u);
    for (uint i = first; i < end; ++i) sum += group_counts[i];
    part_sum[lane] = sum;
    barrier();
    uvec4 offset = uvec4(0u);
    for (uint i = 0u; i < lane; ++i) offset += part_sum[i];
    for (uint i = first; i < end; ++i) {
        uvec4 count = group_counts[i];
        group_counts[i] = offset;
        offset += count;
    }
    if (lane == 63u) {
        // Dispatches are at most 65535 wide, so splat clusters go out as rows of 1024 groups.
        indirect[0] = offset.x < 1024u ? offset.x : 1024u;
        indirect[1] = (offset.x + 1023u) / 1024u;
        indirect[2] = 1u;
        indirect[3] = offset.x;
        indirect[4] = 4u;                        // strip vertices
        indirect[5] = offset.y * CHUNK_SLOTS;    // instances
        indirect[6] = 0u;
        indirect[7] = 0u;
        indirect[8] = offset.z;                  // clusters drawn
        indirect[9] = offset.w;                  // dots drawn
    }
}
