// Colours of bare skin by tone.
#pragma once
#include <glm/glm.hpp>

namespace stipple::session {

// CIE 1976 L*a*b* under D65 to linear sRGB (IEC 61966-2-1).
[[nodiscard]] glm::vec3 linear_from_lab(const glm::vec3& lab);
// L*a*b* of bare scalp of skin.tone 1 to 10.
[[nodiscard]] glm::vec3 skin_lab(double tone);

}  // namespace stipple::session
