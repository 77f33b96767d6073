#version 460
// Gives every bin that holds discs its stretch of the entry list, and counts from nought again for the next batch. Which
// stretch a bin gets depends on chance, what is summed does not.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 1, scalar) buffer BinBlock { DiscBin bins[]; };
layout(set = 0, binding = 2, scalar) buffer CountBlock { uint bin_counts[]; };
layout(set = 0, binding = 3, scalar) writeonly buffer FirstBlock { uint bin_firsts[]; };
layout(push_constant, scalar) uniform PushBlock {
    uint batch;
    uint tiles_x;
    uint tiles;
} push;

void main() {
    uint number = gl_GlobalInvocationID.x;
    if (number >= batches[push.batch].bins) return;
    uint at = bins[number].where_;
    uint bin = disc_layer(at) * push.tiles + disc_tile_y(at) * push.tiles_x + disc_tile_x(at);
    uint count = bin_counts[bin], first = atomicAdd(batches[push.batch].entries, count);
    bin_counts[bin] = 0u;
    bin_firsts[bin] = first;
    bins[number].first = first;
    bins[number].count = count;
}
