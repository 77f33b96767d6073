#version 460
// What of the head each pixel shows. Light comes later, once a pixel: triangles are about as small as the blocks of pixels
// a rasterizer shades at a time, so here every pixel would be lit several times over.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "surface.glsl"
layout(push_constant, scalar) uniform PushBlock {
    vec4 base_color;  // w: alpha over the mask's cut-off
    vec4 plain;       // colour of bare skin in the head's own picture
} part;
layout(set = 0, binding = 2) uniform sampler2D base_texture;
layout(constant_id = 0) const bool SKIN = true;
layout(constant_id = 1) const bool TEXTURED = false;
layout(constant_id = 2) const bool DOUBLE_SIDED = false;
layout(constant_id = 3) const bool MASKED = false;
layout(constant_id = 4) const uint COLOURS = 0u;  // 0 its own, to be lit; 1 as a camera saw them; 2 of a picture under the skin model
layout(location = 0) in vec4 shape;
layout(location = 1) in vec3 own;
layout(location = 2) in vec4 light;
layout(location = 3) in vec2 uv;
layout(location = 4) in vec2 own_share_curvature;  // x: under the skin model: how much of the picture stays
layout(location = 0) out uvec4 surface;
layout(location = 1) out uvec2 surface_light;

void main() {
    vec3 color = own;
    float alpha = part.base_color.a;
    if (TEXTURED) {
        vec4 texel = texture(base_texture, uv);
        color *= texel.rgb;
        alpha *= texel.a;
    }
    if (MASKED && alpha < 1.0) discard;
    if (COLOURS == 2u) {
        // The light in the picture must not fall twice: what differs from bare skin is drawn half way towards it, and on the
        // scalp, where stubble is in the picture, wholly.
        vec3 contrast = sqrt(max(color, 1.0) / max(part.plain.rgb * 65535.0, 1.0));
        color = part.plain.rgb * 65535.0 * mix(vec3(1.0), contrast, own_share_curvature.x);
    }
    surface_light = pack_light(light);
    surface = pack_surface(shape, color, own_share_curvature.y, (COLOURS == 1u ? SURFACE_CAPTURED : 0u) | (SKIN ? SURFACE_SKIN : 0u) | (DOUBLE_SIDED ? SURFACE_DOUBLE_SIDED : 0u));
}
