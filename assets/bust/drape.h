// Lines given on the face as seen from the front, laid on the surface built so far.
#pragma once
#include <functional>
#include <vector>

#include "assets/bust/primitives.h"

namespace stipple::bust {

using Field = std::function<double(const dvec3&)>;

// z of the frontmost surface point over (x, y), searched from z = 150 back to z = 0. Throws std::logic_error when there
// is none: the numbers of the sculpture do not fit together then.
[[nodiscard]] double surface_z(const Field& field, double x, double y);

// (x, y, weight) -> (x, y, z on the surface, weight).
[[nodiscard]] std::vector<dvec4> draped(const Field& face, const std::vector<dvec3>& knots);

}  // namespace stipple::bust
