#version 460
// Sums the discs of one bin over the pixels of its tile; the work group is the only one to touch these pixels' cells of this layer.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_EXT_scalar_block_layout : require
#extension GL_KHR_shader_subgroup_basic : require
#extension GL_KHR_shader_subgroup_shuffle : require
layout(constant_id = 1) const bool FOUR_POINTS = false;
layout(constant_id = 2) const bool DENSITIES = false;
layout(constant_id = 3) const bool FINE = false;
layout(constant_id = 5) const bool HAIR_TOO = false;  // there may be bins of the hair layer
layout(constant_id = 4) const bool ALONE = false;  // nothing has been summed in these cells before: they need not be read
#include "disc_tile.glsl"
layout(set = 0, binding = 5, scalar) readonly buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 6, scalar) buffer CellBlock { uvec2 cells[]; };
// Sums over all layers of the densities of whole dots, whatever share of them is splatted: R, G, B of every place; DENSITY_UNIT.
layout(set = 0, binding = 7, scalar) buffer DensityBlock { uint densities[]; };
layout(push_constant, scalar) uniform PushBlock {
    uint batch;
    uint room;
} push;

void main() {
    uint item = gl_WorkGroupID.y * DISC_ROW + gl_WorkGroupID.x;
    if (item >= batches[push.batch].bins) return;
    uvec4 bin = texelFetch(bins, int(item));
    uvec2 pixel = uvec2(disc_tile_x(bin.x), disc_tile_y(bin.x)) * DISC_TILE + first_place();
    ivec2 last_pixel = ivec2(frame.viewport.xy) - 1;
    read_head(pixel, last_pixel);
    uint layer = disc_layer(bin.x);
    vec3 absorptance = (1.0 - frame.look.transmittance[layer].rgb) * frame.coverage_unit;
    if (HAIR_TOO && layer == 2u) sum_hairs(bin, push.room, vec2(pixel) + 0.5, absorptance);
    else sum_discs(bin, push.room, vec2(pixel) + 0.5, disc_inner(frame.disc_shape.x), absorptance);
    for (uint k = 0u; k < PIXELS; ++k) {
        uvec2 p = pixel + place(k);
        if (any(greaterThan(p, uvec2(last_pixel)))) continue;
        uint index = layer * frame.cells_per_layer + (p.y + 1u) * frame.cells_per_row + p.x + 1u;
        uint before = ALONE ? 0u : cells[index].x;
        cells[index].x = before + min(uint(sum[k]), 65535u - (before & 65535u));
        // Another layer's group may be at the same pixel.
        if (!DENSITIES || density[k] == ivec3(0)) continue;
        uint at = (p.y * uint(frame.viewport.x) + p.x) * 3u;
        for (uint c = 0u; c < 3u; ++c) atomicAdd(densities[at + c], uint(density[k][c]));
    }
}
