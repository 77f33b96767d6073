#include "chart_tiles.h"

#include <algorithm>
#include <cmath>

namespace stipple::session {

ChartTiles make_tiles(const scalp::ScalpChart& chart) {
    ChartTiles tiles;
    tiles.balls.resize(kTiles);
    for (int ty = 0; ty < kTilesASide; ++ty) {
        for (int tx = 0; tx < kTilesASide; ++tx) {
            const std::size_t first = first_texel(tx, ty);
            glm::vec3 low{1e30F}, high{-1e30F};
            const auto each = [&](auto visit) {
                for (int row = 0; row < kTileSide; ++row) {
                    for (int column = 0; column < kTileSide; ++column) {
                        const std::size_t texel = first + std::size_t(row) * scalp::kChartSide + std::size_t(column);
                        if (chart.hit[texel]) visit(texel);
                    }
                }
            };
            bool skin = false;
            each([&](std::size_t texel) {
                skin = true;
                low = glm::min(low, chart.position[texel]);
                high = glm::max(high, chart.position[texel]);
                if (chart.drawable[texel]) tiles.drawable.add(tx, ty);
                if (chart.scalp[texel]) tiles.scalp.add(tx, ty);
            });
            if (!skin) continue;
            TileBall& ball = tiles.balls[std::size_t(ty) * kTilesASide + std::size_t(tx)];
            ball.center = 0.5F * (low + high);
            float radius2 = 0;
            each([&](std::size_t texel) {
                const glm::vec3 off = chart.position[texel] - ball.center;
                radius2 = std::max(radius2, glm::dot(off, off));
            });
            ball.radius = std::sqrt(radius2);
        }
    }
    return tiles;
}

}  // namespace stipple::session
