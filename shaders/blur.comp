#version 460
// One direction of the sideways diffusion: a Gaussian per channel whose weights sum to one, so light is kept.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/frame.h"
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1) uniform sampler2D source;
layout(set = 0, binding = 2, rgba16f) writeonly uniform image2D target;
layout(push_constant, scalar) uniform PushBlock { ivec2 direction; } push;
layout(constant_id = 0) const int REACH = 7;  // blocks to either side

void main() {
    ivec2 low = ivec2(frame.dot_area.xy) / int(frame.blur_factor);
    ivec2 high = (ivec2(frame.dot_area.xy + frame.dot_area.zw) - 1) / int(frame.blur_factor);
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy) + low;
    if (any(greaterThan(pixel, high))) return;
    vec3 sum = frame.blur_weights[0].rgb * texelFetch(source, pixel, 0).rgb;
    for (int i = 1; i <= REACH; ++i) {
        vec3 ahead = texelFetch(source, clamp(pixel + push.direction * i, low, high), 0).rgb;
        vec3 behind = texelFetch(source, clamp(pixel - push.direction * i, low, high), 0).rgb;
        sum += frame.blur_weights[i].rgb * (ahead + behind);
    }
    imageStore(target, pixel, vec4(sum, 1.0));
}
