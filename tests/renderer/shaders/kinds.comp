#version 460
// One binding of every kind, and a push block with padding inside, for reflection.
#extension GL_EXT_samplerless_texture_functions : require
#extension GL_EXT_scalar_block_layout : require
layout(local_size_x = 8, local_size_y = 4, local_size_z = 2) in;
struct Inner { vec3 a; float b[3]; };
layout(set = 0, binding = 1, scalar) uniform UniformBlock { vec4 color; } block;
layout(set = 0, binding = 2) uniform sampler2D picture;
layout(set = 0, binding = 3) uniform textureBuffer texels;
layout(set = 0, binding = 5, rgba16f) uniform image2D target;
layout(set = 0, binding = 7, scalar) buffer OutBlock { float result[]; };
layout(set = 0, binding = 9, scalar) readonly buffer UnusedBlock { float unused[]; };
layout(push_constant, std430) uniform PushBlock { float first; mat3x4 matrix; Inner inner[2]; } push;

void main() {
    ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    vec4 value = texelFetch(picture, at, 0) + texelFetch(texels, at.x) + block.color + imageLoad(target, at) + push.matrix[2] * push.first;
    imageStore(target, at, value);
    result[gl_LocalInvocationIndex] = value.x + push.inner[1].b[2];
}
