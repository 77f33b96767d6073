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
// One work group a cluster, as wide as the device's subgroups: each invocation reads the cluster once for many dots.
layout(local_size_x_id = 4) in;
layout(constant_id = 5) const bool SCATTERED = false;  // groups that run side by side take clusters far apart
layout(set = 0, binding = 6, scalar) readonly buffer ChunkBlock { uint chunks[]; };
layout(set = 0, binding = 7, scalar) readonly buffer IndirectBlock { uint indirect[]; };
#ifdef SPLAT_INT32
layout(set = 0, binding = 8, scalar) buffer CellBlock { uint cells[]; };
#else
layout(set = 0, binding = 8, scalar) buffer CellBlock { uint64_t cells[]; };
#endif
layout(set = 0, binding = 9) uniform sampler2D head_depth;

// Picture places and distances of a cluster's quantisation steps: a dot's are sums of these.
struct Projection {
    vec3 base, dx, dy, dz;  // pixels from the top left times clip w, and clip w
    vec3 px, py, pz;        // of 1 mm along each axis, for HAIR
    vec2 low, high;         // of the dots' area in the grid
    float counts_per_px2;   // of a packed field, for coverage of a square pixel
    uint cells_per_row, cells_per_layer;
};

Projection project(Cluster cluster) {
    mat4 m = frame.view_projection;
    vec2 half_size = 0.5 * frame.viewport.xy;
    // Rows of the matrix that lead to (x + w) half widths, (y + w) half heights and w.
    vec4 row_w = vec4(m[0].w, m[1].w, m[2].w, m[3].w);
    vec4 row_x = (vec4(m[0].x, m[1].x, m[2].x, m[3].x) + row_w) * half_size.x;
    vec4 row_y = (vec4(m[0].y, m[1].y, m[2].y, m[3].y) + row_w) * half_size.y;
    Projection p;
    vec4 origin = vec4(cluster.origin, 1.0);
    p.base = vec3(dot(row_x, origin), dot(row_y, origin), dot(row_w, origin));
    p.dx = vec3(row_x.x, row_y.x, row_w.x) * cluster.step.x;
    p.dy = vec3(row_x.y, row_y.y, row_w.y) * cluster.step.y;
    p.dz = vec3(row_x.z, row_y.z, row_w.z) * cluster.step.z;
    p.px = vec3(row_x.x, row_y.x, row_w.x);
    p.py = vec3(row_x.y, row_y.y, row_w.y);
    p.pz = vec3(row_x.z, row_y.z, row_w.z);
    p.low = vec2(frame.dot_area.xy);
    p.high = p.low + vec2(frame.dot_area.zw);
    p.counts_per_px2 = 1.0 / frame.coverage_unit;
    p.cells_per_row = frame.cells_per_row;
    p.cells_per_layer = frame.cells_per_layer;
    return p;
}

// Adds coverage of `area` pixels around a point of the picture to the cells; `narrow` sharpens it, see below.
void add_coverage(Projection projection, vec2 pixel, float area, float narrow, uint layer, uint hash, bool shown) {
    vec2 corner = pixel - 0.5;
    vec2 cell = floor(corner);
    // Share of the dot in the pixels to the right and below. Seen from the side its profile is nearly the density
    // 6u(1-u) over 1.3 diameters, so this is the smooth step: up to 0.77 pixels of diameter the four shares are
    // those of the area within 1.4 % of the dot. Wider dots would need more than four pixels; the straight line is the best
    // four can do (5 % of the dot at 1 pixel, 12 % at 1.2). It is also softest, so dots that stand for many flicker least.
    vec2 f = corner - cell;
    if (!REDUCED) {
        f = clamp((f - 0.5) * max(narrow, 1.0) + 0.5, 0.0, 1.0);
        vec2 smooth_step = f * f * (3.0 - 2.0 * f);
        f = smooth_step + clamp(3.3 - 3.3 * narrow, 0.0, 1.2) * (f - smooth_step);
    }
    float counts = area * projection.counts_per_px2;
    // Rounding up or down by the hash keeps the mean of counts below one.
    vec4 dither = vec4(hash & 255u, hash >> 8u & 255u, hash >> 16u & 255u, hash >> 24u) * (1.0 / 256.0) + (0.5 / 256.0);
    uvec4 fields = uvec4(max(counts, 0.0) * vec4(1.0, f.x, f.y, f.x * f.y) + dither);
    uint index = layer * projection.cells_per_layer + uint(cell.y + 1.0) * projection.cells_per_row + uint(cell.x + 1.0);
    shown = shown && cell.x >= projection.low.x - 1.0 && cell.y >= projection.low.y - 1.0 && cell.x < projection.high.x && cell.y < projection.high.y;
    uint low = fields.x | fields.y << 16u, high = fields.z | fields.w << 16u;
#ifdef SPLAT_INT32
    if (shown && low != 0u) atomicAdd(cells[index * 2u], low);
    if (shown && high != 0u) atomicAdd(cells[index * 2u + 1u], high);
#else
    if (shown && (low | high) != 0u) atomicAdd(cells[index], uint64_t(low) | uint64_t(high) << 32);
#endif
}

