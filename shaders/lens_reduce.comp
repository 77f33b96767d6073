#version 460
// A level of the lens's pixels from the one above: means of two by two.
#extension GL_GOOGLE_include_directive : require
#include "lens.glsl"
layout(local_size_x = 8, local_size_y = 8) in;
layout(constant_id = 0) const uint LEVEL = 1u;
layout(set = 0, binding = 0, rgba32ui) uniform uimage2D spread;

void main() {
    ivec4 area = level_area(LEVEL), above = level_area(LEVEL - 1u);
    ivec2 at = ivec2(gl_GlobalInvocationID.xy) + area.xy;
    if (any(greaterThanEqual(at, area.zw))) return;
    ivec2 from = level_origin(LEVEL - 1u), to = level_origin(LEVEL);
    vec4 color = vec4(0.0);
    float radius = 0.0, head = 0.0, pixels = 0.0;
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) {
            ivec2 one = 2 * at + ivec2(x, y);
            if (any(greaterThanEqual(one, above.zw))) continue;
            Spread s = unpack_spread(imageLoad(spread, from + one));
            color += s.color;
            radius += s.color.a * s.radius;
            head += s.color.a;
            pixels += 1.0;
        }
    imageStore(spread, to + at, pack_spread(Spread(color / pixels, head > 0.0 ? radius / head : 0.0)));
}
