// How dot and follicle sites lie in memory: made once per head by the scalp code, read by every pass that draws dots.
#ifndef STIPPLE_SHARED_DOT_H
#define STIPPLE_SHARED_DOT_H
#include "types.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST uint CLUSTER_MAX_DOTS = 256u;
STIPPLE_CONST uint MAX_SESSIONS = 12u;         // up to 4 sessions and 8 touch-ups
STIPPLE_CONST uint HALF_LIFE_CLASSES = 32u;
STIPPLE_CONST uint RANK_LEVELS = 65536u;       // ranks are 16 bits; wanted density is a count of ranks, 0 .. RANK_LEVELS

// 8 bytes a site. Everything else about a dot follows from hash_pcg of its identity (its index in the site set).
struct Dot {
    uint position;         // steps inside the cluster's box: x bits 0-10, y bits 11-21, z bits 22-31
    uint rank_size_shade;  // rank bits 0-15, size variation bits 16-23, shade variation bits 24-31
};
STIPPLE_LAYOUT(Dot, 8);

// At most CLUSTER_MAX_DOTS sites of one octave of rank, in rank order, neighbours on the surface. Lengths in mm, head frame.
struct Cluster {
    vec3 origin;      // corner of the quantisation box
    uint first;       // index of the first dot
    vec3 step;        // mm per quantisation step along each axis
    uint count;
    vec3 center;      // of the bounding sphere
    float radius;
    vec3 normal;      // mean outward normal
    float cone_cos;   // every site's normal n has dot(n, normal) >= cone_cos
    float curvature;  // mean curvature, 1/mm: normal at p is about normalize(normal + curvature * (p - center) tangential part)
    uint octave;      // 0 is the sparsest
    uint pad0;
    uint pad1;
};
STIPPLE_LAYOUT(Cluster, 80);
STIPPLE_OFFSET(Cluster, center, 32);
STIPPLE_OFFSET(Cluster, curvature, 64);

// What one design makes of one cluster. Slots are dots in rank order. A slot is live when slot < live_certain, or when
// slot < live_possible and its bit is set in the live mask (8 words a cluster, bit i of word i / 32 is slot i).
struct ClusterState {
    uint live;            // live_possible bits 0-15, live_certain bits 16-31
    uint live_count;      // exact number of live slots
    uint session_end[6];  // session k owns slots below end k and at or above end k - 1; two 16-bit ends a word, low half first
};
STIPPLE_LAYOUT(ClusterState, 32);

STIPPLE_FUNCTION vec3 dot_position(Dot dot_, Cluster cluster) {
    vec3 steps = vec3(float(dot_.position & 2047u), float((dot_.position >> 11u) & 2047u), float(dot_.position >> 22u));
    return cluster.origin + cluster.step * steps;
}
STIPPLE_FUNCTION uint dot_rank(Dot dot_) { return dot_.rank_size_shade & 65535u; }
// Both variations run over [-1, 1] and are uniform: the design scales them.
STIPPLE_FUNCTION float dot_size_variation(Dot dot_) { return float((dot_.rank_size_shade >> 16u) & 255u) * (2.0f / 255.0f) - 1.0f; }
STIPPLE_FUNCTION float dot_shade_variation(Dot dot_) { return float(dot_.rank_size_shade >> 24u) * (2.0f / 255.0f) - 1.0f; }

STIPPLE_SHARED_END
#endif
