// Where the client's own hair ends and dots begin: how dark the scalp is on either side, and where it steps.
#pragma once
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "session/head/prepared_head.h"
#include "session/pigment_now.h"
#include "session/resolved_design.h"

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

// Of pigment in a piece of skin that `dots` were planned for, and of a hair that covers so much of it.
[[nodiscard]] SeamInk seam_ink(const shared::DotLook& look, const shared::SkinLook& skin, const PigmentNow& pigment, double dots, double hair_mm2);
// What a hair whose angle to the skin has this tangent covers as seen from straight above, mm2.
[[nodiscard]] double hair_area_mm2(const shared::DotLook& look, double lean);

// Points on the skin, and how far the nearest lies from a place.
class PlacesNear {
  public:
    explicit PlacesNear(double reach_mm) : cell_mm_(float(reach_mm)) {}
    void add(const glm::vec3& p) { cells_[key(cell(p))].push_back(p); }
    // Beyond the reach: at least the reach.
    [[nodiscard]] float distance(const glm::vec3& p) const;
    [[nodiscard]] bool empty() const { return cells_.empty(); }

  private:
    [[nodiscard]] glm::ivec3 cell(const glm::vec3& p) const { return glm::ivec3(glm::floor(p / cell_mm_)); }
    static std::uint64_t key(const glm::ivec3& c) {
        const auto part = [](int x) { return std::uint64_t(x + (1 << 20)); };
        return part(c.x) | part(c.y) << 21U | part(c.z) << 42U;
    }
    float cell_mm_;
    std::unordered_map<std::uint64_t, std::vector<glm::vec3>> cells_;
};

// Share of light, by colour, that is left after it crossed dots and hairs both ways, seen from afar where so many lie.
[[nodiscard]] glm::dvec3 both_crossings(float dots_per_cm2, float hairs_per_cm2, const SeamInk& ink);
// Of bare skin's luminance, as a share, what is seen from afar where so many dots and hairs lie.
[[nodiscard]] double light_left(float dots_per_cm2, float hairs_per_cm2, const SeamInk& ink);
// Whether a texel lies well inside the hairline and the scalp's edge, where hair thins out anyway.
[[nodiscard]] bool well_inside(const PreparedHead& head, std::span<const std::uint16_t> planned, std::size_t texel);

// One value a chart texel: dots and hairs per cm2; share of the natural hair that is left and of the planned density behind the hairline, kWholeShare
// for all. Nothing where own hair has no boundary inside what is planned. Skin at the scalp's edge, where hair thins out anyway, is left out.
[[nodiscard]] std::optional<Seam> find_seam(const PreparedHead& head, std::span<const float> dots_per_cm2, std::span<const float> hairs_per_cm2,
                                            std::span<const std::uint16_t> own, std::span<const std::uint16_t> planned, const SeamInk& ink);

}  // namespace stipple::session
