#version 460
// What of the head each pixel shows. Light comes later, once a pixel: triangles are about as small as the blocks of pixels
// a rasterizer shades at a time, so here every pixel would be lit several times over.
#extension GL_GOOGLE_include_directive : require
#include "surface.glsl"
layout(set = 0, binding = 2) uniform sampler2D base_texture;
layout(constant_id = 0) const bool SKIN = true;
layout(constant_id = 1) const bool TEXTURED = false;
layout(constant_id = 2) const bool DOUBLE_SIDED = false;
layout(location = 0) in vec4 shape;
layout(location = 1) in vec3 own;
layout(location = 2) in vec2 uv;
layout(location = 0) out uvec4 surface;

void main() {
    vec3 color = own;
    if (TEXTURED) color *= texture(base_texture, uv).rgb;
    surface = pack_surface(shape, color, (SKIN ? SURFACE_SKIN : 0u) | (DOUBLE_SIDED ? SURFACE_DOUBLE_SIDED : 0u));
}
