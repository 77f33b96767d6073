#version 460
// Drops whole clusters: dead, turned away, or outside the picture; and says for the rest how many chunks of slots each needs
// as splats, as discs, or as both, counting only slots below the cut of ranks where there is one. Counts are packed as splat
// chunks in bits 0-15 and disc chunks in bits 16-31; splats go out by the cluster.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "live_dot.glsl"
layout(local_size_x = 64) in;
layout(set = 0, binding = 6, scalar) writeonly buffer CountBlock { uint counts[]; };
layout(set = 0, binding = 7, scalar) writeonly buffer GroupBlock { uvec4 group_counts[]; };  // splat clusters, disc chunks, all clusters, live dots
shared uint group_splats, group_discs, group_clusters, group_dots;

// Chunks of the cluster whose dots start at `first` that begin below the cut: ranks rise with the slot.
uint chunks_below_cut(uint first, uint chunks) {
    float end = push.rank_cut * (1.0 + DETAIL_FADE);
    uint kept = 1u;
    for (uint k = 1u; k < chunks; ++k) kept += float(dot_rank(dots[first + k * CHUNK_SLOTS])) < end ? 1u : 0u;
    return kept;
}

// Live dots below the cut, taking ranks to be spread evenly over the cluster: for statistics.
uint drawn_dots(uint index) {
    uint live_count = states[index].live_count;
    if (push.rank_cut == 0.0) return live_count;
    float low = float(cluster_first_rank(clusters[index]));
    float high = float(dot_rank(dots[clusters[index].first + (states[index].live & 65535u) - 1u])) + 1.0;
    return uint(float(live_count) * clamp((push.rank_cut * (1.0 + DETAIL_FADE) - low) / (high - low), 0.0, 1.0) + 0.5);
}

uint visible_chunks(uint index) {
    uint possible = states[index].live & 65535u;
    if (possible == 0u) return 0u;
    Cluster cluster = clusters[index];
    if (push.rank_cut > 0.0 && float(cluster_first_rank(cluster)) >= push.rank_cut * (1.0 + DETAIL_FADE)) return 0u;
    vec3 center = cluster_center(cluster), from_camera = center - frame.camera.xyz;
    float distance_mm = length(from_camera);
    // Every normal lies in the cone: turned away when even the most favourable one looks past the camera.
    float cone_cos = cluster_cone_cos(cluster);
    float cone_sin = sqrt(max(0.0, 1.0 - cone_cos * cone_cos));
    if (cone_cos > 0.0 && dot(from_camera, cluster_normal(cluster)) >= cone_sin * distance_mm + cluster.radius) return 0u;
    float depth = -(frame.view * vec4(center, 1.0)).z;
    if (depth + cluster.radius < frame.near_mm) return 0u;
    if (beside_picture(frame.view_projection, center, cluster.radius + frame.look.diameter_mm * 2.0 + (HAIR ? frame.look.hair_length_mm * 2.0 : 0.0))) return 0u;
    uint chunks = (possible + CHUNK_SLOTS - 1u) / CHUNK_SLOTS;
    if (push.rank_cut > 0.0) chunks = chunks_below_cut(cluster.first, chunks);
    float at_one_mm = 0.5 * push.diameter_mm * frame.camera.w;  // radius in pixels of a dot 1 mm away
    uint splats = at_one_mm < frame.disc_high * (depth + cluster.radius) ? chunks : 0u;
    uint discs = at_one_mm > frame.disc_low * max(depth - cluster.radius, frame.near_mm) ? chunks : 0u;
    return splats | discs << 16u;
}

void main() {
    if (gl_LocalInvocationIndex == 0u) group_splats = group_discs = group_clusters = group_dots = 0u;
    barrier();
    uint index = gl_GlobalInvocationID.x;
    if (index < push.cluster_count) {
        uint chunks = visible_chunks(index);
        counts[index] = chunks;
        atomicAdd(group_splats, min(chunks & 65535u, 1u));
        atomicAdd(group_discs, chunks >> 16u);
        if (chunks != 0u) {
            atomicAdd(group_clusters, 1u);
            atomicAdd(group_dots, drawn_dots(index));
        }
    }
    barrier();
    if (gl_LocalInvocationIndex == 0u)
        group_counts[gl_WorkGroupID.x] = uvec4(group_splats, group_discs, group_clusters, group_dots);
}
