// Colours of lamps and skies from their correlated colour temperatures.
#pragma once
#include <glm/glm.hpp>

namespace stipple::session {

// CIE 1931 chromaticity x, y of a black body, 1000 to 15000 K: Krystek 1985, "An algorithm to calculate correlated colour
// temperature", Color Research and Application 10(1); within 0.0001 in u and v.
[[nodiscard]] glm::dvec2 planckian_xy(double kelvin);
// Of daylight, 4000 to 25000 K: CIE 015:2018, eq. 4.5 to 4.7.
[[nodiscard]] glm::dvec2 daylight_xy(double kelvin);

// Linear sRGB (IEC 61966-2-1, white D65) of luminance 1. What lies outside the gamut is clipped to it.
[[nodiscard]] glm::dvec3 linear_rgb(glm::dvec2 xy);

// Rec. 709: luminance of linear sRGB.
[[nodiscard]] double luminance_of(const glm::dvec3& rgb);

}  // namespace stipple::session
