// What a shadow map says of a place.
#ifndef STIPPLE_SHADOW_GLSL
#define STIPPLE_SHADOW_GLSL

struct Shadow {
    float lit;       // share of the lamp that is seen
    float thick_mm;  // mean depth below what the lamp sees first, 0 where it is that
};

// Over four by four texels, of which the outer ones count as much as the place is near them: edges three texels wide. `at` in texels,
// `depth` as the map's, 1 nearest the lamp.
Shadow shadow_at(sampler2D map, vec2 at, float depth, float mm_per_depth) {
    vec2 size = vec2(textureSize(map, 0)), first = floor(at - 0.5), f = at - 0.5 - first, per_size = 1.0 / size;
    vec2 low = first * per_size, high = (first + 2.0) * per_size;
    vec4 low_low = textureGather(map, low), high_low = textureGather(map, vec2(high.x, low.y));
    vec4 low_high = textureGather(map, vec2(low.x, high.y)), high_high = textureGather(map, high);
    // A gather gives texels (0, 1), (1, 1), (1, 0), (0, 0) of its four.
    vec4 column_low = vec4(1.0 - f.x, 1.0, 1.0, 1.0 - f.x), column_high = vec4(1.0, f.x, f.x, 1.0);
    vec4 row_low = vec4(1.0, 1.0, 1.0 - f.y, 1.0 - f.y), row_high = vec4(f.y, f.y, 1.0, 1.0);
    vec4 at_depth = vec4(depth);
    vec4 seen = column_low * (row_low * vec4(lessThanEqual(low_low, at_depth)) + row_high * vec4(lessThanEqual(low_high, at_depth))) +
                column_high * (row_low * vec4(lessThanEqual(high_low, at_depth)) + row_high * vec4(lessThanEqual(high_high, at_depth)));
    float over = 0.25 * (low_low.y + high_low.x + low_high.z + high_high.w) - depth;
    return Shadow((seen.x + seen.y + seen.z + seen.w) * (1.0 / 9.0), max(over, 0.0) * mm_per_depth);
}
#endif
