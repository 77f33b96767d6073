// Brows and lashes, hair by hair: thin tapered ribbons, parts of their own beside the skin.
#pragma once
#include <vector>

#include "assets/bust/bust.h"
#include "assets/bust/head_field.h"
#include "assets/bust/look_warp.h"
#include "assets/bust/placement.h"

namespace stipple::bust {

// One hair from root to tip, points in the sculpture's axes; `radius` at the root, mm, fading to a point at the tip.
struct Hair {
    std::vector<dvec3> points;
    dvec3 facing;          // where the ribbon's broad side looks
    double radius, shade;  // shade 0..1, dark to lighter brown
    double grey = 0;       // 0..1, pigment lost
};

// Both sides; the two differ as if grown. Deterministic.
[[nodiscard]] std::vector<Hair> brow_hairs(const HeadField& field, const Look& look);
[[nodiscard]] std::vector<Hair> lash_hairs(const HeadField& field);

// Ribbons with normals as round as hairs, placed with the head: five triangles a hair where a prism takes sixteen, and
// they are drawn in every frame.
[[nodiscard]] BustPart hair_part(const char* name, const std::vector<Hair>& hairs, const Placement& placement);

}  // namespace stipple::bust
