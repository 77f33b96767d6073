#version 460
// The reflectance factor of every pixel, to be measured: what compose.frag multiplies bare skin's light by.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
#include "surface.glsl"
#ifdef MARKS
#include "skin.glsl"
#include "scar.glsl"
layout(set = 0, binding = 6, scalar) uniform MarksBlock { MarksUniforms marks; };
#endif
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform sampler2D head_depth;
layout(set = 0, binding = 2, rgba32ui) readonly uniform uimage2D head_surface;
layout(set = 0, binding = 3, r32ui) readonly uniform uimage2D transmittance;
layout(set = 0, binding = 4) uniform sampler2D neighbourhood;
layout(set = 0, binding = 5, scalar) writeonly buffer ReflectanceBlock { vec4 reflectance_out[]; };

void main() {
    uvec2 pixel = gl_GlobalInvocationID.xy;
    if (any(greaterThanEqual(pixel, uvec2(frame.viewport.xy)))) return;
    uint flags = unpack_surface(imageLoad(head_surface, ivec2(pixel))).flags;
    bool skin = texelFetch(head_depth, ivec2(pixel), 0).r > 0.0 && (flags & SURFACE_SKIN) != 0u;
    vec2 size = vec2(textureSize(neighbourhood, 0)) * float(frame.blur_factor);
    vec3 out_crossing = unpack_transmittance(imageLoad(transmittance, ivec2(pixel)).r);
    vec3 in_crossing = textureLod(neighbourhood, (vec2(pixel) + 0.5) / size, 0.0).rgb;
#ifdef MARKS
    vec3 ray = frame.ray_corner.xyz + (float(pixel.x) + 0.5) * frame.ray_right.xyz + (float(pixel.y) + 0.5) * frame.ray_down.xyz;
    vec3 position = frame.camera.xyz + ray * (frame.near_mm / max(texelFetch(head_depth, ivec2(pixel), 0).r, 1e-6));
    vec2 on_plane = chart_plane(position, marks.left, marks.back, marks.pole);
    float scar = mark_at(on_plane, marks.piece, marks_level(frame.mm_per_pixel, marks.across.x)).a;
    float flaking = marks.look.healing.y;
    if (flaking > 0.0) {
        float kept = flaked_absorptance(flake_at(position), flaking * treated_at(on_plane, marks.treated));
        out_crossing = max(1.0 - (1.0 - out_crossing) * kept, 0.02);
        in_crossing = max(1.0 - (1.0 - in_crossing) * kept, 0.02);
    }
    vec3 factor = scar_crossings(out_crossing, in_crossing, scar, marks.look.scar_tint.w, marks.look.scar.x);
#else
    vec3 factor = out_crossing * in_crossing;
#endif
    reflectance_out[pixel.y * uint(frame.viewport.x) + pixel.x] = skin ? vec4(factor, 1.0) : vec4(1.0, 1.0, 1.0, 0.0);
}
