#version 460
// Transmittance averaged over blocks, so that the sideways diffusion costs the same in macro view as across the room.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform sampler2D transmittance;
layout(set = 0, binding = 2, rgba16f) writeonly uniform image2D reduced;

void main() {
    int factor = int(frame.blur_factor);
    ivec2 block = ivec2(gl_GlobalInvocationID.xy) + ivec2(frame.area.xy) / factor;
    if (any(greaterThanEqual(block * factor, ivec2(frame.area.xy + frame.area.zw)))) return;
    ivec2 first = block * factor, end = min(first + factor, ivec2(frame.viewport.xy));
    vec4 sum = vec4(0.0);
    for (int y = first.y; y < end.y; ++y)
        for (int x = first.x; x < end.x; ++x) sum += texelFetch(transmittance, ivec2(x, y), 0);
    ivec2 count = end - first;
    imageStore(reduced, block, sum / float(count.x * count.y));
}
