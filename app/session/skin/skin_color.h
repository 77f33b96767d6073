// Colours of bare skin by tone, and what skin of a tone is made of.
#pragma once
#include <glm/glm.hpp>

namespace stipple::session {

// CIE 1976 L*a*b* under D65 to linear sRGB (IEC 61966-2-1); back: delta_e.h.
[[nodiscard]] glm::vec3 linear_from_lab(const glm::vec3& lab);

// L*a*b* that bare scalp of skin.tone 1 to 10 should have, measured as chromameters do: even light from everywhere, gloss included.
[[nodiscard]] glm::vec3 skin_lab(double tone);

// What smooth skin throws back at its surface, seen squarely: refractive index 1.51 (Yoshida 2013: cheek in vivo 1.51-1.53).
inline constexpr float kSurfaceReflectance = 0.04F;
// What is drawn of that on usual skin, which is rough: facets hide each other, and what they hide enters (about 0.033).
[[nodiscard]] float usual_gloss();
// In even light from everywhere: colour of skin with its gloss, from what is seen below the gloss, and back (at least 0.002 a colour).
[[nodiscard]] glm::vec3 with_gloss(const glm::vec3& below);
[[nodiscard]] glm::vec3 below_gloss(const glm::vec3& seen);

// What makes a tone: shares of the epidermis's volume that are melanosomes, of the dermis's that are blood (assets/skin/). Both
// change steadily with the tone, melanin only upwards. -1 to 10: between 1 and -1 there is ever less melanin.
struct SkinMixture {
    double melanosomes = 0, blood = 0;
};
[[nodiscard]] SkinMixture skin_mixture(double tone);
// Linear sRGB of what is seen of it below the gloss. With its gloss it is within a CIEDE2000 of 1 of skin_lab.
[[nodiscard]] glm::dvec3 skin_albedo(const SkinMixture& mixture);

// The tone, 1 to 10, whose colour with gloss looks most like this L*a*b*, and by how much (CIEDE2000) it does not.
struct NearestTone {
    double tone = 1, delta_e = 0;
};
[[nodiscard]] NearestTone nearest_tone(const glm::dvec3& lab);

}  // namespace stipple::session
