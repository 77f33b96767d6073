#version 460
// Means over small blocks averaged over large ones, so that the sideways diffusion costs the same in macro view as across
// the room.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform sampler2D means;  // a: weight
layout(set = 0, binding = 2, rgba16f) writeonly uniform image2D reduced;
layout(push_constant, scalar) uniform PushBlock { int side; } push;  // of a small block, pixels

void main() {
    int factor = int(frame.blur_factor), small_blocks = factor / push.side;
    ivec2 block = ivec2(gl_GlobalInvocationID.xy) + ivec2(frame.dot_area.xy) / factor;
    if (any(greaterThanEqual(block * factor, ivec2(frame.dot_area.xy + frame.dot_area.zw)))) return;
    ivec2 first = block * small_blocks, end = min(first + small_blocks, (ivec2(frame.viewport.xy) + push.side - 1) / push.side);
    vec4 sum = vec4(0.0);
    for (int y = first.y; y < end.y; ++y)
        for (int x = first.x; x < end.x; ++x) {
            vec4 mean = texelFetch(means, ivec2(x, y), 0);
            sum += vec4(mean.rgb * mean.a, mean.a);
        }
    imageStore(reduced, block, vec4(sum.rgb / sum.a, 1.0));
}
