#version 460
// Gives every bin with more discs than its own room holds a stretch of the entry list behind all of that room, and counts from nought
// again for the next batch. Which stretch a bin gets depends on chance, what is summed does not.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
#include "shared/frame.h"
layout(local_size_x = 64) in;
// Only the bins that hold discs are looked at, `bins` lists them. Else it gets all, and the tiles of the dots' area are listed: those that
// hold any from the first on, bare ones from the last back.
layout(constant_id = 0) const bool LISTED = true;
layout(set = 0, binding = 0, scalar) buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 1, scalar) buffer BinBlock { DiscBin bins[]; };
layout(set = 0, binding = 2, scalar) buffer CountBlock { uint bin_counts[]; };
layout(set = 0, binding = 3, scalar) writeonly buffer FirstBlock { uint bin_firsts[]; };
layout(set = 0, binding = 4, scalar) writeonly buffer TileBlock { uint tile_list[]; };
layout(push_constant, scalar) uniform PushBlock {
    uint batch;
    uint first_batch;  // of the site set
    uint tiles_x;
    uint tiles;
    uint room;
    uint touch_capacity;
    uvec4 area;        // tiles: left, top, right, bottom
} push;

// Gives the bin its stretch; its discs.
uint place_bin(uint number, uint bin) {
    uint count = bin_counts[bin], first = push.tiles * LAYER_COUNT * push.room;
    bin_counts[bin] = 0u;
    if (count > push.room) {
        first += atomicAdd(batches[push.batch].entries, count - push.room);
        bin_firsts[bin] = first;
    }
    bins[number].first = first;
    bins[number].count = count;
    bins[number].bin = bin;
    return count;
}

void main() {
    uint number = gl_GlobalInvocationID.x;
    if (number == 0u) {
        uint touches = batches[push.batch].touches, kept = min(touches, push.touch_capacity);
        batches[push.batch].fill_groups[0] = (kept + DISC_ROW - 1u) / DISC_ROW;
        if (touches > kept) atomicAdd(batches[push.first_batch].overflow, touches - kept);
    }
    if (LISTED) {
        if (number >= batches[push.batch].bins) return;
        uint at = bins[number].where_;
        place_bin(number, disc_layer(at) * push.tiles + disc_tile_y(at) * push.tiles_x + disc_tile_x(at));
        return;
    }
    if (number >= push.tiles) return;
    uint discs = 0u;
    for (uint layer = 0u; layer < LAYER_COUNT; ++layer) discs += place_bin(layer * push.tiles + number, layer * push.tiles + number);
    uvec2 tile = uvec2(number % push.tiles_x, number / push.tiles_x);
    if (any(lessThan(tile, push.area.xy)) || any(greaterThanEqual(tile, push.area.zw))) return;
    if (discs != 0u) {
        uint place = atomicAdd(batches[push.batch].held, 1u);
        tile_list[place] = number;
        if (place % DISC_ROW == 0u) atomicAdd(batches[push.batch].gather_groups[1], 1u);
    } else {
        uint place = atomicAdd(batches[push.batch].bare, 1u);
        tile_list[push.tiles - 1u - place] = number;
        if (place % DISC_ROW == 0u) atomicAdd(batches[push.batch].bare_groups[1], 1u);
    }
}
