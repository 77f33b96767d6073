// Scars, birthmarks and healing where a pixel shows the head, and pigment in scar tissue: it keeps less of it, and what it keeps has spread.
#ifndef STIPPLE_SCAR_GLSL
#define STIPPLE_SCAR_GLSL
#include "shared/marks.h"
layout(set = 0, binding = 7) uniform sampler2D marks_map;
layout(set = 0, binding = 8) uniform sampler2D treated_map;

// A place in head axes, mm, on the chart's plane: see MarksUniforms, whose `left`, `back` and `pole` these are.
vec2 chart_plane(vec3 position, vec4 left, vec4 back, vec4 pole) {
    vec3 from_center = vec3(dot(left.xyz, position) + left.w, dot(back.xyz, position) + back.w, dot(pole.xyz, position) + pole.w);
    vec3 direction = from_center * inversesqrt(max(dot(from_center, from_center), 1e-6));
    return direction.xy * inversesqrt(max(0.5 + 0.5 * direction.z, 1e-4));
}

// Factor on the skin's own colour, and (a) the share of scar. `piece` is MarksUniforms'.
vec4 mark_at(vec2 on_plane, vec4 piece, float level) {
    vec4 mark = textureLod(marks_map, on_plane * piece.xy + piece.zw, level);
    return vec4(mark.rgb * (255.0 / MARK_PLAIN), mark.a);
}

// Both crossings (compose.frag) of a pixel of which `share` is scar. Absorptance is scaled, so that the mean over a scar is as
// much less as is kept; dots that heal wider by a factor b keep 1 / b^2 of their contrast, `sharpness`, and lose the rest to what is
// around them, whose mean is the same.
vec3 scar_crossings(vec3 out_crossing, vec3 in_crossing, float share, float uptake, float sharpness) {
    float kept = scar_uptake(share, uptake);
    vec3 around = 1.0 - (1.0 - in_crossing) * kept;
    vec3 through = 1.0 - (1.0 - out_crossing) * kept;
    return mix(through, around, share * (1.0 - sharpness)) * around;
}

// Share of the full density set at a place, 0 .. 1.
float treated_at(vec2 on_plane, vec4 treated) { return textureLod(treated_map, on_plane * treated.xy + treated.zw, 0.0).r; }

// Dry skin lifts in flakes 2 to 6 mm wide from day 3 on and takes the scabs along (clinics' diaries; sizes judged in pictures). 0 .. 1
// at a place in head axes, mm; FLAKED of the skin on average.
const float FLAKED = 0.42;
float flake_at(vec3 position) {
    vec3 warped = position + 1.5 * value_noises(position * 0.6);
    return smoothstep(0.42, 0.64, 0.55 * value_noise(warped * 0.26 + 31.0) + 0.45 * value_noise(warped * 0.8 + 5.0));
}
// Factor on a crossing's absorptance: flakes hide a third of it, scabs elsewhere are as much darker that the mean stays.
float flaked_absorptance(float flake, float flaking) { return 1.0 + flaking * (0.32 * FLAKED / (1.0 - FLAKED) * (1.0 - flake) - 0.32 * flake); }

// Blood gathers in the skin around punctures: doublings of it at a place, 1.6 in the hours after a session (from 1 to 3 %, the domain's
// proposal), in patches. What melanin hides of it SkinLook::blood knows.
float reddened(vec3 position, float amount) {
    float mottled = 0.55 + 0.5 * value_noise(position * 0.12 + 11.0) + 0.4 * value_noise(position * 0.7 + 3.0);
    return 1.6 * amount * mottled;
}
#endif
