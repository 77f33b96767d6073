#version 460
// What a pixel sees through the lens. What is nearer than the pixel's own surface is laid over it, each place as wide as it is spread
// itself; the pixel's own surface, and what is seen behind its edge, is averaged over the disc the pixel itself is spread over. So
// what is sharp keeps its edge before what is not, and nothing sharp runs into what lies before or behind it.
#extension GL_GOOGLE_include_directive : require
#include "lens.glsl"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0, rgba32ui) readonly uniform uimage2D spread;
layout(set = 0, binding = 1, r32f) readonly uniform image2D reaching;
layout(set = 0, binding = 2, rgba32f) writeonly uniform image2D result;

// Share of a texel this far off that a disc covers, both in texels, and what that sums to over all texels. Soft edges, and on coarser
// levels the texels' own width, spread it further: `drawn` is the radius that has the right mean square with them.
float covered(float away, float drawn) { return clamp(drawn + 0.5 - away, 0.0, 1.0); }
float disc_area(float drawn) { return 3.14159265 * (drawn * drawn + 1.0 / 12.0); }
float drawn(float radius, uint level) {
    if (level > 0u) return sqrt(max(radius * radius - 0.75, 0.25));
    return radius < 1.0 ? 0.5 + 0.26 * radius * radius * radius : sqrt(radius * radius - 0.42);
}

// The finest level on which a disc is summed over few enough texels.
uint level_of(float radius) {
    return min(uint(max(ceil(log2(max(radius, 1e-3) / LENS_REACH)), 0.0)), lens.levels - 1u);
}

struct Sum {
    vec4 color;
    float weight;
};

// Over the texels of a level within `reach` pixels. OWN: behind what is nearer; else what is nearer, over it.
void gather(ivec2 pixel, Spread own, bool head, uint level, float reach, bool with_own, bool with_nearer, inout Sum behind, inout Sum nearer) {
    float per_side = exp2(-float(level)), side = 1.0 / per_side;
    vec2 at = (vec2(pixel) + 0.5) * per_side - 0.5;
    ivec4 area = level_area(level);
    ivec2 origin = level_origin(level);
    float texels = reach * per_side + 0.5;
    ivec2 low = max(ivec2(ceil(at - texels)), area.xy), high = min(ivec2(floor(at + texels)), area.zw - 1);
    float own_drawn = drawn(abs(own.radius) * per_side, level);
    for (int y = low.y; y <= high.y; ++y)
        for (int x = low.x; x <= high.x; ++x) {
            Spread s = unpack_spread(imageLoad(spread, origin + ivec2(x, y)));
            float away = distance(vec2(x, y), at);
            // A surface that leans away changes its spread slowly over the picture; another one before it does so at once.
            float before = s.color.a == 0.0 ? 0.0 : head ? clamp(2.0 * (own.radius - s.radius) - 0.5 * away * side, 0.0, 1.0) : 1.0;
            float its_drawn = drawn(abs(s.radius) * per_side, level);
            float over = with_nearer ? before * covered(away, its_drawn) / disc_area(its_drawn) : 0.0;
            float same = with_own ? (1.0 - before) * covered(away, own_drawn) : 0.0;
            nearer.color += over * s.color;
            behind.color += same * s.color;
            behind.weight += same;
        }
}

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy + lens.area.xy);
    if (any(greaterThanEqual(pixel, ivec2(lens.area.zw)))) return;
    float widest = imageLoad(reaching, pixel / int(LENS_TILE)).r;
    Spread own = unpack_spread(imageLoad(spread, pixel));
    if (widest < 0.25) {
        imageStore(result, pixel, own.color);
        return;
    }
    bool head = own.color.a > 0.0;
    uint level = level_of(widest), own_level = level_of(abs(own.radius));
    // The pixel itself counts for a little where all around it is nearer.
    Sum behind = Sum(1e-3 * own.color, 1e-3), nearer = Sum(vec4(0.0), 0.0);
    if (level == 0u) {
        gather(pixel, own, head, 0u, widest, true, true, behind, nearer);
    } else {
        gather(pixel, own, head, level, widest, false, true, behind, nearer);
        gather(pixel, own, head, own_level, abs(own.radius), true, false, behind, nearer);
    }
    float hidden = min(nearer.color.a, 1.0);
    vec4 over = nearer.color * (hidden / max(nearer.color.a, 1e-6));
    imageStore(result, pixel, over + (1.0 - hidden) * behind.color / behind.weight);
}
