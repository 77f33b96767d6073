#version 460
// Writes every touch that found its bin's own room full into the bin's stretch of the entry list.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) readonly buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 1, scalar) readonly buffer TouchBlock { uvec2 touches[]; };
layout(set = 0, binding = 2, scalar) readonly buffer FirstBlock { uint bin_firsts[]; };
layout(set = 0, binding = 3, scalar) writeonly buffer EntryBlock { uint entries[]; };
layout(push_constant, scalar) uniform PushBlock {
    uint batch;
    uint touch_capacity;
    uint entry_capacity;
} push;

void main() {
    uint number = gl_GlobalInvocationID.x;
    if (number >= min(batches[push.batch].touches, push.touch_capacity)) return;
    uvec2 touch = touches[number];
    uint record = bitfieldExtract(touch.x, 0, int(DISC_RECORD_BITS)), bin = bitfieldExtract(touch.y, 0, int(DISC_BIN_BITS));
    uint place = touch.x >> DISC_RECORD_BITS | touch.y >> DISC_BIN_BITS << (32u - DISC_RECORD_BITS);
    uint at = bin_firsts[bin] + place;
    if (at < push.entry_capacity) entries[at] = record;
}
