// Light on skin: wrapped diffuse (light that entered elsewhere bleeds past the terminator, most in red) under two GGX lobes.
#ifndef STIPPLE_SKIN_GLSL
#define STIPPLE_SKIN_GLSL

float value_noise(vec3 p) {
    vec3 cell = floor(p), f = p - cell;
    f = f * f * (3.0 - 2.0 * f);
    float corner[8];
    for (int i = 0; i < 8; ++i) {
        ivec3 c = ivec3(cell) + ivec3(i & 1, i >> 1 & 1, i >> 2);
        corner[i] = hash_unit(hash_pcg(uint(c.x) + hash_pcg(uint(c.y) + hash_pcg(uint(c.z)))));
    }
    vec4 along_x = mix(vec4(corner[0], corner[2], corner[4], corner[6]), vec4(corner[1], corner[3], corner[5], corner[7]), f.x);
    vec2 along_y = mix(along_x.xz, along_x.yw, f.y);
    return mix(along_y.x, along_y.y, f.z);
}

// Height in mm of the fine relief: shallow furrows in two nets, about 0.5 and 0.25 mm wide of mesh, between soft plateaus.
float furrow(float noise) {
    float across = noise - 0.5;
    return exp(-60.0 * across * across);
}
float skin_relief(vec3 p) {
    vec3 bent = p + 0.12 * vec3(value_noise(p * 3.1), value_noise(p * 3.1 + 31.0), value_noise(p * 3.1 + 57.0));
    return 0.014 * value_noise(bent * 1.7 + 5.0) - 0.008 * furrow(value_noise(bent * 1.9)) -
           0.004 * furrow(value_noise(bent * 4.3 + 17.0));
}

// GGX distribution times Smith's joint visibility as Hammon (2017, GDC) approximates it.
float gloss_lobe(float n_h, float n_l, float n_v, float alpha) {
    float a2 = alpha * alpha;
    float d = n_h * n_h * (a2 - 1.0) + 1.0;
    float visibility = max(mix(2.0 * n_l * n_v, n_l + n_v, alpha), 1e-4);
    return (0.5 / 3.14159265) * a2 / (d * d * visibility);
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
