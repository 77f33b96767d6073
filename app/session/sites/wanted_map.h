// How many ranks of a site pool are wanted at every place of the chart: 16-bit numbers read with integer interpolation,
// so that the same design lights the same sites on every machine, and bounds of them over any piece of the chart.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "session/chart/chart_tiles.h"
#include "session/chart/shares.h"
#include "session/head/prepared_head.h"

namespace stipple::session {

class WantedMap {
  public:
    WantedMap();  // nothing is wanted anywhere

    // What was done to it by hand, values a texel; each may be empty. See PaintMap and CutOutMap.
    struct ByHand {
        std::span<const std::uint16_t> keep;  // kWholeKept for a factor of 1
        std::span<const std::uint16_t> add;   // kWholeAdded for `per_cm2` more, up to kMostPainted times that in all
        std::span<const std::uint16_t> cut;   // kWholeKept for a factor of 1, on all the rest
    };

    // Sets the texels of `tiles` to share x (1 - taken) x zone x `per_cm2`, in ranks of a pool that has `pool_per_cm2`
    // sites per cm2 when all are live; more is as much as all of it. Fields have a value a texel; `taken` may be empty
    // for none, and `zone` (kWholeZone for a factor of 1) for 1 everywhere, which gives the same bytes; what was done
    // by hand comes on top. Returns the tiles of which a byte changed.
    TileSet update(std::span<const std::uint16_t> share, std::span<const std::uint16_t> taken, double per_cm2,
                   double pool_per_cm2, const TileSet& tiles, std::span<const std::uint16_t> zone = {}, const ByHand& by_hand = {});

    struct Interval {
        std::uint32_t low = 0, high = 0;
    };
    // Smallest and largest value that at() can give for coordinates inside the footprint.
    [[nodiscard]] Interval bounds(const Footprint& footprint) const;
    // No place wants more.
    [[nodiscard]] std::uint32_t highest() const;

    [[nodiscard]] bool operator==(const WantedMap&) const = default;

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
        const std::uint16_t* top = &texels_[std::size_t(y) * side];
        const std::uint16_t* bottom = &texels_[std::size_t(y1) * side];
        const std::uint32_t a = top[x] * (steps - fx) + top[x1] * fx;
        const std::uint32_t b = bottom[x] * (steps - fx) + bottom[x1] * fx;
        const std::uint32_t value = (a * (steps - fy) + b * fy) >> (2 * shift);
        return value == 65535 ? shared::RANK_LEVELS : value;  // a full map lights the last rank too
    }

  private:
    struct Bounds {
        std::uint16_t low, high;
        [[nodiscard]] bool operator==(const Bounds&) const = default;
    };
    void bound_tile(int x, int y);

    static constexpr int kLevels = 4;                     // cells of 2, 4, 8 and 16 texels a side: up to a whole tile
    std::vector<std::uint16_t> texels_;
    std::array<std::vector<Bounds>, kLevels> levels_;
};

}  // namespace stipple::session
