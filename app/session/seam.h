// Where the client's own hair ends and dots begin: how dark the scalp is on either side, and where it steps.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "prepared_head.h"
#include "resolved_design.h"

namespace stipple::session {

inline constexpr double kSeamBandMm = 5, kSeamReachMm = 20;

struct Seam {
    struct Band {
        double from_mm = 0;   // of the place where half of the own hair is left; below 0 on the hair's side. kSeamBandMm wide
        double area_cm2 = 0;
        double darkness = 0;  // share of bare skin's light, by luminance, that is not seen from afar
    };
    std::vector<Band> bands;   // from the hair's side on; only those with any skin
    double step_percent = 0;   // worst difference of neighbouring bands, of the mean of all
};

// What one dot, and one hair as seen from above, takes of a colour: mm2 of skin without light.
struct SeamInk {
    glm::dvec3 dot{0}, hair{0};
    glm::dvec3 peak{0};  // absorptance of a dot's middle
    glm::dvec3 weight{0};  // of a colour in the luminance of bare skin
    bool random_pattern = false;
};

// One value a chart texel: dots and hairs per cm2; share of the natural hair that is left and of the planned density behind the hairline, kWholeShare
// for all. Nothing where own hair has no boundary inside what is planned. Skin at the scalp's edge, where hair thins out anyway, is left out.
[[nodiscard]] std::optional<Seam> find_seam(const PreparedHead& head, std::span<const float> dots_per_cm2, std::span<const float> hairs_per_cm2,
                                            std::span<const std::uint16_t> own, std::span<const std::uint16_t> planned, const SeamInk& ink);

}  // namespace stipple::session
