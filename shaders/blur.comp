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
layout(constant_id = 1) const int RUN = 4;  // neighbours along the direction an invocation makes: they share what they read

void main() {
    ivec2 low = ivec2(frame.dot_area.xy) / int(frame.blur_factor);
    ivec2 high = (ivec2(frame.dot_area.xy + frame.dot_area.zw) - 1) / int(frame.blur_factor);
    ivec2 first = ivec2(gl_GlobalInvocationID.xy) * (1 + push.direction * (RUN - 1)) + low;
    if (any(greaterThan(first, high))) return;
    vec3 sum[RUN], ahead[RUN], behind[RUN];
    for (int k = 0; k < RUN; ++k) {
        ahead[k] = behind[k] = texelFetch(source, min(first + push.direction * k, high), 0).rgb;
        sum[k] = frame.blur_weights[0].rgb * ahead[k];
    }
    for (int i = 1; i <= REACH; ++i) {
        for (int k = 0; k + 1 < RUN; ++k) ahead[k] = ahead[k + 1];
        for (int k = RUN - 1; k > 0; --k) behind[k] = behind[k - 1];
        ahead[RUN - 1] = texelFetch(source, min(first + push.direction * (RUN - 1 + i), high), 0).rgb;
        behind[0] = texelFetch(source, max(first - push.direction * i, low), 0).rgb;
        for (int k = 0; k < RUN; ++k) sum[k] += frame.blur_weights[i].rgb * (ahead[k] + behind[k]);
    }
    for (int k = 0; k < RUN; ++k) {
        ivec2 pixel = first + push.direction * k;
        if (all(lessThanEqual(pixel, high))) imageStore(target, pixel, vec4(sum[k], 1.0));
    }
}
