// What the head pass leaves of each pixel for the passes that shade it: packed whole words, which cost no conversion.
// Only pixels with depth > 0 hold anything.
#ifndef STIPPLE_SURFACE_GLSL
#define STIPPLE_SURFACE_GLSL
#include "shared/light.h"

const uint SURFACE_SKIN = 1u;          // takes the skin tone and pigment
const uint SURFACE_DOUBLE_SIDED = 2u;  // its normal turns towards the camera
const uint SURFACE_CAPTURED = 4u;      // its own colour is what a camera saw: the light is in it already

struct Surface {
    vec3 normal;      // not of unit length
    float openness;   // irradiance by an even sky of radiance 1, 0 .. 1
    vec3 own;         // its own colour, linear
    uint flags;
    float curvature;  // per mm; of no skin: see is_strand
};
// Hair of the head's own, strand by strand: no skin, and marked by the greatest curvature there is. Its zones are its direction.
bool is_strand(uint flags, float curvature) { return (flags & SURFACE_SKIN) == 0u && curvature > 0.98 * MOST_CURVED; }
// Kept beside it.
struct SurfaceLight {
    vec2 sky;    // VertexShape::sky.yz
    vec2 zones;  // doublings of melanin and of blood
};

// Every field has 16 bits, but for curvature, which shares its word with the flags. Vertices turn into its steps, so that a pixel has
// only to round and shift: halves and signed shares, packed by GLSL's own functions, cost lavapipe a seventh of the head pass. All by
// way of int, which processors convert to.
const float CURVATURE_STEPS = 8191.0;
vec4 shape_steps(vec4 normal_openness) {
    return normal_openness * vec4(vec3(32767.5), 65535.0) + vec4(vec3(32767.5), 0.0);
}
vec3 own_steps(vec3 own) { return own * 65535.0; }
vec4 light_steps(vec4 light) { return light * 32767.5 + 32767.5; }
float curvature_steps(float curvature) { return curvature * (CURVATURE_STEPS / MOST_CURVED); }

// Steps as above, somewhere between those of vertices; slivers may reach beyond them.
uvec4 pack_surface(vec4 shape, vec3 own, float curvature, uint flags) {
    ivec4 s = ivec4(clamp(shape + 0.5, 0.0, 65535.0));
    ivec3 c = ivec3(clamp(own + 0.5, 0.0, 65535.0));
    int curved = int(clamp(curvature, 0.0, CURVATURE_STEPS));
    return uvec4(s.x | s.y << 16, s.z | s.w << 16, c.r | c.g << 16, c.b | (int(flags) | curved << 3) << 16);
}
uvec2 pack_light(vec4 light) {
    ivec4 l = ivec4(clamp(light + 0.5, 0.0, 65535.0));
    return uvec2(l.x | l.y << 16, l.z | l.w << 16);
}

Surface unpack_surface(uvec4 words) {
    ivec4 low = ivec4(words & 65535u), high = ivec4(words >> 16u);
    return Surface(vec3(low.x, high.x, low.y) * (1.0 / 32767.5) - 1.0, float(high.y) * (1.0 / 65535.0),
                   vec3(low.z, high.z, low.w) * (1.0 / 65535.0), uint(high.w) & 7u, float(high.w >> 3) * (MOST_CURVED / CURVATURE_STEPS));
}
SurfaceLight unpack_light(uvec2 words) {
    vec4 l = vec4(ivec4(words.x & 65535u, words.x >> 16u, words.y & 65535u, words.y >> 16u)) * (1.0 / 32767.5) - 1.0;
    return SurfaceLight(l.xy, l.zw * MOST_ZONED);
}

// Transmittance in one word: steps of 1/2047 in red and green, 1/1023 in blue. Skin multiplies it by less than one, so a step
// stays below a fifth of the picture's.
uint pack_transmittance(vec3 t) {
    uvec3 steps = uvec3(ivec3(t * vec3(2047.0, 2047.0, 1023.0) + 0.5));
    return steps.r | steps.g << 11u | steps.b << 22u;
}
vec3 unpack_transmittance(uint word) {
    return vec3(word & 2047u, word >> 11u & 2047u, word >> 22u) * vec3(1.0 / 2047.0, 1.0 / 2047.0, 1.0 / 1023.0);
}
#endif
