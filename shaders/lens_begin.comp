#version 460
// Samples summed so far, and how far the lens spreads each pixel. A pixel at the head's edge that the last sample saw beside it is as deep
// as what it hides the background with: the nearest of its neighbours.
#extension GL_GOOGLE_include_directive : require
#include "lens.glsl"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0) uniform sampler2D sums;  // rgb: linear; a: samples that show the head
layout(set = 0, binding = 1) uniform sampler2D head_depth;
layout(set = 0, binding = 2, rgba32ui) writeonly uniform uimage2D spread;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy + lens.area.xy), last = textureSize(sums, 0) - 1;
    if (any(greaterThanEqual(pixel, ivec2(lens.area.zw)))) return;
    vec4 color = texelFetch(sums, pixel, 0) * lens.per_sample;
    float depth = texelFetch(head_depth, pixel, 0).r;
    if (color.a > 0.0 && depth == 0.0)
        for (int y = -1; y <= 1; ++y)
            for (int x = -1; x <= 1; ++x) depth = max(depth, texelFetch(head_depth, clamp(pixel + ivec2(x, y), ivec2(0), last), 0).r);
    float radius = clamp(lens.far_radius - lens.per_depth * depth, -LENS_MOST_RADIUS, LENS_MOST_RADIUS);
    imageStore(spread, pixel, pack_spread(Spread(color, color.a > 0.0 && depth > 0.0 ? radius : 0.0)));
}
