// The colour of skin from what it is made of: an epidermis with melanin on a dermis with blood.
#pragma once
#include <span>
#include <vector>

#include "assets/skin/spectra.h"
#include "assets/skin/vessel.h"

namespace stipple::skin {

// What does not differ between people here. Epidermis of the scalp 0.07 to 0.12 mm; blood mostly in venules and capillaries, three quarters of
// it with oxygen (Jacques 1998); index of the bulk of skin. The dermis has no end: less than 1 % of the light gets deeper than the
// scalp's 5 mm.
inline constexpr double kEpidermisMm = 0.08, kSaturation = 0.75, kIndex = 1.4;

// Spectra of what is seen below the gloss (diffuse_reflectances, layers.h), of each share of melanosomes in the epidermis's volume (0 to 0.5)
// with each share of blood in the dermis's (0 to 0.5), those with the same melanin together.
[[nodiscard]] std::vector<Spectrum> reflectances(std::span<const double> melanosomes, std::span<const double> blood);

// A vein that shows plainly: 2.5 mm wide below 0.95 mm of skin. Red falls by a fifth and green and blue hardly, so that it looks blue beside
// skin, though it sends back more red than blue (Kienle et al. 1996, Applied Optics 35:1151). Six tenths of its blood still carry oxygen (assumed; Kienle takes 47 %, superficial veins at rest have 60 to 75 %), and it scatters
// 2 per mm. The skin around it has this much blood.
inline constexpr double kVeinMm = 2.5, kVeinDepthMm = 2.2, kVeinSaturation = 0.6, kVeinScattering = 2, kVeinSkinBlood = 0.013;
[[nodiscard]] Vessel vein_at(int band);

// What is seen below the gloss squarely above it over what is seen beside it, by band, of each share of melanosomes in the epidermis. The
// epidermis lies over both: where it takes most of the light itself, or throws back much of what is seen, it hides the vein.
[[nodiscard]] std::vector<Spectrum> over_vein(std::span<const double> melanosomes);

}  // namespace stipple::skin
