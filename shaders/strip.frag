#version 460
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
layout(location = 0) in vec2 radii;
layout(location = 1) flat in vec4 peak;
layout(location = 2) flat in float inner;
layout(location = 0) out vec4 coverage;

void main() { coverage = peak * disc_profile(dot(radii, radii), inner); }
