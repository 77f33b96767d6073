// The colours of skin by melanin and blood, worked out when the program is built.
#pragma once
#include <array>
#include <glm/glm.hpp>

namespace stipple::skin {

// Places of the table: doublings of both shares above the least, three steps a doubling.
inline constexpr double kLeastMelanosomes = 0.0005, kLeastBlood = 0.0005;
inline constexpr int kStepsADoubling = 3, kMelaninPlaces = 31, kBloodPlaces = 28;  // up to 0.512 and 0.256
// log2 of linear sRGB, those with the same melanin together.
using SkinTable = std::array<glm::vec3, std::size_t(kMelaninPlaces) * kBloodPlaces>;

// Linear sRGB in daylight of what is seen below the gloss of skin, over white (see reflectances, skin_model.h), whose epidermis holds this
// share of melanosomes and whose dermis this share of blood, both by volume; held to the table's ends. Within 0.3 % of the model, and its
// slopes are continuous.
[[nodiscard]] glm::dvec3 albedo(double melanosomes, double blood);

// log2 of the factor on that, R, G, B, right above a vein (over_vein, skin_model.h); the same ends and slopes.
using VeinTable = std::array<glm::vec3, std::size_t(kMelaninPlaces)>;
[[nodiscard]] glm::dvec3 vein(double melanosomes);
// Sideways it fades about as a Gaussian of this sigma, mm, does: light on its way through the skin blurs what lies below it.
inline constexpr double kVeinSigmaMm = 1.4;

}  // namespace stipple::skin
