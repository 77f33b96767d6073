#version 460
// Gives every bin with more discs than its own room holds a stretch of the entry list behind all of that room, and counts from nought
// again for the next batch. Which stretch a bin gets depends on chance, what is summed does not.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
#include "shared/frame.h"
layout(local_size_x = 64) in;
layout(constant_id = 0) const bool LISTED = true;  // only the bins that hold discs are looked at: `bins` lists them; else it holds all
layout(set = 0, binding = 0, scalar) buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 1, scalar) buffer BinBlock { DiscBin bins[]; };
layout(set = 0, binding = 2, scalar) buffer CountBlock { uint bin_counts[]; };
layout(set = 0, binding = 3, scalar) writeonly buffer FirstBlock { uint bin_firsts[]; };
layout(push_constant, scalar) uniform PushBlock {
    uint batch;
    uint first_batch;  // of the site set
    uint tiles_x;
    uint tiles;
    uint room;
    uint touch_capacity;
} push;

void main() {
    uint number = gl_GlobalInvocationID.x, all = push.tiles * LAYER_COUNT;
    if (number == 0u) {
        uint touches = batches[push.batch].touches, kept = min(touches, push.touch_capacity);
        batches[push.batch].fill_groups[0] = (kept + DISC_ROW - 1u) / DISC_ROW;
        if (touches > kept) atomicAdd(batches[push.first_batch].overflow, touches - kept);
    }
    if (number >= (LISTED ? batches[push.batch].bins : all)) return;
    uint bin = number;
    if (LISTED) {
        uint at = bins[number].where_;
        bin = disc_layer(at) * push.tiles + disc_tile_y(at) * push.tiles_x + disc_tile_x(at);
    }
    uint count = bin_counts[bin], first = all * push.room;
    bin_counts[bin] = 0u;
    if (count > push.room) {
        first += atomicAdd(batches[push.batch].entries, count - push.room);
        bin_firsts[bin] = first;
    }
    bins[number].first = first;
    bins[number].count = count;
    bins[number].bin = bin;
}
