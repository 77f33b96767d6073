#version 460
// Sums of coverage to transmittance, pixel by pixel and averaged over blocks. What spills over the head's outline counts in
// the averages only. An invocation takes a square of pixels: each
// cell is then read once, where pixel by pixel it would be read four times.
#extension GL_EXT_control_flow_attributes : require
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
#include "shared/frame.h"
#include "surface.glsl"
layout(local_size_x = 8, local_size_y = 1) in;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform usamplerBuffer cells;
layout(set = 0, binding = 2) uniform sampler2D strip_coverage;
layout(set = 0, binding = 5, r32ui) writeonly uniform uimage2D transmittance;
layout(set = 0, binding = 6, rgba32f) writeonly uniform image2D block_means;  // a: share of the block inside the picture
#ifdef RESOLVE_MEASURE
layout(set = 0, binding = 3) uniform sampler2D head_depth;
layout(set = 0, binding = 4) uniform usampler2D head_surface;
layout(set = 0, binding = 7, scalar) writeonly buffer CoverageBlock { vec4 coverage_out[]; };
#endif
layout(set = 0, binding = 8) uniform usamplerBuffer densities;  // see disc_gather.comp
layout(constant_id = 0) const uint LAYERS = 7u;  // bit k: layer k of the packed sums holds anything
layout(constant_id = 1) const bool STRIPS = true;  // the strip image was drawn
layout(constant_id = 2) const int SIDE = 4;  // of the square, at most 4
layout(constant_id = 3) const uint OVERLAPS = 0u;  // 1: densities were summed; 2: and theirs is the only law
layout(constant_id = 4) const int SHIFT = 0;       // frame.grid.z: a pixel is the mean of so many times so many places of the grid
layout(constant_id = 5) const bool SPLATS = true;  // moments were summed; else cells hold whole places of discs only
const int FOLD = 1 << SHIFT;
#include "pigment_law.glsl"

// A packed cell holds the sums of weight times (1, fx, fy, fx fy) over the dots whose nearest pixel centre up and to the
// left is its corner; weights of the four pixels around are linear in these. Here: what a row of cells, from the square's first
// on, gives the pixels whose upper row it is, below: those whose lower row it is.
void read_row(ivec2 first, int columns, out ivec3 here[4], out ivec3 below[4]) {
    for (int x = 0; x < SIDE; ++x) here[x] = below[x] = ivec3(0);
    for (uint layer = 0u; layer < LAYER_COUNT; ++layer) {
        if ((LAYERS >> layer & 1u) == 0u) continue;
        int at = int(layer * frame.cells_per_layer + uint(first.y) * frame.cells_per_row);
        for (int x = SPLATS ? 0 : 1; x <= SIDE; ++x) {
            uvec2 cell = texelFetch(cells, at + min(first.x + x, columns)).xy;
            if (!SPLATS) {
                here[x - 1][layer] = int(cell.x);
                continue;
            }
            ivec4 m = ivec4(cell.x & 65535u, cell.x >> 16u, cell.y & 65535u, cell.y >> 16u);
            if (x > 0) {
                here[x - 1][layer] += m.x - m.y - m.z + m.w;
                below[x - 1][layer] += m.z - m.w;
            }
            if (x < SIDE) {
                here[x][layer] += m.y - m.w;
                below[x][layer] += m.w;
            }
        }
    }
}

void main() {
    // Whoever has none does the last once more: code under a condition keeps its every value in memory on lavapipe.
    ivec2 square = min(ivec2(gl_GlobalInvocationID.xy), ivec2(frame.dot_area.zw - 1u) / SIDE) * SIDE;
    ivec2 first = square + ivec2(frame.dot_area.xy), size = ivec2(frame.viewport.xy);
    uvec2 sum = uvec2(0u);
    vec3 pixels[4];
    for (int x = 0; x < SIDE; ++x) pixels[x] = vec3(0.0);
#ifdef RESOLVE_MEASURE
    vec3 covered[4];
    for (int x = 0; x < SIDE; ++x) covered[x] = vec3(0.0);
#endif
    ivec3 above[4], here[4], below[4];
    read_row(first, size.x, here, above);
    [[unroll]] for (int row = 0; row < SIDE; ++row) {  // as does a loop
        read_row(ivec2(first.x, min(first.y + row + 1, size.y)), size.x, here, below);
        for (int x = 0; x < SIDE; ++x) {
            ivec2 place = first + ivec2(x, row);
            bool inside = all(lessThan(place, size));
            vec3 coverage = vec3(max(above[x] + here[x], ivec3(0))) * frame.coverage_unit;
            if (STRIPS) coverage += texelFetch(strip_coverage, min(place, size - 1), 0).rgb;
            vec3 density = vec3(0.0);
            if (OVERLAPS != 0u) {
                ivec2 p = min(place, size - 1);
                for (int c = 0; c < 3; ++c) density[c] = float(texelFetch(densities, (p.y * size.x + p.x) * 3 + c).x) * DENSITY_UNIT;
            }
            vec3 absorptance = vec3(0.0);
            for (uint layer = 0u; layer < LAYER_COUNT; ++layer) absorptance += coverage[layer] * (1.0 - frame.look.transmittance[layer].rgb);
            vec3 t = transmitted(absorptance, density);
            if (inside) sum += mean_steps(pack_transmittance(t));
            pixels[x >> SHIFT] += t;
#ifdef RESOLVE_MEASURE
            covered[x >> SHIFT] += coverage;
#endif
        }
        if ((row + 1 & FOLD - 1) == 0)
            for (int x = 0; x < SIDE >> SHIFT; ++x) {
                ivec2 place = first + ivec2(x << SHIFT, row + 1 - FOLD);
                if (all(lessThan(place, size))) {
                    ivec2 pixel = ivec2(frame.grid.xy) + (place >> SHIFT);
                    imageStore(transmittance, pixel, uvec4(pack_transmittance(pixels[x] / float(FOLD * FOLD))));
#ifdef RESOLVE_MEASURE
                    bool skin = texelFetch(head_depth, pixel, 0).r > 0.0 &&
                                (texelFetch(head_surface, pixel, 0).w >> 16u & SURFACE_SKIN) != 0u;
                    vec3 mean = covered[x] / float(FOLD * FOLD);
                    coverage_out[pixel.y * textureSize(head_depth, 0).x + pixel.x] = skin ? vec4(mean, 1.0) : vec4(0.0);
                    covered[x] = vec3(0.0);
#endif
                }
                pixels[x] = vec3(0.0);
            }
        for (int x = 0; x < SIDE; ++x) above[x] = below[x];
    }
    imageStore(block_means, (ivec2(frame.grid.xy) + (first >> SHIFT)) / (SIDE >> SHIFT), block_mean(sum, SIDE * SIDE));
}
