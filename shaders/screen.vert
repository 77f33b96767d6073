#version 460
// One triangle over the whole picture, infinitely far away: a depth test lets it through where the head is nearer.
void main() { gl_Position = vec4(gl_VertexIndex == 1 ? 3.0 : -1.0, gl_VertexIndex == 2 ? 3.0 : -1.0, 0.0, 1.0); }
