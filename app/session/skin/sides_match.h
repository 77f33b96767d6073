// How far treated scalp and the shaved sides of the same person differ in colour from where people stand to talk:
// neither dots nor stubble are seen one by one there (0.2 mm at 1.2 m is 0.6 arc minutes), so what meets the eye is
// their mean.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "session/hair/seam.h"
#include "session/pigment_now.h"

namespace stipple::session {

// CIEDE2000 from which a difference is just seen side by side, and from which across a distance between the two (1 and
// "2 to 3" are the usual figures for just noticeable and acceptable differences, since MacAdam and in print by ISO
// 12647; 3 is taken here).
inline constexpr double kJustSeen = 1, kSeenApart = 3;

// Linear RGB that skin sends back in even white light, gloss included, where light through what lies on and in it is
// left these shares after both crossings. Light that the surface throws back never met the pigment.
[[nodiscard]] glm::dvec3 seen_in_even_light(const shared::SkinLook& skin, const glm::dvec3& crossings);

// Dots and hairs on a piece of skin.
struct SkinCover {
    struct Part {
        double area_mm2 = 0, dots_per_cm2 = 0, hairs_per_cm2 = 0;
    };
    std::vector<Part> parts;  // of like density
    SeamInk ink;
    [[nodiscard]] double area_cm2() const;
    [[nodiscard]] Part mean() const;             // over the area
    [[nodiscard]] glm::dvec3 crossings() const;  // mean over the area of what is left of light
};

struct ComparedSkin {
    SkinCover treated, sides;
    bool natural = false;  // no own hair is left: sides are what this client's would be
    shared::SkinLook skin{};
};

struct SidesMatch {
    double delta_e = 0;  // CIEDE2000
    glm::dvec3 treated_lab{0}, sides_lab{0};
    bool natural = false;
    double treated_cm2 = 0, sides_cm2 = 0;  // skin looked at; sides 0 where natural
};
[[nodiscard]] SidesMatch match_of(const ComparedSkin& compared);
// What the difference means, after its figure and a colon: "not seen at conversation distance".
[[nodiscard]] std::string match_words(const SidesMatch& match);

// One value a chart texel each: what DesignCompiler says of a design. Dots and hairs per cm2.
struct ChartFields {
    std::vector<float> dots, hairs;
    std::span<const std::uint16_t> own, planned;
};

// Treated: behind the transition, where the loss is within a tenth of the most on a square centimetre and at least half
// as many dots are wanted as on the mean of it. Sides: where at most a tenth of that is lost.
inline constexpr std::size_t kMatchRegions = 3;
inline constexpr std::uint8_t kRegionTreated = 1, kRegionSides = 2;  // 0: neither
[[nodiscard]] RegionMap match_regions(const PreparedHead& head, const ChartFields& fields);

// Nothing where less than a square centimetre is treated. `shown` is the design after on_scan, `pigment` that of
// match_regions.
[[nodiscard]] std::optional<ComparedSkin> compared_skin(const model::Design& shown, const PreparedHead& head,
                                                        const ResolvedDesign& resolved, const ChartFields& fields,
                                                        const RegionMap& regions, std::span<const PigmentNow> pigment);

}  // namespace stipple::session
