// Triangles for a hole laid out flat.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace stipple::scalp {

struct Patch {
    std::vector<glm::dvec2> places;        // the rim's first, in its order, then those inside
    std::vector<std::uint32_t> triangles;  // three a triangle, counter-clockwise
};

// Fills a polygon given counter-clockwise: its ears are cut, then points are set inside until triangles are as large as the rim's edges
// nearby (Liepa 2003, "Filling holes in meshes"), no edge shorter than about `finest`; edges are Delaunay's. A polygon that crosses
// itself gets a filling that overlaps itself there. Fewer than three points give no triangles.
[[nodiscard]] Patch fill_polygon(std::span<const glm::dvec2> rim, double finest);

}  // namespace stipple::scalp
