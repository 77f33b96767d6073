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

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy), size = imageSize(target);
    if (pixel.x >= size.x || pixel.y >= size.y) return;
    vec3 sigma = max(frame.blur_sigma.rgb, vec3(0.05));
    int reach = int(ceil(3.0 * max(sigma.r, max(sigma.g, sigma.b))));
    vec3 falloff = -0.5 / (sigma * sigma);
    vec4 center = texelFetch(source, pixel, 0);
    vec3 sum = center.rgb, weight = vec3(1.0);
    for (int i = 1; i <= reach; ++i) {
        vec3 w = exp(falloff * float(i * i));
        vec3 ahead = texelFetch(source, clamp(pixel + push.direction * i, ivec2(0), size - 1), 0).rgb;
        vec3 behind = texelFetch(source, clamp(pixel - push.direction * i, ivec2(0), size - 1), 0).rgb;
        sum += w * (ahead + behind);
        weight += 2.0 * w;
    }
    imageStore(target, pixel, vec4(sum / weight, center.a));
}
