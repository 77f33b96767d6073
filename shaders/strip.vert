#version 460
// The yardstick: every dot an ellipse on the screen, drawn as a strip of four corners.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "dot_ellipse.glsl"
#include "shared/disc.h"
layout(set = 0, binding = 6, scalar) readonly buffer ChunkBlock { uint chunks[]; };
layout(location = 0) out vec2 radii;  // over twice the edge
layout(location = 1) flat out vec4 peak;
layout(location = 2) flat out float inner;

void main() {
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
    radii = vec2(0.0);
    inner = disc_inner(frame.disc_shape.x);
    peak = vec4(0.0);
    uint chunk = chunks[gl_InstanceIndex / CHUNK_SLOTS];
    uint cluster_index = chunk >> 2u, slot = (chunk & 3u) * CHUNK_SLOTS + gl_InstanceIndex % CHUNK_SLOTS;
    OpenCluster open = open_cluster(cluster_index);
    if (!slot_live(open, slot)) return;
    LiveDot d = live_dot(open, slot);
    DotEllipse e = dot_ellipse(open, d, ellipse_view());
    if (e.peak <= 0.0) return;
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    vec2 reach = corner * (1.0 + frame.disc_shape.x);
    radii = reach / (2.0 * frame.disc_shape.x);
    vec2 offset = e.across * (reach.x * e.major) + e.tilt * (reach.y * e.minor);
    gl_Position = vec4(e.clip.xy / e.clip.w + offset * 2.0 * frame.viewport.zw, e.depth, 1.0);
    peak = vec4(d.layer == 0u ? e.peak : 0.0, d.layer == 1u ? e.peak : 0.0, d.layer == 2u ? e.peak : 0.0, 0.0);
}
