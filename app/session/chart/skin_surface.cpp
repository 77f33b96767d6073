#include "skin_surface.h"

#include <cmath>

namespace stipple::session {

std::optional<SkinPoint> skin_at(const scalp::ScalpChart& chart, const glm::vec2& uv) {
    constexpr int side = scalp::kChartSide;
    const float x = uv.x * side - 0.5F, y = uv.y * side - 0.5F;
    if (!(x >= 0 && y >= 0 && x < side - 1 && y < side - 1)) return std::nullopt;
    const int column = int(x), row = int(y);
    const float fx = x - float(column), fy = y - float(row);
    const float weights[4] = {(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy};
    SkinPoint point;
    for (int corner = 0; corner < 4; ++corner) {
        const std::size_t texel = std::size_t(row + corner / 2) * side + std::size_t(column + corner % 2);
        if (!chart.hit[texel]) return std::nullopt;
        point.position += weights[corner] * chart.position[texel];
        point.normal += weights[corner] * chart.normal[texel];
    }
    const float length = std::sqrt(glm::dot(point.normal, point.normal));
    if (!(length > 0)) return std::nullopt;
    point.normal /= length;
    return point;
}

std::optional<SkinPoint> skin_below(const scalp::ScalpChart& chart, const glm::vec3& position) {
    return skin_at(chart, chart.projection.project(position));
}

}  // namespace stipple::session
