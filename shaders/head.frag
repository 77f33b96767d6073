#version 460
// What of the head each pixel shows. Light comes later, once a pixel: triangles are about as small as the blocks of pixels
// a rasterizer shades at a time, so here every pixel would be lit several times over.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "surface.glsl"
layout(set = 0, binding = 2) uniform sampler2D base_texture;
layout(push_constant, scalar) uniform PushBlock { vec4 base_color; } part;
layout(constant_id = 0) const bool SKIN = true;
layout(constant_id = 1) const bool TEXTURED = false;
layout(constant_id = 2) const bool DOUBLE_SIDED = false;
layout(location = 0) in vec4 normal;  // w: openness
layout(location = 1) in vec3 color;
layout(location = 2) in vec2 uv;
layout(location = 0) out uvec4 surface;

void main() {
    vec3 own = part.base_color.rgb * color;
    if (TEXTURED) own *= texture(base_texture, uv).rgb;
    uint flags = (SKIN ? SURFACE_SKIN : 0u) | (DOUBLE_SIDED ? SURFACE_DOUBLE_SIDED : 0u);
    surface = pack_surface(Surface(normal.xyz, normal.w, own, flags));
}
