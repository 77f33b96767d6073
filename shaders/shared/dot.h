// How dot and follicle sites lie in memory: made once per head by the scalp code, read by every pass that draws dots.
#ifndef STIPPLE_SHARED_DOT_H
#define STIPPLE_SHARED_DOT_H
#include "types.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST uint CLUSTER_MAX_DOTS = 256u;
STIPPLE_CONST uint MAX_SESSIONS = 12u;  // up to 4 sessions and 8 touch-ups
STIPPLE_CONST uint HALF_LIFE_CLASSES = 32u;
STIPPLE_CONST uint RANK_LEVELS = 65536u;  // ranks are 16 bits; wanted density is a count of ranks, 0 .. RANK_LEVELS

// 8 bytes a site. Everything else about a dot follows from hash_pcg of its identity (its index in the site set).
struct Dot {
    uint position;         // steps inside the cluster's box: x bits 0-10, y bits 11-21, z bits 22-31
    uint rank_size_shade;  // rank bits 0-15, size variation bits 16-23, shade variation bits 24-31
};
STIPPLE_LAYOUT(Dot, 8);

// At most CLUSTER_MAX_DOTS sites of one octave of rank, in rank order, neighbours on the surface. Lengths in mm, head
// frame. Fields that share a word are read and written by the functions below.
struct Cluster {
    vec3 origin;      // corner of the quantisation box
    uint first;       // index of the first dot
    vec3 step;        // mm per quantisation step along each axis
    float radius;     // of a sphere around the box's middle that holds every site
    uint population;  // count bits 0-8, octave bits 9-15 (0 is the sparsest), rank of the first site bits 16-31
    uint normal;      // mean outward normal, octahedral, two 16-bit signed fractions
    uint shape;       // halves: low cone_cos, high curvature
};
STIPPLE_LAYOUT(Cluster, 44);
STIPPLE_OFFSET(Cluster, population, 32);

STIPPLE_FUNCTION uint cluster_count(Cluster cluster) { return cluster.population & 511u; }
STIPPLE_FUNCTION uint cluster_octave(Cluster cluster) { return cluster.population >> 9u & 127u; }
STIPPLE_FUNCTION uint cluster_first_rank(Cluster cluster) { return cluster.population >> 16u; }
STIPPLE_FUNCTION vec3 cluster_center(Cluster cluster) {
    return cluster.origin + cluster.step * vec3(1023.5f, 1023.5f, 511.5f);
}
// Octahedral map: Cigolle et al. 2014, "A Survey of Efficient Representations for Independent Unit Vectors", JCGT 3(2).
STIPPLE_FUNCTION vec3 cluster_normal(Cluster cluster) {
    vec2 folded = unpackSnorm2x16(cluster.normal);
    float z = 1.0f - abs(folded.x) - abs(folded.y);
    float under = max(-z, 0.0f);
    vec3 n = vec3(folded.x + (folded.x >= 0.0f ? -under : under), folded.y + (folded.y >= 0.0f ? -under : under), z);
    return n * inversesqrt(dot(n, n));
}
// Every site's normal n has dot(n, cluster_normal) >= this.
STIPPLE_FUNCTION float cluster_cone_cos(Cluster cluster) { return unpackHalf2x16(cluster.shape).x; }
// Mean curvature, 1/mm: the normal at p is about that of n + curvature * (tangential part of p - center).
STIPPLE_FUNCTION float cluster_curvature(Cluster cluster) { return unpackHalf2x16(cluster.shape).y; }

// What one design makes of one cluster. Slots are dots in rank order. A slot is live when slot < live_certain, or when
// slot < live_possible and its bit is set in the live mask (8 words a cluster, bit i of word i / 32 is slot i).
struct ClusterState {
    uint live;            // live_possible bits 0-15, live_certain bits 16-31
    uint live_count;      // exact number of live slots
    uint session_end[6];  // session k owns ranks below end k and at or above end k - 1; two 16-bit ends a word, low
                          // half first; the last session in use and all after it end at 65535 and own every rank above
    uint wanted[2];  // ranks wanted over the cluster, a plane: see wanted_at
    uint edge[2];    // how near the hairline is, a plane: see edge_at
};
STIPPLE_LAYOUT(ClusterState, 48);

