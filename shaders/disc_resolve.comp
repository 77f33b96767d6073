#version 460
// Where a frame shows discs only, nothing need be kept of their sums: a work group goes through all layers of one tile and leaves the
// transmittance of its pixels and the means of its four blocks. The same bytes as disc_gather.comp and resolve.comp would give.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
layout(constant_id = 1) const uint LAYERS = 7u;  // bit k: layer k may hold discs; 0: for tiles that hold none
layout(constant_id = 2) const bool TOGETHER = false;  // a subgroup holds the whole work group, and that is of blocks
const bool FOUR_POINTS = false, DENSITIES = false, FINE = false;
const uint OVERLAPS = 0u;
#include "disc_tile.glsl"
#include "pigment_law.glsl"
#include "surface.glsl"
layout(set = 0, binding = 5, r32ui) writeonly uniform uimage2D transmittance;
layout(set = 0, binding = 6, rgba32f) writeonly uniform image2D block_means;  // a: share of the block inside the picture
layout(set = 0, binding = 7, scalar) readonly buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 8, scalar) readonly buffer TileBlock { uint tile_list[]; };  // see disc_place.comp
layout(push_constant, scalar) uniform PushBlock {
    uint batch;
    uint tiles_x;
    uint tiles;
    uint room;
} push;

const uint BLOCK = 4u;  // pixels along a block of means: resolve.comp's SIDE
shared uint steps[8];   // of the tile's four blocks: see mean_steps

void add_layer(uint layer, float unit, inout vec3 absorptance[PIXELS]) {
    vec3 full = 1.0 - frame.look.transmittance[layer].rgb;
    for (uint k = 0u; k < PIXELS; ++k) absorptance[k] += float(min(sum[k], 65535)) * unit * full;  // as cells hold it
}

void main() {
    uint item = gl_WorkGroupID.y * DISC_ROW + gl_WorkGroupID.x;
    if (item >= (LAYERS != 0u ? batches[push.batch].held : batches[push.batch].bare)) return;
    uint number = tile_list[LAYERS != 0u ? item : push.tiles - 1u - item];
    uvec2 tile = uvec2(number % push.tiles_x, number / push.tiles_x), in_tile = first_place(), pixel = tile * DISC_TILE + in_tile;
    ivec2 last_pixel = ivec2(frame.viewport.xy) - 1;
    read_head(pixel, last_pixel);
    float inner = disc_inner(frame.disc_shape.x), unit = frame.coverage_unit;
    vec3 absorptance[PIXELS];
    for (uint k = 0u; k < PIXELS; ++k) absorptance[k] = vec3(0.0);
    // A loop of its own for each kind of record: drivers without branches would go through both in either.
    for (uint layer = 0u; layer < 2u; ++layer) {
        if ((LAYERS >> layer & 1u) == 0u) continue;
        uvec4 bin = texelFetch(bins, int(layer * push.tiles + number));
        if (bin.z == 0u) continue;
        sum_discs(bin, push.room, vec2(pixel) + 0.5, inner, vec3(0.0));
        add_layer(layer, unit, absorptance);
    }
    if ((LAYERS & 4u) != 0u) {
        uvec4 bin = texelFetch(bins, int(2u * push.tiles + number));
        if (bin.z != 0u) {
            sum_hairs(bin, push.room, vec2(pixel) + 0.5, vec3(0.0));
            add_layer(2u, unit, absorptance);
        }
    }
    // Every four pixels of an invocation lie in one block, one block below the other.
    uvec2 own[2] = uvec2[2](uvec2(0u), uvec2(0u));
    if (!TOGETHER) {
        if (gl_LocalInvocationIndex < 8u) steps[gl_LocalInvocationIndex] = 0u;
        barrier();
    }
    for (uint k = 0u; k < PIXELS; ++k) {
        uvec2 in_place = in_tile + place(k);
        ivec2 p = ivec2(pixel + place(k));
        bool inside = all(lessThanEqual(p, last_pixel));
        vec3 t = transmitted(absorptance[k], vec3(0.0));
        uint word = pack_transmittance(t);
        uvec2 counted = inside ? mean_steps(word) : uvec2(0u);
        if (inside) imageStore(transmittance, p, uvec4(word));
        if (TOGETHER) own[k >> 2u] += counted;
        else
            for (uint c = 0u; c < 2u; ++c) atomicAdd(steps[(in_place.y / BLOCK * 2u + in_place.x / BLOCK) * 2u + c], counted[c]);
    }
    uvec2 block = in_tile / BLOCK;
    bool stores = true;
    uvec2 mean;
    if (TOGETHER) {
        // The four invocations of a block: neighbours, and those in the row below.
        for (uint g = 0u; g < PIXELS / 4u; ++g)
            for (uint c = 0u; c < 2u; ++c) {
                own[g][c] += subgroupShuffleXor(own[g][c], 1u);
                own[g][c] += subgroupShuffleXor(own[g][c], 4u);
            }
        if (PIXELS == 8u) {  // both rows of blocks at once
            block.y = gl_LocalInvocationIndex & 1u;
            mean = block.y == 0u ? own[0] : own[1];
            stores = gl_LocalInvocationIndex < 4u;
        } else {
            mean = own[0];
            stores = (gl_LocalInvocationIndex & 5u) == 0u;
        }
    } else {
        barrier();
        uint at = gl_LocalInvocationIndex & 3u;
        mean = uvec2(steps[at * 2u], steps[at * 2u + 1u]);
        block = uvec2(at & 1u, at >> 1u);
        stores = gl_LocalInvocationIndex < 4u;
    }
    ivec2 to = ivec2(tile * (DISC_TILE / BLOCK) + block);
    if (stores && mean.y != 0u) imageStore(block_means, to, block_mean(mean, int(BLOCK * BLOCK)));
}
