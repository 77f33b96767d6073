#version 460
// Sums the discs of one bin over the pixels of its tile. Sums are of integers, so the order of the list does not matter; the
// work group is the only one to touch these pixels' cells of this layer.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#include "shared/disc.h"
#include "shared/frame.h"
#include "shared/profile.h"
layout(local_size_x_id = 0) in;  // a multiple of DISC_TILE and at most a tile
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1, scalar) readonly buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 2, scalar) readonly buffer BinBlock { uint bins[]; };
layout(set = 0, binding = 3, scalar) readonly buffer StretchBlock { uvec2 stretches[]; };
layout(set = 0, binding = 4, scalar) readonly buffer EntryBlock { uint entries[]; };
layout(set = 0, binding = 5, scalar) readonly buffer RecordBlock { DiscRecord records[]; };
layout(set = 0, binding = 6, scalar) buffer CellBlock { uvec2 cells[]; };
layout(set = 0, binding = 7) uniform sampler2D head_depth;
layout(push_constant, scalar) uniform PushBlock {
    uint batch;
    uint tiles_x;
    uint tiles;
} push;

const uint ROWS = DISC_TILE * DISC_TILE / gl_WorkGroupSize.x;  // pixels an invocation sums, one below the other
const uint ROW_STEP = gl_WorkGroupSize.x / DISC_TILE;

void main() {
    uint item = gl_WorkGroupID.y * DISC_ROW + gl_WorkGroupID.x;
    if (item >= batches[push.batch].bins) return;
    uint bin = bins[item], tile = bin % push.tiles, layer = bin / push.tiles;
    uvec2 pixel = uvec2(tile % push.tiles_x, tile / push.tiles_x) * DISC_TILE +
                  uvec2(gl_LocalInvocationIndex % DISC_TILE, gl_LocalInvocationIndex / DISC_TILE);
    ivec2 last_pixel = ivec2(frame.viewport.xy) - 1;
    float inner = disc_inner(frame.disc_shape.x);
    float head[ROWS];
    int sum[ROWS];
    for (uint k = 0u; k < ROWS; ++k) {
        head[k] = texelFetch(head_depth, min(ivec2(pixel.x, pixel.y + k * ROW_STEP), last_pixel), 0).r;
        sum[k] = 0;
    }
    vec2 at = vec2(pixel) + 0.5;
    uint next = stretches[bin].x, left = stretches[bin].y;
    do {
        // Each lane fetches one record, then all lanes see each in turn.
        uint lane = min(gl_SubgroupInvocationID, left - 1u);
        DiscRecord own = records[entries[next + lane]];
        uint here = min(left, gl_SubgroupSize), i = 0u;
        do {
            vec2 from = at - vec2(subgroupShuffle(own.x, i), subgroupShuffle(own.y, i));
            float xx = subgroupShuffle(own.xx, i), xy2 = subgroupShuffle(own.xy2, i), yy = subgroupShuffle(own.yy, i);
            float peak = subgroupShuffle(own.peak, i), depth = subgroupShuffle(own.depth, i);
            float a = xx * from.x * from.x, b = xy2 * from.x;
            for (uint k = 0u; k < ROWS; ++k) {
                float dy = from.y + float(k * ROW_STEP);
                float q = max((yy * dy + b) * dy + a, 0.0);
                float value = peak * disc_profile(q, inner) + 0.5;
                sum[k] += head[k] <= depth ? int(value) : 0;
            }
        } while (++i != here);
        next += here;
        left -= here;
    } while (left != 0u);
    for (uint k = 0u; k < ROWS; ++k) {
        uvec2 p = uvec2(pixel.x, pixel.y + k * ROW_STEP);
        if (p.x > uint(last_pixel.x) || p.y > uint(last_pixel.y)) continue;
        uint index = layer * frame.cells_per_layer + (p.y + 1u) * frame.cells_per_row + p.x + 1u;
        uint before = cells[index].x & 65535u;
        cells[index].x += min(uint(sum[k]), 65535u - before);
    }
}
