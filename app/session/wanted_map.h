// How many ranks of a site pool are wanted at every place of the chart: 16-bit numbers read with integer interpolation,
// so that the same design lights the same sites on every machine, and bounds of them over any piece of the chart.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "prepared_head.h"

namespace stipple::session {

class WantedMap {
  public:
    // `per_cm2` is one value a chart texel. `pool_per_cm2` is the density at which every site of the pool is live; more
    // is as much as all of it.
    WantedMap(std::span<const float> per_cm2, double pool_per_cm2);

    struct Interval {
        std::uint32_t low = 0, high = 0;
    };
    // Smallest and largest value that at() can give for coordinates inside the footprint.
    [[nodiscard]] Interval bounds(const Footprint& footprint) const;

    // Ranks below this number are live at the site.
    [[nodiscard]] std::uint32_t at(ChartCoordinate where) const {
        constexpr int side = scalp::kChartSide;
        constexpr int shift = 6;  // 65536 / kChartSide sub-texel steps
        constexpr int steps = 1 << shift;
        static_assert(side * steps == 65536);
        const int u = std::max(int(where.u) - steps / 2, 0), v = std::max(int(where.v) - steps / 2, 0);
        const int x = u >> shift, y = v >> shift;
        const std::uint32_t fx = std::uint32_t(u & (steps - 1)), fy = std::uint32_t(v & (steps - 1));
        const int x1 = std::min(x + 1, side - 1), y1 = std::min(y + 1, side - 1);
        const std::uint16_t* top = &levels_[0][std::size_t(y) * side];
        const std::uint16_t* bottom = &levels_[0][std::size_t(y1) * side];
        const std::uint32_t a = top[x] * (steps - fx) + top[x1] * fx;
        const std::uint32_t b = bottom[x] * (steps - fx) + bottom[x1] * fx;
        const std::uint32_t value = (a * (steps - fy) + b * fy) >> (2 * shift);
        return value == 65535 ? shared::RANK_LEVELS : value;  // a full map lights the last rank too
    }

  private:
    static constexpr int kLevels = 8;                          // 1024 .. 8 texels a side
    std::array<std::vector<std::uint16_t>, kLevels> levels_;   // level 0: the map; above: smallest values
    std::array<std::vector<std::uint16_t>, kLevels> highest_;  // levels 1 and above: largest values
};

}  // namespace stipple::session
