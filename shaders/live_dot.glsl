// Finds out what one slot of one cluster is now: shared by every pass that draws dots, so that all agree.
#ifndef STIPPLE_LIVE_DOT_GLSL
#define STIPPLE_LIVE_DOT_GLSL
#include "shared/detail.h"
#include "shared/dot.h"
#include "shared/frame.h"
#include "shared/hash.h"
#include "shared/profile.h"
#include "shared/time_table.h"

layout(constant_id = 0) const uint SESSION_ENDS = 11u;  // how many session ends are looked at
layout(constant_id = 1) const bool REDUCED = true;      // a cut of ranks may be in use: see detail.h
layout(constant_id = 2) const bool HAIR = false;        // follicles, drawn as stubble in the hair layer
layout(constant_id = 3) const bool FINE = false;        // several places of the grid lie in a pixel of the picture

layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };
layout(set = 0, binding = 1, scalar) uniform TimeBlock { TimeTable time_table; };
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

// A cluster, its state and what every dot needs of the frame, read once for all the slots an invocation looks at: loads are
// what software drivers are slow at, those of uniforms too, which they take lane by lane.
struct OpenCluster {
    Cluster cluster;
    ClusterState state;
    vec3 center, normal;
    float curvature;
    float diameter_mm, diameter_variation, shade_variation;  // of a dot's healed width, mm; of its strength
    float edge_narrower, edge_lighter;                       // see DotLook
    float near_mm, focal_px;
    HairField hair_field;                // HAIR alone, and so
    float shaft_mm, hair_mm;             // its width and mean length
    float disc_rise, disc_begin;  // see disc_share
    uint index;
    uint slots;  // none at or above this one is live
};

OpenCluster open_cluster(uint index) {
    OpenCluster open;
    open.cluster = clusters[index];
    open.state.live = states[index].live;
    for (uint k = 0u; 2u * k < SESSION_ENDS; ++k) open.state.session_end[k] = states[index].session_end[k];
    if (REDUCED) open.state.wanted = states[index].wanted;
    if (!HAIR) open.state.edge = states[index].edge;
    open.center = cluster_center(open.cluster);
    open.normal = cluster_normal(open.cluster);
    open.curvature = cluster_curvature(open.cluster);
    open.index = index;
    open.slots = open.state.live & 65535u;
    float size = frame.look.size_variation;
    open.diameter_mm = frame.look.diameter_mm * inversesqrt(1.0 + size * size / 3.0);
    open.diameter_variation = size * open.diameter_mm;
    open.shade_variation = frame.look.shade_variation;
    open.edge_narrower = frame.look.edge_narrower;
    open.edge_lighter = frame.look.edge_lighter;
    open.near_mm = frame.near_mm;
    open.focal_px = frame.camera.w;
    if (HAIR) {
        open.hair_field = frame.hair_field;
        open.shaft_mm = frame.look.hair_shaft_mm;
        open.hair_mm = frame.look.hair_length_mm;
    }
    float radius = 0.5 * (HAIR ? max(frame.look.hair_diameter_mm, HAIR_SEEN_MM) : frame.look.diameter_mm) * open.focal_px;
    float per_pixel = 1.0 / (frame.disc_high - frame.disc_low);
    open.disc_rise = radius * per_pixel;
    open.disc_begin = frame.disc_low * per_pixel;
    return open;
}

bool slot_live(OpenCluster open, uint slot) {
    if (slot >= open.slots) return false;
    if (slot < (open.state.live >> 16u)) return true;
    return (live_mask[open.index * 8u + (slot >> 5u)] >> (slot & 31u) & 1u) != 0u;
}

uint session_of_rank(OpenCluster open, uint rank) {
    uint held = min(rank, 65534u), session = 0u;
    for (uint k = 0u; k < SESSION_ENDS; ++k) {
        uint end = open.state.session_end[k >> 1u] >> ((k & 1u) * 16u) & 65535u;
        session += held >= end ? 1u : 0u;
    }
    return session;
}

struct LiveDot {
    vec3 steps;        // place inside the cluster's box
    float diameter_mm; // healed width
    float strength;    // 0: nothing to draw
    float sigma2;      // extra blur, mm^2
    float stands_for;  // dots; 1 where every one is drawn, 0 beyond the cut
    uint layer;
    uint hash;         // of its identity
};

LiveDot live_dot(OpenCluster open, uint slot) {
    LiveDot result;
    uint identity = open.cluster.first + slot;
    Dot site = dots[identity];
    result.steps = dot_steps(site);
    result.hash = hash_pcg(identity);
    result.stands_for = 1.0;
    uint rank = dot_rank(site);
    vec3 offset = open.cluster.origin + open.cluster.step * result.steps - open.center;
    if (REDUCED) {
        float wanted = clamp(wanted_at(open.state.wanted[0], open.state.wanted[1], offset), float(rank) + 1.0, 65536.0);
        float stretch = wanted / detail_ranks(wanted, push.rank_cut);
        result.stands_for = detail_share(float(rank), push.rank_cut) * stretch;
        // It stands for ranks that other sessions may own: spread over all that are wanted, it takes its due place.
        rank = uint(detail_ranks(float(rank), push.rank_cut) * stretch);
    }
    if (HAIR) {
        result.diameter_mm = frame.look.hair_diameter_mm;
        result.strength = frame.look.hair_strength;
        result.sigma2 = 0.0;
        result.layer = 2u;
        return result;
    }
    TimeEntry entry = time_table.entries[(result.hash & (HALF_LIFE_CLASSES - 1u)) * MAX_SESSIONS + session_of_rank(open, rank)];
    float edge = edge_at(open.state.edge[0], open.state.edge[1], offset);
    result.diameter_mm = (open.diameter_mm + open.diameter_variation * dot_size_variation(site)) * (1.0 - edge * open.edge_narrower);
    result.strength = entry.strength * (1.0 + open.shade_variation * dot_shade_variation(site)) * (1.0 - edge * open.edge_lighter);
    result.sigma2 = entry.sigma2;
    result.layer = hash_unit(result.hash) < entry.shift ? 1u : 0u;  // the class took the lowest bits, this the others
    return result;
}

// Share of a dot drawn as a disc, the rest is splatted: rises with the radius on the screen, so no change of path is seen.
float disc_share(OpenCluster open, float depth) {
    return clamp(open.disc_rise / max(depth, open.near_mm) - open.disc_begin, 0.0, 1.0);
}

// Outward unit normal from the cluster's mean normal and curvature.
vec3 surface_normal(OpenCluster open, vec3 place) {
    vec3 offset = place - open.center;
    vec3 normal = open.normal + open.curvature * (offset - open.normal * dot(offset, open.normal));
    return normal * inversesqrt(dot(normal, normal));
}

// From root to tip, mm: `normal` is the skin's.
vec3 hair_shaft(OpenCluster open, uint hash, vec3 place, vec3 normal) {
    uint own = hash_pcg(hash);
    return hair_direction(open.hair_field, place, normal, own) * (open.hair_mm * hair_length_share(own));
}
#endif
