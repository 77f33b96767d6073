#version 460
// Sums the discs of one bin over the pixels of its tile. Sums are of integers, so the order of the list does not matter; the
// work group is the only one to touch these pixels' cells of this layer.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
#include "shared/disc.h"
#include "shared/frame.h"
#include "shared/profile.h"
layout(local_size_x_id = 0) in;  // a power of two, 8 to 64
layout(constant_id = 1) const bool FOUR_POINTS = false;  // the mean of four places in the pixel, for pictures to keep
layout(constant_id = 2) const bool OVERLAPS = false;  // also sums densities, for frames where discs overlap
layout(constant_id = 3) const bool FINE = false;  // several places of the grid lie in a pixel of the picture
layout(constant_id = 4) const bool ALONE = false;  // nothing has been summed in these cells before: they need not be read
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1, scalar) readonly buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 2) uniform utextureBuffer bins;     // DiscBin
layout(set = 0, binding = 3) uniform utextureBuffer entries;  // number of a record
layout(set = 0, binding = 4) uniform textureBuffer records;   // DiscRecord, two texels
layout(set = 0, binding = 5, scalar) buffer CellBlock { uvec2 cells[]; };
layout(set = 0, binding = 6) uniform sampler2D head_depth;
// Sums over all layers of the densities of whole dots, whatever share of them is splatted: R, G, B of every place; DENSITY_UNIT.
layout(set = 0, binding = 7, scalar) buffer DensityBlock { uint densities[]; };
layout(push_constant, scalar) uniform PushBlock { uint batch; } push;

const uint PIXELS = DISC_TILE * DISC_TILE / gl_WorkGroupSize.x;  // of an invocation
// Up to 16 invocations take blocks of 2x2 pixels, one below the other: one gather of depth covers a block. More take columns.
const bool BLOCKS = gl_WorkGroupSize.x <= 16u;
const uint STEP = gl_WorkGroupSize.x / (BLOCKS ? 2u : DISC_TILE);  // rows from one to the next

// Where pixel k of an invocation lies from its first.
uvec2 place(uint k) { return BLOCKS ? uvec2(k & 1u, (k >> 1u & 1u) + (k >> 2u) * STEP) : uvec2(0u, k * STEP); }

void main() {
    uint item = gl_WorkGroupID.y * DISC_ROW + gl_WorkGroupID.x;
    if (item >= batches[push.batch].bins) return;
    uvec4 bin = texelFetch(bins, int(item));
    uvec2 pixel = uvec2(disc_tile_x(bin.x), disc_tile_y(bin.x)) * DISC_TILE +
                  (BLOCKS ? uvec2(gl_LocalInvocationIndex % 4u, gl_LocalInvocationIndex / 4u) * 2u
                          : uvec2(gl_LocalInvocationIndex % DISC_TILE, gl_LocalInvocationIndex / DISC_TILE));
    ivec2 last_pixel = ivec2(frame.viewport.xy) - 1;
    float inner = disc_inner(frame.disc_shape.x);
    float head[PIXELS];
    int sum[PIXELS];
    ivec3 density[PIXELS];
    for (uint k = 0u; k < PIXELS; ++k) {
        sum[k] = 0;
        density[k] = ivec3(0);
    }
    vec3 absorptance = (1.0 - frame.look.transmittance[disc_layer(bin.x)].rgb) * frame.coverage_unit;  // of one count
    if (BLOCKS && !FINE) {
        for (uint k = 0u; k < PIXELS; k += 4u) {
            // Texels around the block's middle: lower left, lower right, upper right, upper left.
            vec4 block = textureGather(head_depth, vec2(pixel + place(k) + 1u) * frame.viewport.zw);
            head[k] = block.w;
            head[k + 1u] = block.z;
            head[k + 2u] = block.x;
            head[k + 3u] = block.y;
        }
    } else {
        for (uint k = 0u; k < PIXELS; ++k)
            head[k] = texelFetch(head_depth, ivec2(frame.grid.xy) + (min(ivec2(pixel + place(k)), last_pixel) >> frame.grid.z), 0).r;
    }
    vec2 at = vec2(pixel) + 0.5;
    uint next = bin.y, left = bin.z, lanes = min(gl_SubgroupSize, gl_WorkGroupSize.x);
    do {
        // Each lane fetches one record, then all lanes see each in turn.
        uint lane = min(gl_SubgroupInvocationID, left - 1u);
        int record = int(texelFetch(entries, int(next + lane)).r) * 2;
        vec4 own = texelFetch(records, record), more = texelFetch(records, record + 1);
        float own_whole = OVERLAPS ? 1.0 / more.w : 0.0;
        uint here = min(left, lanes), i = 0u;
        do {
            vec2 from = at - vec2(subgroupShuffle(own.x, i), subgroupShuffle(own.y, i));
            float xx = subgroupShuffle(own.z, i), xy2 = subgroupShuffle(own.w, i), yy = subgroupShuffle(more.x, i);
            float peak = subgroupShuffle(more.y, i), depth = subgroupShuffle(more.z, i);
            float whole = OVERLAPS ? subgroupShuffle(own_whole, i) : 0.0;
            // The least bit more than nothing, lest rounding leave the root of less.
            vec2 dx = vec2(from.x, from.x + 1.0), a = xx * dx * dx + 1e-6, b = xy2 * dx;
            for (uint k = 0u; k < PIXELS; ++k) {
                float shown = 0.0;
                if (FOUR_POINTS)
                    for (uint c = 0u; c < 4u; ++c) {
                        vec2 d = from + vec2(place(k)) + vec2(float(c & 1u) * 2.0 - 1.0, float(c >> 1u) * 2.0 - 1.0) * DISC_POINT_OFFSET;
                        shown += 0.25 * disc_profile((yy * d.y + xy2 * d.x) * d.y + xx * d.x * d.x + 1e-6, inner);
                    }
                else {
                    uint column = BLOCKS ? k & 1u : 0u;
                    float dy = from.y + float(place(k).y);
                    shown = disc_profile((yy * dy + b[column]) * dy + a[column], inner);
                }
                float counts = head[k] <= depth ? peak * shown : 0.0;
                sum[k] += int(counts + 0.5);
                if (OVERLAPS) density[k] += ivec3(min(-log2(max(1.0 - absorptance * (counts * whole), 0.02)), DENSITY_MOST) / DENSITY_UNIT + 0.5);
            }
        } while (++i != here);
        next += here;
        left -= here;
    } while (left != 0u);
    uint layer = disc_layer(bin.x);
    for (uint k = 0u; k < PIXELS; ++k) {
        uvec2 p = pixel + place(k);
        if (any(greaterThan(p, uvec2(last_pixel)))) continue;
        uint index = layer * frame.cells_per_layer + (p.y + 1u) * frame.cells_per_row + p.x + 1u;
        uint before = ALONE ? 0u : cells[index].x;
        cells[index].x = before + min(uint(sum[k]), 65535u - (before & 65535u));
        // Another layer's group may be at the same pixel.
        if (!OVERLAPS || density[k] == ivec3(0)) continue;
        uint at = (p.y * uint(frame.viewport.x) + p.x) * 3u;
        for (uint c = 0u; c < 3u; ++c) atomicAdd(densities[at + c], uint(density[k][c]));
    }
}
