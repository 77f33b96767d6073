#version 460
// Sums of coverage to transmittance: every pixel gathers its share of four cells a layer and whatever strips drew there.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
#include "shared/profile.h"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1, scalar) readonly buffer CellBlock { uvec2 cells[]; };
layout(set = 0, binding = 2) uniform sampler2D strip_coverage;
layout(set = 0, binding = 3) uniform sampler2D head_diffuse;
layout(set = 0, binding = 4, rgba16f) writeonly uniform image2D transmittance;
#ifdef RESOLVE_MEASURE
layout(set = 0, binding = 5, scalar) writeonly buffer CoverageBlock { vec4 coverage_out[]; };
#endif

layout(constant_id = 0) const uint LAYERS = 7u;  // bit k: layer k of the packed sums holds anything
layout(constant_id = 1) const bool STRIPS = true;  // the strip image was drawn
layout(constant_id = 2) const bool RANDOM_PATTERN = false;

// Sums over a cell of weight times (1, fx, fy, fx fy).
vec4 moments(uint index) {
    uvec2 cell = cells[index];
    return vec4(cell.x & 65535u, cell.x >> 16u, cell.y & 65535u, cell.y >> 16u);
}

float layer_coverage(uint layer, uvec2 pixel) {
    uint index = layer * frame.cells_per_layer + pixel.y * frame.cells_per_row + pixel.x;
    vec4 m00 = moments(index + frame.cells_per_row + 1u);  // the cell whose corner is this pixel's centre
    vec4 m10 = moments(index + frame.cells_per_row);
    vec4 m01 = moments(index + 1u);
    vec4 m11 = moments(index);
    float sum = (m00.x - m00.y - m00.z + m00.w) + (m10.y - m10.w) + (m01.z - m01.w) + m11.w;
    return max(sum, 0.0) * frame.coverage_unit;
}

void main() {
    if (any(greaterThanEqual(gl_GlobalInvocationID.xy, frame.area.zw))) return;
    uvec2 pixel = gl_GlobalInvocationID.xy + frame.area.xy;
    float skin = texelFetch(head_diffuse, ivec2(pixel), 0).a;
    vec3 coverage = vec3(0.0);
    if (skin > 0.0) {
        for (uint layer = 0u; layer < LAYER_COUNT; ++layer)
            if ((LAYERS >> layer & 1u) != 0u) coverage[layer] = layer_coverage(layer, pixel);
        if (STRIPS) coverage += texelFetch(strip_coverage, ivec2(pixel), 0).rgb;
    }
    vec3 t = vec3(1.0);
    if (coverage != vec3(0.0)) {
        vec3 absorptance = vec3(0.0);
        for (uint layer = 0u; layer < LAYER_COUNT; ++layer)
            absorptance += coverage[layer] * (1.0 - frame.look.transmittance[layer].rgb);
        for (int c = 0; c < 3; ++c) t[c] = pigment_transmittance(absorptance[c], frame.knee[c], RANDOM_PATTERN);
    }
    imageStore(transmittance, ivec2(pixel), vec4(t, skin));
#ifdef RESOLVE_MEASURE
    coverage_out[pixel.y * uint(frame.viewport.x) + pixel.x] = vec4(coverage, skin);
#endif
}
