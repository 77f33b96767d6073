#version 460
// One triangle over the whole picture, infinitely far away: a depth test lets it through where the head is nearer.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
#include "shared/gloss.h"
#include "shared/light.h"
#ifdef MARKS
#include "shared/marks.h"
#endif
#define DIRECTION out
#include "compose_frame.glsl"
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 4) uniform sampler2D neighbourhood;
layout(set = 0, binding = 9, scalar) uniform LightBlock { LightUniforms light; };
#ifdef MARKS
layout(set = 0, binding = 6, scalar) uniform MarksBlock { MarksUniforms marks; };
#endif

// A box of this half width has the variance of a Gaussian of sigma 1.
const float BOX_PER_SIGMA = 1.7320508;

void main() {
    gl_Position = vec4(gl_VertexIndex == 1 ? 3.0 : -1.0, gl_VertexIndex == 2 ? 3.0 : -1.0, 0.0, 1.0);
    vec2 per_size = 1.0 / (vec2(textureSize(neighbourhood, 0)) * float(frame.blur_factor));
    ray_corner_near = vec4(frame.ray_corner.xyz, frame.near_mm);
    ray_right = vec4(frame.ray_right.xyz, light.matt.y);
    ray_down = vec4(frame.ray_down.xyz, light.matt.x);
    camera = vec4(frame.camera.xyz, max(light.keys[0].map.y, light.keys[1].map.y));
    skin_albedo = frame.skin.albedo;
    skin_melanin = vec4(frame.skin.melanin.rgb, frame.skin.roughness);
    skin_blood = vec4(frame.skin.blood.rgb, frame.skin.specular);
    scatter_width = vec4(BOX_PER_SIGMA * frame.skin.scatter_mm.rgb, OIL_LOBE_SHARE * frame.skin.oil);
    per_skin_mean = vec4(1.0 / max(frame.skin_mean.rgb, vec3(1e-3)), frame.skin.zones);
    gloss_fit = light.gloss;
    sky_even = vec4(light.sky[0].rgb, per_size.x);
    sky_slope = vec4(light.sky[1].rgb, per_size.y);
    sky_bend = vec4(light.sky[2].rgb, frame.skin.freckles);
    for (int i = 0; i < 2; ++i) {
        key_direction[i] = light.keys[i].direction;
        key_irradiance[i] = light.keys[i].irradiance;
        key_column[i] = light.keys[i].map_column;
        key_row[i] = light.keys[i].map_row;
        key_depth[i] = light.keys[i].map_depth.w;
    }
    key_depth.w = light.keys[0].map.x;
    // Pores and furrows come in as pixels get finer than a quarter of them.
    key_depth.z = 1.0 - smoothstep(0.05, 0.12, frame.mm_per_pixel);
#ifdef MARKS
    scar_look = vec4(marks.look.scar_tint.w, marks.look.scar.xyz);
    scar_tint = vec4(marks.look.scar_tint.rgb, marks_level(frame.mm_per_pixel, marks.across.x));
    chart_left = marks.left;
    chart_back = marks.back;
    chart_pole = marks.pole;
    piece = marks.piece;
    treated = marks.treated;
    healing = marks.look.healing.xy;
#endif
}
