#version 460
// Every pixel of the head under light, its pigment and its gloss: the picture. Light crosses the pigment twice: out through
// the dot itself, in through the neighbourhood that sideways diffusion has mixed; gloss lies on top, undarkened.
#extension GL_GOOGLE_include_directive : require
#include "shared/display.h"
#include "skin.glsl"
#include "surface.glsl"
#ifdef MARKS
#include "scar.glsl"
#endif
#define DIRECTION in
#include "compose_frame.glsl"
layout(set = 0, binding = 1) uniform sampler2D head_depth;
layout(set = 0, binding = 2, rgba32ui) readonly uniform uimage2D head_surface;
layout(set = 0, binding = 3, r32ui) readonly uniform uimage2D transmittance;
layout(set = 0, binding = 4) uniform sampler2D neighbourhood;
layout(constant_id = 0) const bool PIGMENT = true;       // there is transmittance to read; else the skin is bare
layout(constant_id = 1) const bool AVERAGED = false;     // one of several samples: linear, and 1 for the head's share
layout(constant_id = 2) const bool FINE_DETAIL = false;  // pores and furrows are seen
layout(constant_id = 3) const bool ALL_SKIN = false;     // no part is of another kind, or double sided
layout(constant_id = 4) const bool CAPTURED = false;     // parts may show what a camera saw
layout(location = 0) out vec4 picture;

const vec3 SKIN_WRAP = vec3(0.30, 0.16, 0.11);

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    // Neighbours off the head only take part in differences: far away, but not infinitely.
    float depth = max(texelFetch(head_depth, pixel, 0).r, 1e-6);
    Surface s = unpack_surface(imageLoad(head_surface, pixel));
    bool skin = ALL_SKIN || (s.flags & SURFACE_SKIN) != 0u;
    vec3 ray = ray_corner_near.xyz + gl_FragCoord.x * ray_right + gl_FragCoord.y * ray_down;
    vec3 view = -normalize(ray), n = normalize(s.normal);
    if (!ALL_SKIN && (s.flags & SURFACE_DOUBLE_SIDED) != 0u && dot(n, view) < 0.0) n = -n;

#ifdef MARKS
    vec3 place = camera + ray * (ray_corner_near.w / depth);
    vec2 on_plane = chart_plane(place, chart_left, chart_back, chart_pole);
    vec4 mark = mark_at(on_plane, piece, scar_tint.w);
    float scar = skin ? mark.a : 0.0;
    float treated_share = skin && healing.x + healing.y > 0.0 ? treated_at(on_plane, treated) : 0.0;
    float flake = treated_share > 0.0 && healing.y > 0.0 ? flake_at(place) : 0.0, flaking = healing.y * treated_share;
    s.own *= skin ? mark.rgb * mix(vec3(1.0), scar_tint.rgb, scar) : vec3(1.0);
#endif
    vec3 variation = clamp(s.own * per_skin_mean, 0.0, 2.5);
    vec3 albedo = min(skin_albedo.rgb * mix(vec3(1.0), variation, skin_albedo.w), vec3(0.95));
    float alpha = skin_gloss.x, specular = skin_gloss.y, oil = skin_gloss.z;
#ifdef MARKS
    if (treated_share > 0.0) {
        albedo *= reddened(albedo, place, healing.x * treated_share);
        albedo = mix(albedo, min(albedo * 1.05 + 0.008, vec3(0.95)), flaking * flake);  // dry scales scatter white
        alpha = mix(alpha, max(alpha, 0.6), flaking);
    }
    alpha = mix(alpha, min(alpha, scar_look.z), scar);
    oil += scar_look.w * scar;
    float pores = 1.0 - 0.8 * scar;  // scars have none, and hardly any furrows
