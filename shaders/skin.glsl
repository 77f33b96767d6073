// Light on skin: diffusion below the surface, relief of the surface.
#ifndef STIPPLE_SKIN_GLSL
#define STIPPLE_SKIN_GLSL
#include "shared/thin.h"

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

// Skin's lines run in a few directions that cross, and leave small plateaus of three and four sides between them. Each family is a
// set of planes across the skin, bent; where it meets the skin flatly, or by patches, it is weak.
const float LINES_MM = 0.52;
float skin_lines(vec3 p, vec3 direction, vec3 n, float weight) {
    float along = dot(direction, n), crest = cos(dot(p, direction) * (6.2831853 / LINES_MM));
    return (1.0 - along * along) * weight * exp(-5.0 * (1.0 - crest));
}
// How much deeper the relief is at a place (head axes, mm, of a mean head) than on the scalp, which is stretched over the skull: stretched skin is flatter
// and shines more (Nagano et al. 2015, "Skin Microstructure Deformation with Displacement Map Convolution"); by how much is assumed. A plane through
// hairline, top of the ears and nape parts both.
float slack(vec3 p) { return 1.0 + 0.8 * smoothstep(-10.0, 30.0, 0.68 * p.z + 15.0 - p.y); }
// x: height in mm of the fine relief at a place whose normal is n, on the scalp: lines some 0.005 mm deep, half a millimetre apart, pores every few of
// them; y: shade of the plateaus, 0 .. 1.
vec2 skin_relief(vec3 p, vec3 n) {
    vec3 bend = value_noises(p * 2.3), where = value_noises(p * 0.8 + 9.0);
    vec3 bent = p + 0.30 * (bend - 0.5);
    // The edges of a tetrahedron's faces: any skin meets three of four squarely enough.
    float lines = skin_lines(bent, vec3(0.577, 0.577, 0.577), n, 0.1 + 1.1 * where.x) + skin_lines(bent, vec3(-0.577, -0.577, 0.577), n, 0.1 + 1.1 * where.y) +
                  skin_lines(bent, vec3(-0.577, 0.577, -0.577), n, 0.1 + 1.1 * where.z) + skin_lines(bent, vec3(0.577, -0.577, -0.577), n, 1.2 - 0.55 * (where.x + where.y));
    float pore = smoothstep(0.80, 0.98, bend.z);
    return vec2(0.010 * bend.x - 0.0048 * lines - 0.011 * pore, bend.y);
}
// Mean square of its slope, one way, on the scalp: what the gloss's roughness holds of it from afar.
const float RELIEF_SLOPE2 = 0.005;

// Freckles and sun spots, 1 to 3 mm wide: doublings of melanin at a place, more and darker ones the more `share`, 0 .. 1, is asked for. `spots`:
// noises of cells of 2.4 mm.
float freckled(vec3 spots, float share) {
    float crowd = 0.35 * spots.y;  // some stand together, and none is as dark as the next
    return 1.4 * spots.z * smoothstep(0.0, 0.10, spots.x + crowd - (1.18 - 0.30 * sqrt(share)));
}

// How much rougher than all of the skin its gloss is at a place: less where sebum gathers, on the middle of forehead and nose, more on cheeks and
// temples, most on lids, which have fine creases and hardly any (head axes, mm, of a mean head; sizes assumed); and uneven by what is coarser than
// lines and pores, `spots` as 0 .. 1.
float unevenly_rough(vec3 p, float spots) {
    float face = smoothstep(30.0, 80.0, p.z), middle = exp2(p.x * p.x * (-1.0 / 900.0)) * smoothstep(-32.0, -20.0, p.y);
    vec2 from_lid = (vec2(abs(p.x), p.y) - vec2(33.0, 18.0)) * vec2(1.0 / 13.0, 1.0 / 9.0);
    return face * (0.06 - 0.16 * middle + 0.30 * exp2(-dot(from_lid, from_lid))) + 0.16 * (spots - 0.5);
}

// Irradiance by a lamp at `cosine` to the normal after diffusion in skin, per unit where it faces the lamp: the clamped cosine, averaged
// over what is up to `width` further towards the lamp or away from it, per colour, and over the lamp's disc, of this variance (a box of
// the same). Diffusion keeps the light that falls on a sphere; a wide lamp reaches further round one than a point.
vec3 diffused(float cosine, vec3 width, float variance) {
    vec3 own = width * width, w = sqrt(own + (3.0 * variance + 1e-6)), t = clamp(cosine + w, vec3(0.0), 2.0 * w);
    return (t * t / (4.0 * w) + max(cosine - w, vec3(0.0))) / (1.0 + own * (1.0 / 3.0));
}

// A share of light let through at the edge of a shadow, whose width is that of diffusion in red; other colours turn faster.
vec3 shadow_diffused(float lit) { return clamp((lit - 0.5) * vec3(1.0, 1.35, 1.6) + 0.5, 0.0, 1.0); }

// How much more light reaches a partly enclosed place than straight from the sky, bounced off surroundings of the same colour: Jimenez et
// al. 2016, "Practical Realtime Strategies for Accurate Indirect Occlusion", eq. 12-14, over the openness.
vec3 bounced(float openness, vec3 albedo) {
    vec3 a = 2.0404 * albedo - 0.3324, b = -4.7951 * albedo + 0.6417, c = 2.7552 * albedo + 0.6903;
    return max(vec3(1.0), (openness * a + b) * openness + c);
}
#endif
