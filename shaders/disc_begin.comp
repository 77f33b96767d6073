#version 460
// Deals the chunks cull.comp found for discs into batches: each has room for whatever its dots may touch.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
#include "shared/frame.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) readonly buffer IndirectBlock { uint indirect[]; };
layout(set = 0, binding = 1, scalar) writeonly buffer BatchBlock { DiscBatch batches[]; };
layout(push_constant, scalar) uniform PushBlock {
    uint first_batch;
    uint batch_count;
    uint batch_chunks;
} push;

void main() {
    uint batch = gl_GlobalInvocationID.x;
    if (batch >= push.batch_count) return;
    uint all = indirect[5] / CHUNK_SLOTS, first = min(batch * push.batch_chunks, all);
    uint chunks = min(all - first, push.batch_chunks);
    DiscBatch b;
    b.project_groups = uint[3](chunks, 1u, 1u);
    b.chunks = chunks;
    b.place_groups = uint[3](0u, 1u, 1u);
    b.bins = 0u;
    b.gather_groups = uint[3](DISC_ROW, 0u, 1u);
    b.touches = 0u;
    b.fill_groups = uint[3](0u, 1u, 1u);
    b.entries = 0u;
    // Chunks past the last batch are left out, as are dots without room.
    b.overflow = batch == 0u ? all - min(all, push.batch_count * push.batch_chunks) : 0u;
    b.held = b.bare = b.pad0 = b.pad1 = 0u;
    b.bare_groups = uint[3](DISC_ROW, 0u, 1u);
    batches[push.first_batch + batch] = b;
}
