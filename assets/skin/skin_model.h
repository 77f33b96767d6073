// The colour of skin from what it is made of: an epidermis with melanin on a dermis with blood.
#pragma once
#include <span>
#include <vector>

#include "assets/skin/spectra.h"

namespace stipple::skin {

// What does not differ between people here. Epidermis of the scalp 0.07 to 0.12 mm; blood mostly in venules and capillaries, three quarters of
// it with oxygen (Jacques 1998); index of the bulk of skin. The dermis has no end: less than 1 % of the light gets deeper than the
// scalp's 5 mm.
inline constexpr double kEpidermisMm = 0.08, kSaturation = 0.75, kIndex = 1.4;

// Spectra of what is seen below the gloss (diffuse_reflectances, layers.h), of each share of melanosomes in the epidermis's volume (0 to 0.5)
// with each share of blood in the dermis's (0 to 0.5), those with the same melanin together.
[[nodiscard]] std::vector<Spectrum> reflectances(std::span<const double> melanosomes, std::span<const double> blood);

}  // namespace stipple::skin