// A shaft is a row of points, a pixel apart at most: shares of neighbours add up to an even stroke then. The first one takes what
// shines through at the root as well. `root` is that share's area, pixels^2.
const float MOST_POINTS = 48.0;
void splat_hair(OpenCluster open, Projection projection, LiveDot d, vec3 place, vec2 pixel, float cosine, float root, float share, bool shown) {
    vec3 at = open.cluster.origin + open.cluster.step * d.steps;
    vec3 shaft = hair_shaft(open, d.hash, at, surface_normal(open, at));
    vec3 tip = place + shaft.x * projection.px + shaft.y * projection.py + shaft.z * projection.pz;
    vec2 along = tip.xy / max(tip.z, open.near_mm) - pixel;
    float length_px = sqrt(dot(along, along));
    float width_px = open.shaft_mm * open.focal_px / max(place.z, open.near_mm);
    float area = share * length_px * width_px * shaft_thinned(cosine);
    float points = clamp(ceil(length_px), 1.0, MOST_POINTS), each = area / points;
    // One point is as wide as all it stands for; rows are as even as straight lines between pixels make them.
    float narrow = points > 1.0 ? 0.0 : inversesqrt(1.69 * max((root + area) * (1.0 / 0.785398163), 1e-9));
    uint hash = hash_pcg(d.hash);
    float first = each / max(root + each, 1e-12) * 0.5 / points;
    add_coverage(projection, pixel + first * along, root + each, narrow, d.layer, hash, shown);
    for (float i = 1.0; i < points; ++i) {
        hash = hash * 747796405u + 2891336453u;
        add_coverage(projection, pixel + (i + 0.5) / points * along, each, narrow, d.layer, hash, shown);
    }
}

void splat(OpenCluster open, Projection projection, vec3 to_camera, uint slot) {
    LiveDot d = live_dot(open, slot);
    vec3 place = projection.base + d.steps.x * projection.dx + d.steps.y * projection.dy + d.steps.z * projection.dz;
    float inverse_depth = 1.0 / max(place.z, open.near_mm);
    vec2 pixel = place.xy * inverse_depth;

    // Normal by the cluster's mean and curvature, times the way to the camera; |normal|^2 is 1 + (curvature across)^2.
    vec3 offset = open.cluster.origin + open.cluster.step * d.steps - open.center;
    float rise = dot(offset, open.normal), apart = dot(offset, offset), ahead = dot(open.normal, to_camera);
    float across2 = max(apart - rise * rise, 0.0);
    float facing = (ahead - rise) + open.curvature * (dot(offset, to_camera) - apart - rise * (ahead - rise));
    facing *= inversesqrt(1.0 + open.curvature * open.curvature * across2);

    // Hidden by the head itself (an ear, the brow): the allowance covers a pixel of slope.
    float cosine = facing * inverse_depth;
    float pixel_places = FINE ? float(frame.grid.w) : 1.0;
    float allowance = 0.6 + min(8.0, 2.0 * pixel_places * place.z / (open.focal_px * max(cosine, 0.05)));
    ivec2 texel = clamp(ivec2(pixel), ivec2(projection.low), ivec2(projection.high) - 1);
    if (FINE) texel = ivec2(frame.grid.xy) + (texel >> frame.grid.z);
    float head = texelFetch(head_depth, texel, 0).r;
    bool shown = place.z > open.near_mm && facing > 0.0 && head * (place.z - allowance) <= open.near_mm;

    // Solid angle of the dot's tangent patch on the image plane: area f^2 (n . to_camera) / depth^3.
    float pixels_per_mm2 = open.focal_px * open.focal_px * facing * inverse_depth * inverse_depth * inverse_depth;
    float area = d.strength * d.stands_for * 0.785398163 * d.diameter_mm * d.diameter_mm * pixels_per_mm2 * (1.0 - disc_share(open, place.z));
    if (HAIR) {
        float share = d.strength * d.stands_for * (1.0 - disc_share(open, place.z));
        splat_hair(open, projection, d, place, pixel, cosine, area * HAIR_ROOT_SHARE, share, shown);
        return;
    }
    float narrow = REDUCED ? 0.0 : inversesqrt(1.69 * dot_width2(d.diameter_mm, d.sigma2, d.strength) * max(pixels_per_mm2, 1e-9));
    add_coverage(projection, pixel, area, narrow, d.layer, hash_pcg(d.hash), shown);
}

void main() {
    uint item = SCATTERED ? gl_WorkGroupID.x * gl_NumWorkGroups.y + gl_WorkGroupID.y : gl_WorkGroupID.y * 1024u + gl_WorkGroupID.x;
    if (item >= indirect[3]) return;
    uint entry = chunks[item];
    OpenCluster open = open_cluster(entry >> 2u);
    open.slots = min(open.slots, ((entry & 3u) + 1u) * CHUNK_SLOTS);
    Projection projection = project(open.cluster);
    vec3 to_camera = frame.camera.xyz - open.center;
    for (uint slot = gl_LocalInvocationIndex; slot < open.slots; slot += gl_WorkGroupSize.x)
        if (slot_live(open, slot)) splat(open, projection, to_camera, slot);
}
