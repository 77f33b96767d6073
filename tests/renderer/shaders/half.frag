#version 460
layout(push_constant) uniform PushBlock { vec4 color; } push;
layout(location = 0) flat in int instance;
layout(location = 0) out vec4 result;

void main() { result = push.color * float(instance + 1); }
