// How plainly a parting shows where hair thins out but does not go: the thinned top against the hair beside it.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "seam.h"
#include "session/head/prepared_head.h"

namespace stipple::session {

// Thinned: at least half as much lost as where most is. Beside: at most a quarter of that, within the reach of the thinned skin.
// Shares and reach are choices: on the built-in head Ludwig thins 156 cm2 and 91 lie beside, Savin 13 to 119 and 19 to 89.
inline constexpr double kPartingReachMm = 30;

struct Parting {
    double thinned_cm2 = 0, beside_cm2 = 0;
    // Luminance of the thinned skin over that beside it, less 1, from afar and of hair as it lies: 0 is not seen at all.
    double contrast_without = 0, contrast_with = 0;  // dots
};

// Whether a word of hair.loss thins hair out all over a field, as women's loss does, and leaves no edge: Ludwig's and Savin's stages, diffuse and
// telogen loss.
[[nodiscard]] bool thins_diffusely(std::string_view loss);

// One value a chart texel, as of find_seam. Nothing where no more is lost in one place than in another, or less than a square centimetre is found.
[[nodiscard]] std::optional<Parting> find_parting(const PreparedHead& head, std::span<const float> dots_per_cm2, std::span<const float> hairs_per_cm2,
                                                  std::span<const std::uint16_t> own, std::span<const std::uint16_t> planned, const SeamInk& ink);

}  // namespace stipple::session
