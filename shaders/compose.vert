#version 460
// One triangle over the whole picture, infinitely far away: a depth test lets it through where the head is nearer.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
#ifdef MARKS
#include "shared/marks.h"
#endif
#define DIRECTION out
#include "compose_frame.glsl"
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 4) uniform sampler2D neighbourhood;
#ifdef MARKS
layout(set = 0, binding = 6, scalar) uniform MarksBlock { MarksUniforms marks; };
#endif

void main() {
    gl_Position = vec4(gl_VertexIndex == 1 ? 3.0 : -1.0, gl_VertexIndex == 2 ? 3.0 : -1.0, 0.0, 1.0);
    ray_corner_near = vec4(frame.ray_corner.xyz, frame.near_mm);
    ray_right = frame.ray_right.xyz;
    ray_down = frame.ray_down.xyz;
    camera = frame.camera.xyz;
    key_direction = frame.key_direction;
    up_direction = frame.up_direction;
    skin_albedo = frame.skin.albedo;
    per_skin_mean = 1.0 / max(frame.skin_mean.rgb, vec3(1e-3));
    skin_gloss = vec3(frame.skin.roughness, frame.skin.specular, frame.skin.oil);
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
    per_size = 1.0 / (vec2(textureSize(neighbourhood, 0)) * float(frame.blur_factor));
}
