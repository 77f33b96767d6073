// The hairline as an artist plans it: named points in landmark-relative coordinates, so that one design fits every head.
// The model knows no head: who has one lays the points on the skin (each says how), joins them with hairline_curve, and
// roughens the curve with HairlineIrregularity.
#pragma once
#include <array>
#include <glm/glm.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "design.h"

namespace stipple::model {

// Where on a head a point's two coordinates are measured.
enum class HairlineRegion {
    forehead,  // seen from the front: between the verticals through the outer canthi
    temple,    // seen from the side: from the frontotemporal apex down to the sideburn
};

// Forehead: go `lateral_mm` straight sideways from the glabella (person's left is positive, right negative), take the
// vertical plane through there (x constant), start on the skin at the glabella's level, and go `height_mm` up along the skin.
// Temple: seen from the side, `forward` is the share of the way from the tragion (0) to the outer canthus (1) measured
// along z, `height_mm` is straight up from the tragion's level; the point is the outermost skin there, on the left of the
// head when `lateral_mm` is positive and on the right when negative (only its sign counts).
struct HairlinePoint {
    std::string_view name;  // "mid-frontal point", "frontotemporal apex", "temple peak" ...: what a handle is labelled
    HairlineRegion region;
    double lateral_mm;
    double height_mm;
    double forward;  // temple only
};

// A person's measures the points depend on; defaults are an adult man's. All straight distances, mm.
struct HairlineFace {
    double pupil_lateral_mm = 31.5;    // half the distance between the pupils
    double canthus_lateral_mm = 47.0;  // half the distance between the outer canthi
    double glabella_up_mm = 44.0;      // height of the glabella above the tragions, Frankfurt plane level
};

// hairline.custom_mm measures moves along the temple in mm of a man's head: this many from tragion to outer canthus.
inline constexpr double kCanthusToTragionMm = 76.0;

inline constexpr int kHairlinePoints = 21;
inline constexpr int kMidFrontalPoint = kHairlinePoints / 2;  // index of the point on the midline

// The points from the person's right sideburn over the forehead to the left sideburn, the same number and meaning for every
// style. The mid-frontal point lies at hairline.height_mm exactly. Reads hairline.style, height_mm, recession_mm and, for
// the style custom, custom_mm. Only + - x / are used: the same on every machine.
[[nodiscard]] std::array<HairlinePoint, kHairlinePoints> hairline_points(const Design& design, const HairlineFace& face);

// A smooth curve (centripetal Catmull-Rom, Yuksel 2011: no loops, no overshoot) through points already on the skin, sampled
// every `spacing_mm` or a little closer, with the first and last points included; the caller puts the samples back on the
// skin. Needs at least 2 points, no two neighbours alike. `control` (if given) gets the sample index of each point.
[[nodiscard]] std::vector<glm::vec3> hairline_curve(std::span<const glm::vec3> points, float spacing_mm,
                                                    std::vector<int>* control = nullptr);

// What of a line's character its style brings along: hairline.wave_mm, jitter_mm, softness_mm and sentinels while they are automatic.
struct HairlineWaves {
    double wave_mm, jitter_mm, softness_mm, sentinels;
};
[[nodiscard]] HairlineWaves hairline_waves(const Design& design);

// The list for hairline.custom_mm which makes the style custom draw the line that `points` describe: how handles are
// dragged. `design` supplies height and recession.
[[nodiscard]] std::vector<double> custom_hairline(const Design& design, const HairlineFace& face,
                                                  std::span<const HairlinePoint> points);

}  // namespace stipple::model
