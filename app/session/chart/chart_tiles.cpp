#include "chart_tiles.h"

#include <algorithm>
#include <cmath>

namespace stipple::session {

namespace {

// Balls around the skin of squares of `side` texels, row by row.
std::vector<TileBall> balls_of(const scalp::ScalpChart& chart, int side) {
    const int squares = scalp::kChartSide / side;
    std::vector<TileBall> balls(std::size_t(squares) * std::size_t(squares));
    for (int y = 0; y < squares; ++y) {
        for (int x = 0; x < squares; ++x) {
            const auto each = [&](auto visit) {
                for (int row = y * side; row < (y + 1) * side; ++row) {
                    for (int column = x * side; column < (x + 1) * side; ++column) {
                        const std::size_t texel = std::size_t(row) * scalp::kChartSide + std::size_t(column);
                        if (chart.hit[texel]) visit(chart.position[texel]);
                    }
                }
            };
            bool skin = false;
            glm::vec3 low{1e30F}, high{-1e30F};
            each([&](const glm::vec3& at) {
                skin = true;
                low = glm::min(low, at);
                high = glm::max(high, at);
            });
            if (!skin) continue;
            TileBall& ball = balls[std::size_t(y) * std::size_t(squares) + std::size_t(x)];
            ball.center = 0.5F * (low + high);
            float radius2 = 0;
            each([&](const glm::vec3& at) {
                const glm::vec3 off = at - ball.center;
                radius2 = std::max(radius2, glm::dot(off, off));
            });
            ball.radius = std::sqrt(radius2);
        }
    }
    return balls;
}

}  // namespace

ChartTiles make_tiles(const scalp::ScalpChart& chart) {
    ChartTiles tiles;
    for (int y = 0; y < scalp::kChartSide; ++y) {
        for (int x = 0; x < scalp::kChartSide; ++x) {
            const std::size_t texel = std::size_t(y) * scalp::kChartSide + std::size_t(x);
            if (!chart.hit[texel]) continue;
            if (chart.drawable[texel]) tiles.drawable.add(x / kTileSide, y / kTileSide);
            if (chart.scalp[texel]) tiles.scalp.add(x / kTileSide, y / kTileSide);
        }
    }
    tiles.balls = balls_of(chart, kTileSide);
    tiles.quarter_balls = balls_of(chart, 2 * kBlockSide);
    tiles.block_balls = balls_of(chart, kBlockSide);
    return tiles;
}

}  // namespace stipple::session
