#version 460
// Dots larger than a pixel, and every dot on the yardstick path: an ellipse on the screen, drawn as a strip of four corners.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "live_dot.glsl"
layout(set = 0, binding = 6, scalar) readonly buffer ChunkBlock { uint chunks[]; };
layout(location = 0) out vec2 radii;
layout(location = 1) flat out vec4 peak;

void main() {
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
    radii = vec2(0.0);
    peak = vec4(0.0);
    uint chunk = chunks[gl_InstanceIndex / CHUNK_SLOTS];
    uint cluster_index = chunk >> 2u, slot = (chunk & 3u) * CHUNK_SLOTS + gl_InstanceIndex % CHUNK_SLOTS;
    if (!slot_live(cluster_index, slot, states[cluster_index].live)) return;
    Cluster cluster = clusters[cluster_index];
    LiveDot d = live_dot(cluster_index, cluster, slot);
    if (d.strength <= 0.0) return;
    vec4 clip = frame.view_projection * vec4(d.position, 1.0);
    if (clip.w <= frame.near_mm) return;
    vec3 normal = surface_normal(cluster, d.position);
    vec3 to_camera = normalize(frame.camera.xyz - d.position);
    float cosine = dot(normal, to_camera);
    if (cosine <= 0.0) return;

    float width2 = dot_width2(d.diameter_mm, d.sigma2, d.strength);
    float pixels_per_mm = frame.camera.w / clip.w;
    float major2 = 0.25 * width2 * pixels_per_mm * pixels_per_mm;
    float minor2 = major2 * cosine * cosine;
    // A pixel averages over its square: that adds 1/12 pixel^2 of variance to either axis and takes nothing from the mass.
    float pixel_blur = 0.25 * FWHM2_PER_SIGMA2 / 12.0;
    float major = sqrt(major2 + pixel_blur), minor = sqrt(minor2 + pixel_blur);
    float thinned = sqrt(major2 * minor2) / (major * minor);

    vec3 normal_eye = mat3(frame.view) * normal;
    vec2 lean = vec2(normal_eye.x, -normal_eye.y);  // pictures run downwards
    vec2 tilt = dot(lean, lean) > 1e-8 ? normalize(lean) : vec2(0.0, 1.0);
    vec2 across = vec2(-tilt.y, tilt.x);
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    radii = corner * (1.0 + DOT_EDGE);
    vec2 offset = across * (radii.x * major) + tilt * (radii.y * minor);
    vec2 ndc = clip.xy / clip.w + offset * 2.0 * frame.viewport.zw;
    float mm_per_pixel = 1.0 / pixels_per_mm;
    float allowance = 0.3 + min(8.0, 2.0 * (mm_per_pixel + 0.5 * d.diameter_mm) / max(cosine, 0.05));
    gl_Position = vec4(ndc, frame.near_mm / max(clip.w - allowance, frame.near_mm), 1.0);
    float value = dot_peak(d.diameter_mm, width2, d.strength) * thinned;
    peak = vec4(d.layer == 0u ? value : 0.0, d.layer == 1u ? value : 0.0, d.layer == 2u ? value : 0.0, 0.0);
}
