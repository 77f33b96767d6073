#version 460
// Writes the chunks of visible clusters in cluster order: the same list every time, so the yardstick blends in a fixed order.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) readonly buffer CountBlock { uint counts[]; };
layout(set = 0, binding = 1, scalar) readonly buffer GroupBlock { uvec4 group_offsets[]; };
layout(set = 0, binding = 2, scalar) writeonly buffer SplatBlock { uint splat_chunks[]; };
layout(set = 0, binding = 3, scalar) writeonly buffer DiscBlock { uint disc_chunks[]; };
layout(push_constant, scalar) uniform PushBlock { uint cluster_count; } push;
shared uint chunk_count[64];

void main() {
    uint lane = gl_LocalInvocationIndex, index = gl_GlobalInvocationID.x;
    uint count = index < push.cluster_count ? counts[index] : 0u;
    chunk_count[lane] = count;
    barrier();
    if (count == 0u) return;
    uvec2 offset = group_offsets[gl_WorkGroupID.x].xy;
    for (uint i = 0u; i < lane; ++i) offset += uvec2(min(chunk_count[i] & 65535u, 1u), chunk_count[i] >> 16u);
    // A splat entry is a cluster and its last chunk, a disc entry one chunk.
    if ((count & 65535u) != 0u) splat_chunks[offset.x] = index << 2u | ((count & 65535u) - 1u);
    for (uint k = 0u; k < (count >> 16u); ++k) disc_chunks[offset.y + k] = index << 2u | k;
}
