// Finds out what one slot of one cluster is now: shared by every pass that draws dots, so that all agree.
#ifndef STIPPLE_LIVE_DOT_GLSL
#define STIPPLE_LIVE_DOT_GLSL
#include "shared/dot.h"
#include "shared/frame.h"
#include "shared/hash.h"
#include "shared/profile.h"
#include "shared/time_table.h"

layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1, scalar) readonly buffer TimeBlock { TimeTable time_table; };
layout(set = 0, binding = 2, scalar) readonly buffer ClusterBlock { Cluster clusters[]; };
layout(set = 0, binding = 3, scalar) readonly buffer StateBlock { ClusterState states[]; };
layout(set = 0, binding = 4, scalar) readonly buffer MaskBlock { uint live_mask[]; };
layout(set = 0, binding = 5, scalar) readonly buffer DotBlock { Dot dots[]; };
#ifndef SITE_PUSH_MORE
#define SITE_PUSH_MORE
#endif
layout(push_constant, scalar) uniform PushBlock {
    SiteSetPush push;
    SITE_PUSH_MORE
};

struct LiveDot {
    vec3 position;     // head axes, mm
    float diameter_mm; // healed width
    float strength;    // 0: nothing to draw
    float sigma2;      // extra blur, mm^2
    uint layer;
    uint identity;
};

bool slot_live(uint cluster, uint slot, uint live) {
    if (slot >= (live & 65535u)) return false;
    if (slot < (live >> 16u)) return true;
    return (live_mask[cluster * 8u + (slot >> 5u)] >> (slot & 31u) & 1u) != 0u;
}

uint session_of_rank(uint cluster, uint rank) {
    uint session = 0u;
    for (uint k = 0u; k + 1u < push.sessions; ++k) {
        uint end = states[cluster].session_end[k >> 1u] >> ((k & 1u) * 16u) & 65535u;
        session += rank >= end ? 1u : 0u;
    }
    return session;
}

LiveDot live_dot(uint cluster_index, Cluster cluster, uint slot) {
    LiveDot result;
    uint identity = cluster.first + slot;
    Dot site = dots[identity];
    result.identity = identity;
    result.position = dot_position(site, cluster);
    if (push.hair != 0u) {
        result.diameter_mm = frame.look.hair_diameter_mm;
        result.strength = frame.look.hair_strength;
        result.sigma2 = 0.0;
        result.layer = 2u;
        return result;
    }
    uint hash = hash_pcg(identity);
    TimeEntry entry = time_table.entries[(hash & (HALF_LIFE_CLASSES - 1u)) * MAX_SESSIONS + session_of_rank(cluster_index, dot_rank(site))];
    float size = frame.look.size_variation;
    result.diameter_mm = frame.look.diameter_mm * (1.0 + size * dot_size_variation(site)) * inversesqrt(1.0 + size * size / 3.0);
    result.strength = entry.strength * (1.0 + frame.look.shade_variation * dot_shade_variation(site));
    result.sigma2 = entry.sigma2;
    result.layer = hash_unit(hash_pcg(hash)) < entry.shift ? 1u : 0u;
    return result;
}

// Share of a dot drawn as a disc, the rest is splatted: rises with the radius on the screen, so no change of path is seen.
float disc_share(float depth) {
    float diameter = push.hair != 0u ? frame.look.hair_diameter_mm : frame.look.diameter_mm;
    float radius = 0.5 * diameter * frame.camera.w / max(depth, frame.near_mm);
    return clamp((radius - frame.disc_low) / (frame.disc_high - frame.disc_low), 0.0, 1.0);
}

// Outward normal (not unit) from the cluster's mean normal and curvature.
vec3 surface_normal(Cluster cluster, vec3 position) {
    vec3 offset = position - cluster_center(cluster);
    vec3 mean = cluster_normal(cluster);
    vec3 normal = mean + cluster_curvature(cluster) * (offset - mean * dot(offset, mean));
    return normal * inversesqrt(dot(normal, normal));
}
#endif
