// What the head pass leaves of each pixel for the passes that shade it: packed whole words, which cost no conversion.
// Only pixels with depth > 0 hold anything.
#ifndef STIPPLE_SURFACE_GLSL
#define STIPPLE_SURFACE_GLSL

const uint SURFACE_SKIN = 1u;          // takes the skin tone and pigment
const uint SURFACE_DOUBLE_SIDED = 2u;  // its normal turns towards the camera

struct Surface {
    vec3 normal;     // not of unit length
    float openness;  // share of the sky it sees
    vec3 own;        // its own colour, linear
    uint flags;
};

uvec4 pack_surface(Surface s) {
    return uvec4(packSnorm2x16(s.normal.xy), packSnorm2x16(vec2(s.normal.z, s.openness)), packHalf2x16(s.own.rg),
                 packHalf2x16(vec2(s.own.b, 0.0)) | s.flags << 16u);
}

Surface unpack_surface(uvec4 words) {
    vec2 z_openness = unpackSnorm2x16(words.y);
    return Surface(vec3(unpackSnorm2x16(words.x), z_openness.x), z_openness.y,
                   vec3(unpackHalf2x16(words.z), unpackHalf2x16(words.w & 65535u).x), words.w >> 16u);
}

// Transmittance in one word: steps of 1/2047 in red and green, 1/1023 in blue. Skin multiplies it by less than one, so a step
// stays below a fifth of the picture's.
uint pack_transmittance(vec3 t) {
    uvec3 steps = uvec3(t * vec3(2047.0, 2047.0, 1023.0) + 0.5);
    return steps.r | steps.g << 11u | steps.b << 22u;
}
vec3 unpack_transmittance(uint word) {
    return vec3(word & 2047u, word >> 11u & 2047u, word >> 22u) * vec3(1.0 / 2047.0, 1.0 / 2047.0, 1.0 / 1023.0);
}
#endif
