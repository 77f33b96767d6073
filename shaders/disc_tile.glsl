// Sums the discs of one layer of one tile over its pixels, a work group a tile. Sums are of integers, so the order of the list does
// not matter. Who includes it says what FOUR_POINTS (the mean of four places in the pixel, for pictures to keep), DENSITIES (densities
// are summed too, for frames where discs overlap) and FINE (several places of the grid lie in a pixel of the picture) are.
#ifndef STIPPLE_DISC_TILE_GLSL
#define STIPPLE_DISC_TILE_GLSL
#include "shared/disc.h"
#include "shared/frame.h"
#include "shared/profile.h"
layout(local_size_x_id = 0) in;  // a power of two, 8 to 64
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform textureBuffer records;   // DiscRecord or HairRecord, two texels
layout(set = 0, binding = 2) uniform utextureBuffer bins;     // DiscBin
layout(set = 0, binding = 3) uniform utextureBuffer entries;  // number of a record
layout(set = 0, binding = 4) uniform sampler2D head_depth;
#include "hair_shape.glsl"

const uint PIXELS = DISC_TILE * DISC_TILE / gl_WorkGroupSize.x;  // of an invocation
// Up to 16 invocations take blocks of 2x2 pixels, one below the other: one gather of depth covers a block. More take columns.
const bool BLOCKS = gl_WorkGroupSize.x <= 16u;
const uint STEP = gl_WorkGroupSize.x / (BLOCKS ? 2u : DISC_TILE);  // rows from one to the next

// Added to a count it leaves the nearest whole one in the lowest bits of the float, which spares its conversion.
const float ROUNDING = 12582912.0;

// Of every pixel of the invocation.
float head[PIXELS];
int sum[PIXELS];
ivec3 density[PIXELS];

// Where pixel k of an invocation lies from its first, and where that lies in the tile.
uvec2 place(uint k) { return BLOCKS ? uvec2(k & 1u, (k >> 1u & 1u) + (k >> 2u) * STEP) : uvec2(0u, k * STEP); }
uvec2 first_place() {
    return BLOCKS ? uvec2(gl_LocalInvocationIndex % 4u, gl_LocalInvocationIndex / 4u) * 2u
                  : uvec2(gl_LocalInvocationIndex % DISC_TILE, gl_LocalInvocationIndex / DISC_TILE);
}

// `pixel`: the invocation's first.
void read_head(uvec2 pixel, ivec2 last_pixel) {
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
}

// `bin`: a DiscBin that holds discs. `at`: the middle of the invocation's first pixel. `absorptance`: of one count, for DENSITIES.
void sum_discs(uvec4 bin, uint room, vec2 at, float inner, vec3 absorptance) {
    for (uint k = 0u; k < PIXELS; ++k) {
        sum[k] = 0;
        density[k] = ivec3(0);
    }
    uint next = 0u, left = bin.z, lanes = min(gl_SubgroupSize, gl_WorkGroupSize.x);
    uint own_room = bin.w * room, further = bin.y - room;
    do {
        // Each lane fetches one record, then all lanes see each in turn.
        uint number = next + min(gl_SubgroupInvocationID, left - 1u);
        int record = int(texelFetch(entries, int(number + (number < room ? own_room : further))).r) * 2;
        vec4 own = texelFetch(records, record), more = texelFetch(records, record + 1);
        float own_whole = DENSITIES ? 1.0 / more.w : 0.0;
        uint here = min(left, lanes), i = 0u;
        do {
            vec2 from = at - vec2(subgroupShuffle(own.x, i), subgroupShuffle(own.y, i));
            float xx = subgroupShuffle(own.z, i), xy2 = subgroupShuffle(own.w, i), yy = subgroupShuffle(more.x, i);
            float peak = subgroupShuffle(more.y, i), depth = subgroupShuffle(more.z, i);
            float whole = DENSITIES ? subgroupShuffle(own_whole, i) : 0.0;
            // The least bit more than nothing, lest rounding leave the root of less.
            vec2 dx = vec2(from.x, from.x + 1.0), a = xx * dx * dx + 1e-6, b = xy2 * dx;
            float peak3 = 3.0 * peak, peak2 = 2.0 * peak;
            for (uint k = 0u; k < PIXELS; ++k) {
                float counts = 0.0;
                if (FOUR_POINTS) {
                    for (uint c = 0u; c < 4u; ++c) {
                        vec2 d = from + vec2(place(k)) + vec2(float(c & 1u) * 2.0 - 1.0, float(c >> 1u) * 2.0 - 1.0) * DISC_POINT_OFFSET;
                        counts += disc_profile((yy * d.y + xy2 * d.x) * d.y + xx * d.x * d.x + 1e-6, inner);
                    }
                    counts *= 0.25 * peak;
                } else {
                    uint column = BLOCKS ? k & 1u : 0u;
                    float dy = from.y + float(place(k).y), t = disc_ramp((yy * dy + b[column]) * dy + a[column], inner);
                    counts = t * t * (peak3 - peak2 * t);  // disc_profile
                }
                counts = head[k] <= depth ? counts : 0.0;
                sum[k] += floatBitsToInt(counts + ROUNDING);
                if (DENSITIES) density[k] += ivec3(min(-log2(max(1.0 - absorptance * (counts * whole), 0.02)), DENSITY_MOST) / DENSITY_UNIT + 0.5);
            }
        } while (++i != here);
        next += here;
        left -= here;
    } while (left != 0u);
    for (uint k = 0u; k < PIXELS; ++k) sum[k] -= int(bin.z * floatBitsToUint(ROUNDING));
}

