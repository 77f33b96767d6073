// What skin is made of, by wavelength: how its parts absorb and scatter light, and how a spectrum looks.
#pragma once
#include <array>
#include <glm/glm.hpp>

namespace stipple::skin {

// 380 to 730 nm in steps of 10 nm. Of the light that is seen, less than 0.1 % lies beyond.
inline constexpr int kBands = 36;
[[nodiscard]] constexpr double wavelength_nm(int band) { return 380.0 + 10.0 * band; }
using Spectrum = std::array<double, kBands>;

// Absorption, per mm, of what fills a volume by itself. Bands hold the mean over their width where the curve is steep.
[[nodiscard]] double melanosome_per_mm(int band);  // Jacques 1998, omlc.org: 6.6e11 nm^-3.33 per cm
[[nodiscard]] double bloodless_per_mm(int band);   // the same: 0.244 + 85.3 exp(-(nm - 154) / 66.2) per cm
// Whole blood of 150 g haemoglobin a litre; `saturation`, 0 to 1, is the share of it that carries oxygen (Prahl's table, omlc.org, after
// Gratzer and Kollias).
[[nodiscard]] double blood_per_mm(int band, double saturation);
// Of one gram of bilirubin a litre (PhotochemCAD, Du et al. 1998: 55 000 per cm and mol/l at 451 nm).
[[nodiscard]] double bilirubin_per_mm(int band);

// Reduced scattering of skin, per mm: 46 per cm at 500 nm, falling with the power 1.421 of the wavelength: the mean of eight studies of skin
// (Jacques 2013, Phys. Med. Biol. 58, R37). With the 2.95 per mm of 3809 Swedes (J. Biomed. Opt. 28, 115001) the lightest tones would need
// less melanin than none.
[[nodiscard]] double reduced_scattering_per_mm(int band);
// Mean cosine of single scattering in skin, for all bands (Jacques 2013: 0.7 to 0.9).
inline constexpr double kAnisotropy = 0.8;

// Colour of a reflectance in daylight (CIE 1931 2 degree observer, D65) in linear sRGB; of a perfect white, (1, 1, 1).
[[nodiscard]] glm::dvec3 linear_srgb(const Spectrum& reflectance);

}  // namespace stipple::skin
