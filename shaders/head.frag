#version 460
// The head under light, once for what enters the skin (dots will filter it) and once for what the surface throws back.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
#include "shared/hash.h"
#include "skin.glsl"
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 2) uniform sampler2D base_texture;
layout(push_constant, scalar) uniform PushBlock { vec4 base_color; } part;
layout(constant_id = 0) const bool SKIN = true;          // takes the skin tone
layout(constant_id = 1) const bool TEXTURED = false;
layout(constant_id = 2) const bool DOUBLE_SIDED = false;
layout(constant_id = 3) const bool FINE_DETAIL = false;  // pores and furrows are seen
layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal_in;
layout(location = 2) in vec2 uv;
layout(location = 3) in vec4 color;
layout(location = 4) in float openness;
layout(location = 0) out vec4 diffuse;  // rgb leaving the skin if it were bare; a: 1 on skin, 0 elsewhere
layout(location = 1) out vec4 gloss;    // rgb thrown back by the surface

void main() {
    vec3 view = normalize(frame.camera.xyz - position);
    vec3 n = normalize(normal_in);
    if (DOUBLE_SIDED && dot(n, view) < 0.0) n = -n;
    vec3 own = part.base_color.rgb * color.rgb;
    if (TEXTURED) own *= texture(base_texture, uv).rgb;
    vec3 albedo = own;
    float alpha = 0.25, specular = 0.04, oil = 0.3;
    vec3 wrap = vec3(0.0);
    if (SKIN) {
        vec3 variation = own / max(frame.skin_mean.rgb, vec3(1e-3));
        albedo = frame.skin.albedo.rgb * mix(vec3(1.0), clamp(variation, 0.0, 2.5), frame.skin.albedo.w);
        albedo = min(albedo, vec3(0.95));
        alpha = frame.skin.roughness;
        specular = frame.skin.specular;
        oil = frame.skin.oil;
        wrap = vec3(0.30, 0.16, 0.11);
        if (FINE_DETAIL) {
            float h = skin_relief(position);
            vec3 dx = dFdx(position), dy = dFdy(position);
            float hx = dFdx(h), hy = dFdy(h);
            vec3 r1 = cross(dy, n), r2 = cross(n, dx);
            float det = dot(dx, r1);
            vec3 slope = sign(det) * (hx * r1 + hy * r2);
            n = normalize(abs(det) * n - slope);
            float blotch = value_noise(position * 0.35 + 3.0) - 0.5;
            float fine = value_noise(position * 2.6 + 41.0) - 0.5;
            albedo *= 1.0 + vec3(0.04, 0.10, 0.10) * blotch + vec3(0.03, 0.05, 0.05) * fine + 4.0 * min(h, 0.0);
        }
    }
    vec3 light = frame.key_direction.xyz;
    float n_l = dot(n, light), n_v = max(dot(n, view), 1e-3);
    // Surrounding light: brighter from above, warm bounce from below.
    float above = dot(n, frame.up_direction.xyz) * 0.5 + 0.5;
    vec3 ambient = frame.up_direction.w * mix(vec3(0.40, 0.36, 0.33), vec3(1.0, 1.02, 1.05), above);
    ambient *= bounced(openness, albedo);
    // What sees little of the sky seldom sees the key light.
    vec3 key = frame.key_direction.w * smoothstep(0.05, 0.75, openness) * vec3(1.0, 0.985, 0.955);
    diffuse = vec4(albedo * (ambient + key * wrapped(n_l, wrap)), SKIN ? 1.0 : 0.0);

    vec3 halfway = normalize(light + view);
    float n_h = max(dot(n, halfway), 0.0), lit = max(n_l, 0.0);
    float fresnel = specular + (1.0 - specular) * pow(1.0 - max(dot(view, halfway), 0.0), 5.0);
    float tight = alpha * 0.45;
    float lobes = mix(ggx(n_h, alpha) * smith(lit, n_v, alpha), ggx(n_h, tight) * smith(lit, n_v, tight), 0.35 * oil);
    float rim = specular + (max(1.0 - alpha, specular) - specular) * pow(1.0 - n_v, 5.0);
    gloss = vec4(key * (lobes * fresnel * lit) + ambient * rim * 0.35 * above, 1.0);
}
