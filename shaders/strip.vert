#version 460
// The yardstick: every dot an ellipse on the screen, drawn as a strip of four corners.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "dot_ellipse.glsl"
#include "hair_record.glsl"
#include "shared/disc.h"
layout(set = 0, binding = 6, scalar) readonly buffer ChunkBlock { uint chunks[]; };
layout(location = 0) out vec2 radii;  // over twice the edge
layout(location = 1) flat out vec4 peak;
layout(location = 2) flat out float inner;
layout(location = 3) flat out vec4 hair;  // along, down, pixels_per_mm and peak of the root; radii are pixels from it, peak.z the shaft's

void main() {
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
    radii = vec2(0.0);
    inner = disc_inner(frame.disc_shape.x);
    peak = vec4(0.0);
    hair = vec4(0.0);
    uint chunk = chunks[gl_InstanceIndex / CHUNK_SLOTS];
    uint cluster_index = chunk >> 2u, slot = (chunk & 3u) * CHUNK_SLOTS + gl_InstanceIndex % CHUNK_SLOTS;
    OpenCluster open = open_cluster(cluster_index);
    if (!slot_live(open, slot)) return;
    LiveDot d = live_dot(open, slot);
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    if (HAIR) {
        vec4 clip;
        HairRecord record = hair_record(open, d, ellipse_view(), frame.viewport.xy, clip);
        if (max(record.root, record.shaft) <= 0.0) return;
        // Its box: from the root to the end of the line, and the reach to every side.
        vec2 line = hair_end(record);
        radii = mix(min(line, 0.0), max(line, 0.0), corner * 0.5 + 0.5) + corner * hair_reach(record);
        gl_Position = vec4(clip.xy / clip.w + radii * 2.0 * frame.viewport.zw, record.depth, 1.0);
        peak = vec4(0.0, 0.0, record.shaft, 0.0);
        hair = vec4(record.along, record.down, record.pixels_per_mm, record.root);
        return;
    }
    DotEllipse e = dot_ellipse(open, d, ellipse_view());
    if (e.peak <= 0.0) return;
    vec2 reach = corner * (1.0 + frame.disc_shape.x);
    radii = reach / (2.0 * frame.disc_shape.x);
    vec2 offset = e.across * (reach.x * e.major) + e.tilt * (reach.y * e.minor);
    gl_Position = vec4(e.clip.xy / e.clip.w + offset * 2.0 * frame.viewport.zw, e.depth, 1.0);
    peak = vec4(d.layer == 0u ? e.peak : 0.0, d.layer == 1u ? e.peak : 0.0, d.layer == 2u ? e.peak : 0.0, 0.0);
}
