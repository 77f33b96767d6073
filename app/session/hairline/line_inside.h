// Which texels of the chart lie inside a closed line.
#pragma once
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "session/chart/chart_tiles.h"

namespace stipple::session {

// Row by row, the runs of texels whose centres the line goes round (even-odd rule), the line taken as straight between
// its points on the chart.
class LineInside {
  public:
    LineInside() : row_begin_(scalp::kChartSide + 1, 0) {}  // goes round nothing
    LineInside(const scalp::ChartProjection& projection, std::span<const glm::vec3> line);

    // inside[k] becomes 0xFFFF where texel (x + k, y) is inside, else 0.
    void read(int x, int y, std::uint16_t (&inside)[kTileSide]) const;
    // Adds every tile that has a texel inside one line and outside the other.
    static void differing(const LineInside& a, const LineInside& b, TileSet& tiles);

  private:
    // Ends of runs in rising order, row after row: inside from the first up to before the second, from the third ...
    [[nodiscard]] std::span<const std::int16_t> row(int y) const {
        return {ends_.data() + row_begin_[std::size_t(y)], ends_.data() + row_begin_[std::size_t(y) + 1]};
    }
    std::vector<std::int16_t> ends_;
    std::vector<std::uint32_t> row_begin_;
};

}  // namespace stipple::session
