// How different two colours look.
#pragma once
#include <glm/glm.hpp>

namespace stipple::session {

// CIEDE2000 of two colours in L*a*b* (D65), all its weights 1: about 1 is just seen side by side, 3 is a fair match.
[[nodiscard]] double delta_e2000(const glm::dvec3& first, const glm::dvec3& second);

}  // namespace stipple::session
