// How much pigment lies in the skin at a design's time, summed over every live dot.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "model/design.h"
#include "resolved_design.h"
#include "session/head/prepared_head.h"

namespace stipple::session {

// Which of a few regions every kRegionStep-th texel of the chart belongs to, row by row; about 1 mm.
inline constexpr std::size_t kRegionStep = 3,
                             kRegionSide = (std::size_t(scalp::kChartSide) + kRegionStep - 1) / kRegionStep;
using RegionMap = std::vector<std::uint8_t>;  // empty: all in region 0

// The region of a place on the chart.
[[nodiscard]] inline std::size_t region_at(const RegionMap& regions, ChartCoordinate at) {
    if (regions.empty()) return 0;
    const auto texel = [](std::uint16_t x) { return std::size_t(x) * scalp::kChartSide / 65536 / kRegionStep; };
    return regions[texel(at.v) * kRegionSide + texel(at.u)];
}

// Of one region's live dots, in mm2 of full pigment.
struct PigmentNow {
    double pigment = 0, shifted = 0;  // healed area times strength now
    double width = 0, weight = 0;     // for the mean diameter, by ink
    double healed = 0;                // the same dots of the planned sessions, healed
    [[nodiscard]] double mean_diameter_mm() const { return weight > 0 ? width / weight : 0; }
    PigmentNow& operator+=(const PigmentNow& more);
};

// One a region, of `count`. `shown` is the design after on_scan.
[[nodiscard]] std::vector<PigmentNow> pigment_now(const model::Design& shown, const PreparedHead& head,
                                                  const ResolvedDesign& resolved, const RegionMap& regions = {},
                                                  std::size_t count = 1);

}  // namespace stipple::session
