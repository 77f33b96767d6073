#version 460
// Dots smaller than a pixel: one packed add each. A dot's shares in the four pixels around it are linear in (1, fx, fy,
// fx fy), so the four sums of coverage times these are kept per cell and resolve recovers every pixel from four cells.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#ifndef SPLAT_INT32
#extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
#extension GL_EXT_shader_atomic_int64 : require
#endif
#include "live_dot.glsl"
// As wide as the device's subgroups: each invocation then reads its cluster once for several dots.
layout(local_size_x_id = 0) in;
layout(set = 0, binding = 6, scalar) readonly buffer ChunkBlock { uint chunks[]; };
layout(set = 0, binding = 7, scalar) readonly buffer IndirectBlock { uint indirect[]; };
#ifdef SPLAT_INT32
layout(set = 0, binding = 8, scalar) buffer CellBlock { uint cells[]; };
#else
layout(set = 0, binding = 8, scalar) buffer CellBlock { uint64_t cells[]; };
#endif
layout(set = 0, binding = 9) uniform sampler2D head_depth;

void splat(uint cluster_index, Cluster cluster, uint slot) {
    LiveDot d = live_dot(cluster_index, cluster, slot);
    if (d.strength <= 0.0) return;

    vec4 clip = frame.view_projection * vec4(d.position, 1.0);
    if (clip.w <= frame.near_mm) return;
    float inverse_depth = 1.0 / clip.w;
    vec2 pixel = (clip.xy * inverse_depth * 0.5 + 0.5) * frame.viewport.xy;
    vec2 corner = pixel - 0.5;
    vec2 cell = floor(corner);
    if (cell.x < -1.0 || cell.y < -1.0 || cell.x >= frame.viewport.x || cell.y >= frame.viewport.y) return;

    vec3 to_camera = frame.camera.xyz - d.position;
    float facing = dot(surface_normal(cluster, d.position), to_camera);
    if (facing <= 0.0) return;
    // Hidden by the head itself (an ear, the brow): the allowance covers a pixel of slope.
    float mm_per_pixel = clip.w / frame.camera.w;
    float cosine = facing * inversesqrt(dot(to_camera, to_camera));
    float allowance = 0.6 + min(8.0, 2.0 * mm_per_pixel / max(cosine, 0.05));
    ivec2 texel = clamp(ivec2(pixel), ivec2(0), ivec2(frame.viewport.xy) - 1);
    float head = texelFetch(head_depth, texel, 0).r;
    if (head * (clip.w - allowance) > frame.near_mm) return;

    // Solid angle of the dot's tangent patch on the image plane: area f^2 (n . to_camera) / depth^3.
    float pixels_per_mm2 = frame.camera.w * frame.camera.w * facing * inverse_depth * inverse_depth * inverse_depth;
    float area = d.strength * 0.785398163 * d.diameter_mm * d.diameter_mm * pixels_per_mm2 * (1.0 - disc_share(clip.w));
    // Share of the dot in the pixels to the right and below. Seen from the side its profile is nearly the density
    // 6u(1-u) over 1.3 diameters, so this is the smooth step: up to 0.77 pixels of diameter the four shares are
    // those of the area within 1.4 % of the dot. Wider dots would need more than four pixels; the straight line is the best
    // four can do (5 % of the dot at 1 pixel, 12 % at 1.2).
    float narrow = inversesqrt(1.69 * dot_width2(d.diameter_mm, d.sigma2, d.strength) * pixels_per_mm2);
    vec2 f = clamp((corner - cell - 0.5) * max(narrow, 1.0) + 0.5, 0.0, 1.0);
    vec2 smooth_step = f * f * (3.0 - 2.0 * f);
    f = smooth_step + clamp(3.3 - 3.3 * narrow, 0.0, 1.2) * (f - smooth_step);
    float counts = area / frame.coverage_unit;
    uint hash = hash_pcg(d.identity * 3u + 1u);
    // Rounding up or down by the hash keeps the mean of counts below one.
    vec4 dither = vec4(hash & 255u, hash >> 8u & 255u, hash >> 16u & 255u, hash >> 24u) * (1.0 / 256.0) + (0.5 / 256.0);
    uvec4 fields = uvec4(counts * vec4(1.0, f.x, f.y, f.x * f.y) + dither);
    uint index = d.layer * frame.cells_per_layer + uint(cell.y + 1.0) * frame.cells_per_row + uint(cell.x + 1.0);
#ifdef SPLAT_INT32
    uint low = fields.x | fields.y << 16u, high = fields.z | fields.w << 16u;
    if (low != 0u) atomicAdd(cells[index * 2u], low);
    if (high != 0u) atomicAdd(cells[index * 2u + 1u], high);
#else
    uint64_t packed = uint64_t(fields.x | fields.y << 16u) | uint64_t(fields.z | fields.w << 16u) << 32;
    if (packed != 0ul) atomicAdd(cells[index], packed);
#endif
}

void main() {
    uint item = gl_WorkGroupID.y * 1024u + gl_WorkGroupID.x;
    if (item >= indirect[3]) return;
    uint chunk = chunks[item];
    uint cluster_index = chunk >> 2u, first = (chunk & 3u) * CHUNK_SLOTS;
    uint live = states[cluster_index].live;
    Cluster cluster = clusters[cluster_index];
    for (uint i = gl_LocalInvocationIndex; i < CHUNK_SLOTS; i += gl_WorkGroupSize.x)
        if (slot_live(cluster_index, first + i, live)) splat(cluster_index, cluster, first + i);
}
