// Light on skin: wrapped diffuse (light that entered elsewhere bleeds past the terminator, most in red) under two GGX lobes.
#ifndef STIPPLE_SKIN_GLSL
#define STIPPLE_SKIN_GLSL

// Three independent value noises over a lattice of unit cells, 0 .. 1: one hash a corner gives all three, 10 bits each.
vec3 value_noises(vec3 p) {
    vec3 cell = floor(p), f = p - cell;
    f = f * f * (3.0 - 2.0 * f);
    // Primes spread the lattice, the product after folding mixes them: two rounds, enough for relief on skin.
    const uvec3 spread = uvec3(0x9E3779B1u, 0x85EBCA77u, 0xC2B2AE3Du);
    uvec3 low = uvec3(ivec3(cell)) * spread, high = low + spread;
    // The product's first fold shares out over the axes: it is made of sums without carry, as they are put together.
    low ^= low >> 15u;
    high ^= high >> 15u;
    vec3 corner[8];
    for (int i = 0; i < 8; ++i) {
        uint h = ((i & 1) != 0 ? high.x : low.x) ^ ((i & 2) != 0 ? high.y : low.y) ^ ((i & 4) != 0 ? high.z : low.z);
        h *= 0x2C1B3C6Du;
        h = (h ^ h >> 12u) * 0x297A2D39u;
        corner[i] = vec3(h >> 2u & 1023u, h >> 12u & 1023u, h >> 22u);
    }
    vec3 near_ = mix(mix(corner[0], corner[1], f.x), mix(corner[2], corner[3], f.x), f.y);
    vec3 far_ = mix(mix(corner[4], corner[5], f.x), mix(corner[6], corner[7], f.x), f.y);
    return mix(near_, far_, f.z) * (1.0 / 1023.0);
}
float value_noise(vec3 p) { return value_noises(p).z; }

// x: height in mm of the fine relief: shallow furrows in two nets, about 0.5 and 0.25 mm wide of mesh, between soft plateaus.
float furrow(float noise) {
    float across = noise - 0.5;
    return exp(-60.0 * across * across);
}
// y: shade of the plateaus, 0 .. 1.
vec2 skin_relief(vec3 p) {
    vec3 bent = p + 0.12 * value_noises(p * 3.1);
    vec3 coarse = value_noises(bent * 1.8);
    return vec2(0.014 * coarse.x - 0.008 * furrow(coarse.z) - 0.004 * furrow(value_noise(bent * 4.3 + 17.0)), coarse.y);
}

// GGX distribution times Smith's joint visibility as Hammon (2017, GDC) approximates it: a share `tight` of a lobe of
// alpha.y, the rest of alpha.x.
float gloss_lobes(float n_h, float n_l, float n_v, vec2 alpha, float tight) {
    vec2 a2 = alpha * alpha;
    vec2 d = n_h * n_h * (a2 - 1.0) + 1.0;
    vec2 visibility = max(mix(vec2(2.0 * n_l * n_v), vec2(n_l + n_v), alpha), 1e-4);
    vec2 below = d * d * visibility, above = (0.5 / 3.14159265) * a2 * vec2(1.0 - tight, tight);
    return (above.x * below.y + above.y * below.x) / (below.x * below.y);  // one division
}

float fifth_power(float x) {
    float square = x * x;
    return square * square * x;
}

// `unwrap` is 1 / (1 + wrap).
vec3 wrapped(float cosine, vec3 wrap, vec3 unwrap) {
    vec3 w = clamp((cosine + wrap) * unwrap, 0.0, 1.0);
    return w * w * (1.0 - wrap * 0.5) + w * wrap * 0.5;
}

// Light that reaches a partly enclosed place after bouncing off surroundings of the same colour: Jimenez et al. 2016,
// "Practical Realtime Strategies for Accurate Indirect Occlusion", eq. 12-14.
vec3 bounced(float openness, vec3 albedo) {
    vec3 a = 2.0404 * albedo - 0.3324, b = -4.7951 * albedo + 0.6417, c = 2.7552 * albedo + 0.6903;
    return max(vec3(openness), ((openness * a + b) * openness + c) * openness);
}
#endif
