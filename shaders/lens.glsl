// What the passes of the lens hand each other: pixels with how far they are spread, and the same averaged over squares of them, level by
// level in one image: the picture itself, below it from the left all others.
#ifndef STIPPLE_LENS_GLSL
#define STIPPLE_LENS_GLSL
#extension GL_EXT_scalar_block_layout : require
#include "shared/lens.h"
layout(push_constant, scalar) uniform LensBlock { LensPush lens; };

struct Spread {
    vec4 color;    // linear, of the head alone; a: its share of the pixel, by which color is multiplied
    float radius;  // signed, see lens.h; 0 where there is no head
};
uvec4 pack_spread(Spread s) { return uvec4(floatBitsToUint(s.color.rgb), packHalf2x16(vec2(s.color.a, s.radius))); }
Spread unpack_spread(uvec4 words) {
    vec2 rest = unpackHalf2x16(words.w);
    return Spread(vec4(uintBitsToFloat(words.rgb), rest.x), rest.y);
}

// Where in the image a level begins.
ivec2 level_origin(uint level) {
    if (level == 0u) return ivec2(0);
    int x = 0;
    for (uint k = 1u; k < level; ++k) x += (int(lens.width) + (1 << k) - 1) >> k;
    return ivec2(x, lens.height);
}
// Its pixels that are read: left, top, right, bottom.
ivec4 level_area(uint level) {
    ivec4 a = ivec4(lens.area);
    return ivec4(a.xy >> level, (a.zw + (1 << level) - 1) >> level);
}
#endif
