#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
#include "shared/frame.h"
layout(constant_id = 2) const bool HAIR = false;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
#include "hair_shape.glsl"
layout(location = 0) in vec2 radii;
layout(location = 1) flat in vec4 peak;
layout(location = 2) flat in float inner;
layout(location = 3) flat in vec4 hair;
layout(location = 0) out vec4 coverage;

void main() {
    coverage = peak * disc_profile(dot(radii, radii), inner);
    if (HAIR) coverage = vec4(0.0, 0.0, hair_coverage(radii, hair_stroke(hair.xy, hair.z), hair.w, peak.z, inner, disc_inner(frame.hair_shape.x)), 0.0);
}