// The same for the hair layer, whose records are hairs.
void sum_hairs(uvec4 bin, uint room, vec2 at, vec3 absorptance) {
    for (uint k = 0u; k < PIXELS; ++k) {
        sum[k] = 0;
        density[k] = ivec3(0);
    }
    float root_inner = disc_inner(frame.disc_shape.x), shaft_inner = disc_inner(frame.hair_shape.x);
    float seen_px = 0.5 * max(frame.look.hair_diameter_mm, HAIR_SEEN_MM);
    uint next = 0u, left = bin.z, lanes = min(gl_SubgroupSize, gl_WorkGroupSize.x);
    uint own_room = bin.w * room, further = bin.y - room;
    do {
        uint number = next + min(gl_SubgroupInvocationID, left - 1u);
        int record = int(texelFetch(entries, int(number + (number < room ? own_room : further))).r) * 2;
        vec4 own = texelFetch(records, record), more = texelFetch(records, record + 1);
        HairStroke stroke = hair_stroke(own.zw, more.x);
        // disc_share, of which live_dot.glsl tells
        float own_whole = DENSITIES ? 1.0 / clamp((seen_px * more.x - frame.disc_low) / (frame.disc_high - frame.disc_low), 1e-6, 1.0) : 0.0;
        uint here = min(left, lanes), i = 0u;
        do {
            vec2 from = at - vec2(subgroupShuffle(own.x, i), subgroupShuffle(own.y, i));
            HairStroke hair;
            hair.line = vec2(subgroupShuffle(stroke.line.x, i), subgroupShuffle(stroke.line.y, i));
            hair.start = vec2(subgroupShuffle(stroke.start.x, i), subgroupShuffle(stroke.start.y, i));
            hair.per_length2 = subgroupShuffle(stroke.per_length2, i);
            hair.root_scale = subgroupShuffle(stroke.root_scale, i);
            hair.shaft_scale = subgroupShuffle(stroke.shaft_scale, i);
            float root = subgroupShuffle(more.y, i), shaft = subgroupShuffle(more.z, i), depth = subgroupShuffle(more.w, i);
            float whole = DENSITIES ? subgroupShuffle(own_whole, i) : 0.0;
            for (uint k = 0u; k < PIXELS; ++k) {
                float counts = 0.0;
                vec2 d = from + vec2(place(k));
                if (FOUR_POINTS) {
                    for (uint c = 0u; c < 4u; ++c)
                        counts += hair_coverage(d + vec2(float(c & 1u) * 2.0 - 1.0, float(c >> 1u) * 2.0 - 1.0) * DISC_POINT_OFFSET, hair, root, shaft, root_inner, shaft_inner);
                    counts *= 0.25;
                } else {
                    counts = hair_coverage(d, hair, root, shaft, root_inner, shaft_inner);
                }
                counts = head[k] <= depth ? counts : 0.0;
                sum[k] += floatBitsToInt(counts + ROUNDING);
                if (DENSITIES) density[k] += ivec3(min(-log2(max(1.0 - absorptance * (counts * whole), 0.02)), DENSITY_MOST) / DENSITY_UNIT + 0.5);
            }
        } while (++i != here);
        next += here;
        left -= here;
    } while (left != 0u);
    for (uint k = 0u; k < PIXELS; ++k) sum[k] -= int(bin.z * floatBitsToUint(ROUNDING));
}
#endif