#endif
    if (FINE_DETAIL) {
        vec3 position = camera + ray * (ray_corner_near.w / depth);
        vec2 relief = skin_relief(position);
#ifdef MARKS
        relief = vec2(relief.x, relief.y - 0.5) * pores + vec2(0.0, 0.5);
#endif
        float h = relief.x;
        vec3 dx = dFdx(position), dy = dFdy(position);
        float hx = dFdx(h), hy = dFdy(h);
        vec3 r1 = cross(dy, n), r2 = cross(n, dx);
        float det = dot(dx, r1);
        vec3 slope = sign(det) * (hx * r1 + hy * r2);
        vec3 bent = normalize(abs(det) * n - slope);
        float blotch = value_noise(position * 0.35 + 3.0) - 0.5;
        float fine = relief.y - 0.5;
        albedo *= 1.0 + vec3(0.04, 0.10, 0.10) * blotch + vec3(0.03, 0.05, 0.05) * fine + 4.0 * min(h, 0.0);
        n = skin ? bent : n;
    }
    vec3 wrap = SKIN_WRAP, unwrap = 1.0 / (1.0 + SKIN_WRAP);
    if (!ALL_SKIN && !skin) {
        albedo = s.own;
        alpha = 0.25;
        specular = 0.04;
        oil = 0.3;
        wrap = vec3(0.0);
        unwrap = vec3(1.0);
    }

    vec3 light = key_direction.xyz;
    float n_l = dot(n, light), n_v_signed = dot(n, view), n_v = max(n_v_signed, 1e-3), lit = max(n_l, 0.0);
    // Surrounding light: brighter from above, warm bounce from below.
    float above = dot(n, up_direction.xyz) * 0.5 + 0.5;
    vec3 ambient = up_direction.w * mix(vec3(0.40, 0.36, 0.33), vec3(1.0, 1.02, 1.05), above) * bounced(s.openness, albedo);
    // What sees little of the sky seldom sees the key light.
    vec3 key = key_direction.w * smoothstep(0.05, 0.75, s.openness) * vec3(1.0, 0.985, 0.955);
    vec3 diffuse = albedo * (ambient + key * wrapped(n_l, wrap, unwrap));

    // Of the vector half way between light and view only what it makes with the others is asked.
    float l_v = dot(light, view), per_halfway = inversesqrt(max(2.0 + 2.0 * l_v, 1e-6));
    float n_h = max((n_l + n_v_signed) * per_halfway, 0.0);
    float fresnel = specular + (1.0 - specular) * fifth_power(1.0 - (1.0 + l_v) * per_halfway);
    float lobes = gloss_lobes(n_h, lit, n_v, vec2(alpha, alpha * 0.45), 0.35 * oil);
    float rim = specular + (max(1.0 - alpha, specular) - specular) * fifth_power(1.0 - n_v);
    vec3 gloss = key * (lobes * fresnel * lit) + ambient * (rim * 0.35 * above);

    vec3 crossings = vec3(1.0);
    if (PIGMENT) {
        vec3 out_crossing = unpack_transmittance(imageLoad(transmittance, pixel).r);
        vec3 in_crossing = textureLod(neighbourhood, gl_FragCoord.xy * per_size, 0.0).rgb;
#ifdef MARKS
        float kept = flaked_absorptance(flake, flaking);
        out_crossing = max(1.0 - (1.0 - out_crossing) * kept, 0.02);
        in_crossing = max(1.0 - (1.0 - in_crossing) * kept, 0.02);
        if (skin) crossings = scar_crossings(out_crossing, in_crossing, scar, scar_look.x, scar_look.y);
#else
        if (skin) crossings = out_crossing * in_crossing;
#endif
    }
    vec3 color = diffuse * crossings + gloss;
    color = vec3(shoulder(color.r), shoulder(color.g), shoulder(color.b));
    // A camera's picture has been through its own shoulder: it is shown as it is, darkened by pigment alone.
    if (CAPTURED && (s.flags & SURFACE_CAPTURED) != 0u) color = s.own * crossings;
    // Samples are averaged after the shoulder, so that one bright one cannot outshine an edge, and before encoding.
    picture = AVERAGED ? vec4(color, 1.0) : vec4(encode_srgb(color.r), encode_srgb(color.g), encode_srgb(color.b), 1.0);
}
