#version 460
// Two triangles over the left half of the picture; each instance lies nearer than the one before.
layout(location = 0) flat out int instance;

void main() {
    vec2 corner = vec2[6](vec2(0, 0), vec2(0, 1), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(1, 0))[gl_VertexIndex % 6];
    gl_Position = vec4(corner.x - 1.0, corner.y * 2.0 - 1.0, 0.25 * float(gl_InstanceIndex + 1), 1.0);
    instance = gl_InstanceIndex;
}
