#version 460
// How much of each lamp's light, and of the sky's, the shadows of shafts leave on average on the skin of a block
// that is seen beside them: what shadows differ from.
// One work group a block.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_samplerless_texture_functions : require
layout(local_size_x = 8, local_size_y = 8) in;
layout(set = 0, binding = 0) uniform sampler2D shadows;  // densities
layout(set = 0, binding = 1) uniform sampler2D head_depth;
layout(set = 0, binding = 2, rgba16f) writeonly uniform image2D means;  // a: share of the head there that no shaft hides; rgb: times that
layout(set = 0, binding = 3) uniform sampler2D shafts;  // w: cover
layout(push_constant) uniform PushBlock { int block; } push;  // pixels along its side
shared vec4 sums[64];
shared float heads[64];

void main() {
    ivec2 size = textureSize(shadows, 0), first = ivec2(gl_WorkGroupID.xy) * push.block, end = min(first + push.block, size);
    vec4 sum = vec4(0.0);
    float head = 0.0;
    for (int y = first.y + int(gl_LocalInvocationID.y); y < end.y; y += 8)
        for (int x = first.x + int(gl_LocalInvocationID.x); x < end.x; x += 8)
            if (texelFetch(head_depth, ivec2(x, y), 0).r > 0.0) {
                sum += vec4(exp(-texelFetch(shadows, ivec2(x, y), 0).rgb), 1.0) * (1.0 - texelFetch(shafts, ivec2(x, y), 0).w);
                ++head;
            }
    uint at = gl_LocalInvocationIndex;
    sums[at] = sum;
    heads[at] = head;
    barrier();
    for (uint other = 32u; other > 0u; other >>= 1u) {
        if (at < other) {
            sums[at] += sums[at + other];
            heads[at] += heads[at + other];
        }
        barrier();
    }
    if (at == 0u) imageStore(means, ivec2(gl_WorkGroupID.xy), heads[0] > 0.0 ? sums[0] / heads[0] : vec4(1.0));
}
