// Tape measures laid on plane curves: a taut tape spans the convex hull.
#pragma once
#include <glm/glm.hpp>
#include <vector>

namespace stipple::bust {

using glm::dvec2;

// Corners of the convex hull, counter-clockwise.
[[nodiscard]] std::vector<dvec2> convex_hull(std::vector<dvec2> points);
[[nodiscard]] double perimeter(const std::vector<dvec2>& hull);

// The way a taut tape takes from `from` to `to` over those of the points that lie left of the straight way.
[[nodiscard]] std::vector<dvec2> taut_way(const std::vector<dvec2>& points, const dvec2& from, const dvec2& to);
[[nodiscard]] double way_length(const std::vector<dvec2>& way);

// How far along the way it reaches farthest in the direction `along` (unit): the middle between the two places that lie
// `below` less far, which a flat top does not shift as it would the one farthest corner.
[[nodiscard]] double way_to_summit(const std::vector<dvec2>& way, const dvec2& along, double below);

}  // namespace stipple::bust
