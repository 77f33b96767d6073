#version 460
// Gives every bin that holds discs its stretch of the entry list, and counts from nought again for the next batch. Which
// stretch a bin gets depends on chance, what is summed does not.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 1, scalar) readonly buffer BinBlock { uint bins[]; };
layout(set = 0, binding = 2, scalar) buffer CountBlock { uint bin_counts[]; };
layout(set = 0, binding = 3, scalar) writeonly buffer StretchBlock { uvec2 stretches[]; };  // first entry, number of entries
layout(push_constant, scalar) uniform PushBlock { uint batch; } push;

void main() {
    uint number = gl_GlobalInvocationID.x;
    if (number >= batches[push.batch].bins) return;
    uint bin = bins[number], count = bin_counts[bin];
    stretches[bin] = uvec2(atomicAdd(batches[push.batch].entries, count), count);
    bin_counts[bin] = 0u;
}
