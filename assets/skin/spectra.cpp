#include "assets/skin/spectra.h"

#include <cmath>

namespace stipple::skin {
namespace {

// Power of daylight D65 (relative) and the 2 degree observer, CIE 15:2004; extinction of oxygenated and of bare haemoglobin, per cm and mol/l,
// by S. Prahl (omlc.org/spectra/hemoglobin), weighted over +-10 nm by a triangle, since it changes much within a band; and of bilirubin.
struct Row {
    int nm;
    double daylight, x, y, z, oxygenated, bare, bilirubin;
};
constexpr std::array<Row, kBands> kRows{{
    {380, 49.9755, 0.001368, 0.000039, 0.00645, 114584, 146731, 11551},
    {390, 54.6482, 0.004243, 0.00012, 0.02005, 172444, 171719, 16334},
    {400, 82.7549, 0.01431, 0.000396, 0.06785, 273090, 226804, 23223},
    {410, 91.486, 0.04351, 0.00121, 0.2074, 444827, 306012, 30831},
    {420, 93.4318, 0.13438, 0.004, 0.6456, 454787, 409850, 39293},
    {430, 86.6823, 0.2839, 0.0116, 1.3856, 250500, 516197, 46801},
    {440, 104.865, 0.34828, 0.023, 1.74706, 110714, 412766, 52109},
    {450, 117.008, 0.3362, 0.038, 1.77211, 64380, 131858, 54889},
    {460, 117.812, 0.2908, 0.06, 1.6692, 44822, 25689, 53869},
    {470, 114.861, 0.19536, 0.09098, 1.28764, 33597, 16534, 46188},
    {480, 115.923, 0.09564, 0.13902, 0.81295, 26971, 14932, 29636},
    {490, 108.811, 0.03201, 0.20802, 0.46518, 23595, 16863, 14025},
    {500, 109.354, 0.0049, 0.323, 0.272, 21071, 20921, 4767},
    {510, 107.802, 0.0093, 0.503, 0.1582, 20313, 25904, 1299},
    {520, 104.79, 0.06327, 0.71, 0.07825, 25186, 31782, 340},
    {530, 107.689, 0.1655, 0.862, 0.04216, 39749, 39020, 129},
    {540, 104.405, 0.2904, 0.954, 0.0203, 51034, 46624, 0},
    {550, 104.046, 0.43345, 0.99495, 0.00875, 43215, 52861, 0},
    {560, 100.0, 0.5945, 0.995, 0.0039, 34361, 52710, 0},
    {570, 96.3342, 0.7621, 0.952, 0.0021, 44621, 45209, 0},
    {580, 95.788, 0.9163, 0.87, 0.00165, 45678, 37140, 0},
    {590, 88.6856, 1.0263, 0.757, 0.0011, 16969, 27803, 0},
    {600, 90.0062, 1.0622, 0.631, 0.0008, 3966, 15893, 0},
    {610, 89.5991, 1.0026, 0.503, 0.00034, 1551, 9668, 0},
    {620, 87.6987, 0.85445, 0.381, 0.00019, 951, 6620, 0},
    {630, 83.2886, 0.6424, 0.265, 0.00005, 617, 5187, 0},
    {640, 83.6992, 0.4479, 0.175, 0.00002, 446, 4350, 0},
    {650, 80.0268, 0.2835, 0.107, 0, 369, 3753, 0},
    {660, 80.2146, 0.1649, 0.061, 0, 322, 3238, 0},
    {670, 82.2778, 0.0874, 0.032, 0, 294, 2798, 0},
    {680, 78.2842, 0.04677, 0.017, 0, 278, 2408, 0},
    {690, 69.7213, 0.0227, 0.00821, 0, 277, 2065, 0},
    {700, 71.6091, 0.011359, 0.004102, 0, 290, 1793, 0},
    {710, 74.349, 0.00579, 0.002091, 0, 314, 1544, 0},
    {720, 61.604, 0.002899, 0.001047, 0, 348, 1327, 0},
    {730, 69.8856, 0.00144, 0.00052, 0, 391, 1141, 0},
}};

constexpr double kLn10 = 2.302585092994046;
constexpr double kHaemoglobinGramsPerMol = 64500, kHaemoglobinGramsPerLitre = 150, kBilirubinGramsPerMol = 584.7;

const Row& row(int band) { return kRows[std::size_t(band)]; }

}  // namespace

double melanosome_per_mm(int band) { return 0.1 * 6.6e11 * std::pow(wavelength_nm(band), -3.33); }

double bloodless_per_mm(int band) { return 0.1 * (0.244 + 85.3 * std::exp(-(wavelength_nm(band) - 154) / 66.2)); }

double blood_per_mm(int band, double saturation) {
    const double extinction = saturation * row(band).oxygenated + (1 - saturation) * row(band).bare;
    return 0.1 * kLn10 * extinction * kHaemoglobinGramsPerLitre / kHaemoglobinGramsPerMol;
}

double bilirubin_per_mm(int band) { return 0.1 * kLn10 * row(band).bilirubin / kBilirubinGramsPerMol; }

double reduced_scattering_per_mm(int band) { return 4.6 * std::pow(wavelength_nm(band) / 500, -1.421); }

glm::dvec3 linear_srgb(const Spectrum& reflectance) {
    glm::dvec3 seen(0), white(0);
    for (int band = 0; band < kBands; ++band) {
        const glm::dvec3 weight = row(band).daylight * glm::dvec3(row(band).x, row(band).y, row(band).z);
        white += weight;
        seen += reflectance[std::size_t(band)] * weight;
    }
    // Sums over bands miss the white point by a few parts in 10 000: a white reflectance has to be white.
    const glm::dvec3 c = seen / white * glm::dvec3(0.95047, 1.0, 1.08883);
    // IEC 61966-2-1
    return {3.2404542 * c.x - 1.5371385 * c.y - 0.4985314 * c.z, -0.9692660 * c.x + 1.8760108 * c.y + 0.0415560 * c.z,
            0.0556434 * c.x - 0.2040259 * c.y + 1.0572252 * c.z};
}

}  // namespace stipple::skin
