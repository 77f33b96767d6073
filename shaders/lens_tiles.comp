#version 460
// The widest disc of every tile, or (SPREAD) the widest that reaches into it from anywhere.
#extension GL_GOOGLE_include_directive : require
#include "lens.glsl"
layout(local_size_x = 8, local_size_y = 8) in;
layout(constant_id = 0) const bool SPREAD = false;
layout(set = 0, binding = 0, rgba32ui) readonly uniform uimage2D spread;
layout(set = 0, binding = 1, r32f) uniform image2D own;
layout(set = 0, binding = 2, r32f) writeonly uniform image2D reaching;

void main() {
    ivec2 first = ivec2(lens.area.xy / LENS_TILE), end = ivec2((lens.area.zw + LENS_TILE - 1u) / LENS_TILE);
    ivec2 tile = ivec2(gl_GlobalInvocationID.xy) + first;
    if (any(greaterThanEqual(tile, end))) return;
    float widest = 0.0;
    if (!SPREAD) {
        ivec2 low = tile * int(LENS_TILE), high = min(low + int(LENS_TILE), ivec2(lens.area.zw));
        for (int y = low.y; y < high.y; ++y)
            for (int x = low.x; x < high.x; ++x) widest = max(widest, abs(unpack_spread(imageLoad(spread, ivec2(x, y))).radius));
        imageStore(own, tile, vec4(widest));
        return;
    }
    float most = max(abs(lens.far_radius), abs(lens.far_radius - lens.per_depth));
    int reach = int(ceil(min(most, LENS_MOST_RADIUS) / float(LENS_TILE))) + 1;
    ivec2 low = max(tile - reach, first), high = min(tile + reach + 1, end);
    for (int y = low.y; y < high.y; ++y)
        for (int x = low.x; x < high.x; ++x) {
            float radius = imageLoad(own, ivec2(x, y)).r;
            vec2 between = max(vec2(abs(ivec2(x, y) - tile)) - 1.0, 0.0) * float(LENS_TILE);
            if (radius + 1.0 > length(between)) widest = max(widest, radius);
        }
    imageStore(reaching, tile, vec4(widest));
}
