// Scars and birthmarks where a pixel shows the head, and pigment in scar tissue: it keeps less of it, and what it keeps has spread.
#ifndef STIPPLE_SCAR_GLSL
#define STIPPLE_SCAR_GLSL
#include "shared/marks.h"
layout(set = 0, binding = 7) uniform sampler2D marks_map;

// Factor on the skin's own colour, and (a) the share of scar, at a place in head axes, mm. `left` ... `level` are MarksUniforms'.
vec4 mark_at(vec3 position, vec4 left, vec4 back, vec4 pole, vec4 piece, float level) {
    vec3 from_center = vec3(dot(left.xyz, position) + left.w, dot(back.xyz, position) + back.w, dot(pole.xyz, position) + pole.w);
    vec3 direction = from_center * inversesqrt(max(dot(from_center, from_center), 1e-6));
    vec2 on_plane = direction.xy * inversesqrt(max(0.5 + 0.5 * direction.z, 1e-4));
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
#endif