// Ranks below wanted_at(p) are live at p, mm from the cluster's centre: exact where the wish is even, a plane fitted to
// it where it changes. Only levels of detail read it; which dots are live the mask says.
STIPPLE_FUNCTION float wanted_at(uint low, uint high, vec3 from_center) {
    vec2 head_ = unpackHalf2x16(low), tail = unpackHalf2x16(high);
    return 65536.0f * (head_.x + dot(vec3(head_.y, tail.x, tail.y), from_center));
}

// At p, mm from the cluster's centre: 1 at the hairline, falling evenly to 0 where its transition ends. Dots there are smaller and
// lighter; see DotLook::edge_narrower.
STIPPLE_FUNCTION float edge_at(uint low, uint high, vec3 from_center) {
    vec2 head_ = unpackHalf2x16(low), tail = unpackHalf2x16(high);
    return clamp(head_.x + dot(vec3(head_.y, tail.x, tail.y), from_center), 0.0f, 1.0f);
}

STIPPLE_FUNCTION vec3 dot_steps(Dot dot_) {
    return vec3(float(dot_.position & 2047u), float((dot_.position >> 11u) & 2047u), float(dot_.position >> 22u));
}
STIPPLE_FUNCTION vec3 dot_position(Dot dot_, Cluster cluster) {
    return cluster.origin + cluster.step * dot_steps(dot_);
}
STIPPLE_FUNCTION uint dot_rank(Dot dot_) { return dot_.rank_size_shade & 65535u; }
// Both variations run over [-1, 1] and are uniform: the design scales them.
STIPPLE_FUNCTION float dot_size_variation(Dot dot_) {
    return float((dot_.rank_size_shade >> 16u) & 255u) * (2.0f / 255.0f) - 1.0f;
}
STIPPLE_FUNCTION float dot_shade_variation(Dot dot_) {
    return float(dot_.rank_size_shade >> 24u) * (2.0f / 255.0f) - 1.0f;
}

#ifdef __cplusplus
STIPPLE_FUNCTION void set_population(Cluster& cluster, uint count, uint octave, uint first_rank) {
    cluster.population = count | octave << 9u | first_rank << 16u;
}
STIPPLE_FUNCTION void set_normal(Cluster& cluster, vec3 unit) {
    float scale = 1.0f / (glm::abs(unit.x) + glm::abs(unit.y) + glm::abs(unit.z));
    vec2 flat(unit.x * scale, unit.y * scale);
    if (unit.z < 0)
        flat = vec2((1.0f - glm::abs(flat.y)) * (flat.x >= 0 ? 1.0f : -1.0f),
                    (1.0f - glm::abs(flat.x)) * (flat.y >= 0 ? 1.0f : -1.0f));
    cluster.normal = packSnorm2x16(flat);
}
// The cone is kept a little wide: halves and the packed normal are inexact.
STIPPLE_FUNCTION void set_shape(Cluster& cluster, float cone_cos, float curvature) {
    cluster.shape = packHalf2x16(vec2(max(cone_cos - 1.5e-3f, -1.0f), curvature));
}
// `ranks` at the centre and their change per mm; both in ranks.
STIPPLE_FUNCTION void set_wanted(ClusterState& state, float ranks, vec3 per_mm) {
    vec3 slope = per_mm * (1.0f / 65536.0f);
    state.wanted[0] = packHalf2x16(vec2(ranks * (1.0f / 65536.0f), slope.x));
    state.wanted[1] = packHalf2x16(vec2(slope.y, slope.z));
}
// The plane of edge_at, before it is cut off at 0 and 1.
STIPPLE_FUNCTION void set_edge(ClusterState& state, float at_center, vec3 per_mm) {
    state.edge[0] = packHalf2x16(vec2(at_center, per_mm.x));
    state.edge[1] = packHalf2x16(vec2(per_mm.y, per_mm.z));
}
STIPPLE_FUNCTION uint session_end_of(const ClusterState& state, uint session) {
    return state.session_end[session >> 1u] >> ((session & 1u) * 16u) & 65535u;
}
STIPPLE_FUNCTION void set_session_end(ClusterState& state, uint session, uint rank) {
    uint& word = state.session_end[session >> 1u];
    word = (session & 1u) != 0u ? (word & 0x0000FFFFu) | rank << 16u : (word & 0xFFFF0000u) | rank;
}
#endif

STIPPLE_SHARED_END
#endif
