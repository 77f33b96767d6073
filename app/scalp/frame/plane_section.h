// Where a plane cuts the skin, and tape measures laid round it.
#pragma once
#include <glm/glm.hpp>
#include <utility>
#include <vector>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

struct Segment2 {
    glm::dvec2 a, b;
};

// Cuts skin triangles (vertices given in `positions`) with the plane through `origin`; u and v span it. Coordinates of
// the segments are lengths along u and v from the origin.
[[nodiscard]] std::vector<Segment2> plane_section(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions,
                                                  const glm::dvec3& origin, const glm::dvec3& u, const glm::dvec3& v);

// Convex hull, counter-clockwise.
[[nodiscard]] std::vector<glm::dvec2> convex_hull(std::vector<glm::dvec2> points);
[[nodiscard]] double perimeter(const std::vector<glm::dvec2>& hull);

// The way of a taut tape from `from` to `to` over the points, on the side of the line where `over` lies.
[[nodiscard]] std::vector<glm::dvec2> taut_way(const std::vector<glm::dvec2>& points, const glm::dvec2& from, const glm::dvec2& to, const glm::dvec2& over);
[[nodiscard]] double length_of(const std::vector<glm::dvec2>& way);

}  // namespace stipple::scalp
