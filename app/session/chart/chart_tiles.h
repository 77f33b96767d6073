// The chart in square tiles: the pieces in which fields on it are made anew after an edit.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "scalp/chart.h"

namespace stipple::session {

inline constexpr int kTileSide = 16;  // texels, about 5 mm
inline constexpr int kTilesASide = scalp::kChartSide / kTileSide;
inline constexpr int kTiles = kTilesASide * kTilesASide;
static_assert(kTilesASide == 64, "a row of tiles is a word of TileSet");

class TileSet {
  public:
    void add(int x, int y) { rows_[std::size_t(y)] |= std::uint64_t(1) << x; }
    [[nodiscard]] bool has(int x, int y) const { return (rows_[std::size_t(y)] >> x & 1U) != 0; }
    // Tiles x0 .. x1, y0 .. y1, both ends included.
    void add(int x0, int y0, int x1, int y1) {
        for (int y = y0; y <= y1; ++y) rows_[std::size_t(y)] |= columns(x0, x1);
    }
    [[nodiscard]] bool any(int x0, int y0, int x1, int y1) const {
        std::uint64_t found = 0;
        for (int y = y0; y <= y1; ++y) found |= rows_[std::size_t(y)];
        return (found & columns(x0, x1)) != 0;
    }
    [[nodiscard]] bool empty() const {
        std::uint64_t found = 0;
        for (const std::uint64_t row : rows_) found |= row;
        return found == 0;
    }
    TileSet& operator|=(const TileSet& other) {
        for (std::size_t y = 0; y < rows_.size(); ++y) rows_[y] |= other.rows_[y];
        return *this;
    }
    TileSet& operator&=(const TileSet& other) {
        for (std::size_t y = 0; y < rows_.size(); ++y) rows_[y] &= other.rows_[y];
        return *this;
    }
    // visit(x, y) for every tile, row by row.
    template <class Visit>
    void each(Visit visit) const {
        for (int y = 0; y < kTilesASide; ++y) {
            for (std::uint64_t row = rows_[std::size_t(y)]; row != 0; row &= row - 1) visit(std::countr_zero(row), y);
        }
    }
    [[nodiscard]] bool operator==(const TileSet&) const = default;

  private:
    static std::uint64_t columns(int x0, int x1) {
        return (~std::uint64_t(0) >> (63 - x1)) & (~std::uint64_t(0) << x0);
    }
    std::array<std::uint64_t, kTilesASide> rows_{};
};

// A tile in blocks of 4 x 4 texels, four of them in each quarter.
inline constexpr int kBlockSide = 4;
inline constexpr int kBlocksASide = scalp::kChartSide / kBlockSide;

// A ball around the skin of a tile, a quarter or a block of one, head axes, mm.
struct TileBall {
    glm::vec3 center{0};
    float radius = 0;
};

struct ChartTiles {
    TileSet drawable, scalp;  // tiles with at least one texel of the mask
    // Row by row; of those without skin nothing is said.
    std::vector<TileBall> balls;          // kTiles
    std::vector<TileBall> quarter_balls;  // (kBlocksASide / 2)^2
    std::vector<TileBall> block_balls;    // kBlocksASide^2
};
[[nodiscard]] ChartTiles make_tiles(const scalp::ScalpChart& chart);

inline std::size_t first_texel(int tile_x, int tile_y) {
    return std::size_t(tile_y) * kTileSide * scalp::kChartSide + std::size_t(tile_x) * kTileSide;
}

}  // namespace stipple::session
