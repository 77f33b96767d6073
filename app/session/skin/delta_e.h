// How different two colours look, side by side.
#pragma once
#include <glm/glm.hpp>

namespace stipple::session {

// Linear sRGB (IEC 61966-2-1), 1 a white matt surface, to CIE 1976 L*a*b* under D65; negative values count as 0.
[[nodiscard]] glm::dvec3 lab_from_linear(const glm::dvec3& rgb);

// CIEDE2000 of two L*a*b* colours, kL = kC = kH = 1 (CIE 142-2001, in the form of Sharma, Wu and Dalal 2005). 1 is
// about the least that is seen side by side.
[[nodiscard]] double delta_e_2000(const glm::dvec3& first, const glm::dvec3& second);

}  // namespace stipple::session
