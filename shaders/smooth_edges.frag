#version 460
// Steps of edges smoothed in a picture that was drawn small and is about to be enlarged, which would show them: along an edge each pixel
// takes as much of its neighbour's colour as the straight edge through the steps covers of it (Lottes 2009, FXAA).
layout(set = 0, binding = 0) uniform sampler2D drawn;  // sRGB bytes
layout(location = 0) out vec4 picture;

const float LEAST = 0.04, LEAST_SHARE = 0.1;  // contrast that is an edge: at all, and of the brightest around it
const int STEPS = 6;
const float AWAY[STEPS] = float[](1.0, 2.0, 3.0, 4.5, 6.5, 9.5);  // pixels along the edge at which its end is looked for

float brightness(vec3 srgb) { return dot(srgb, vec3(0.299, 0.587, 0.114)); }
float seen(vec2 at) { return brightness(textureLod(drawn, at, 0.0).rgb); }

void main() {
    vec2 per_size = 1.0 / vec2(textureSize(drawn, 0)), here = gl_FragCoord.xy * per_size;
    vec3 own = textureLod(drawn, here, 0.0).rgb;
    float m = brightness(own);
    float n = seen(here - vec2(0.0, per_size.y)), s = seen(here + vec2(0.0, per_size.y));
    float w = seen(here - vec2(per_size.x, 0.0)), e = seen(here + vec2(per_size.x, 0.0));
    float brightest = max(m, max(max(n, s), max(w, e))), darkest = min(m, min(min(n, s), min(w, e)));
    picture = vec4(own, 1.0);
    if (brightest - darkest < max(LEAST, LEAST_SHARE * brightest)) return;
    float nw = seen(here - per_size), se = seen(here + per_size);
    float ne = seen(here + vec2(per_size.x, -per_size.y)), sw = seen(here + vec2(-per_size.x, per_size.y));
    bool level = abs(nw + sw - 2.0 * w) + 2.0 * abs(n + s - 2.0 * m) + abs(ne + se - 2.0 * e) >=
                 abs(nw + ne - 2.0 * n) + 2.0 * abs(w + e - 2.0 * m) + abs(sw + se - 2.0 * s);
    float before = level ? n : w, after = level ? s : e;
    bool first = abs(before - m) >= abs(after - m);
    float steepest = max(abs(before - m), abs(after - m)), middle = 0.5 * (m + (first ? before : after));
    vec2 across = (level ? vec2(0.0, per_size.y) : vec2(per_size.x, 0.0)) * (first ? -1.0 : 1.0);
    vec2 along = level ? vec2(per_size.x, 0.0) : vec2(0.0, per_size.y), edge = here + 0.5 * across;
    // Both ways to where the edge steps aside, and how bright it is there.
    vec2 ends = vec2(AWAY[STEPS - 1]), off = vec2(0.0);
    bvec2 found = bvec2(false);
    for (int i = 0; i < STEPS; ++i) {
        vec2 there = vec2(seen(edge - AWAY[i] * along), seen(edge + AWAY[i] * along)) - middle;
        bvec2 ended = greaterThanEqual(abs(there), vec2(0.25 * steepest));
        if (!found.x) off.x = there.x;
        if (!found.y) off.y = there.y;
        if (!found.x && ended.x) ends.x = AWAY[i];
        if (!found.y && ended.y) ends.y = AWAY[i];
        found = bvec2(found.x || ended.x, found.y || ended.y);
    }
    float nearest = min(ends.x, ends.y);
    // Only on the side of the straight edge that the nearer end steps away from.
    bool moves = ((ends.x < ends.y ? off.x : off.y) < 0.0) != (m < middle);
    float share = moves ? 0.5 - nearest / (ends.x + ends.y) : 0.0;
    picture = vec4(textureLod(drawn, here + share * across, 0.0).rgb, 1.0);
}
