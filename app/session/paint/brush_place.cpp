#include "brush_place.h"

#include <algorithm>
#include <cmath>

#include "session/chart/skin_surface.h"

namespace stipple::session {
namespace {

constexpr float kOffSkinMm = 3;  // the drawn mesh may lie so far from the chart's own, no ear does

}  // namespace

std::optional<BrushPlace> brush_place(const PreparedHead& head, const glm::vec3& visible, bool anywhere) {
    const glm::vec2 uv = head.chart.projection.project(visible);
    const auto skin = skin_at(head.chart, uv);
    if (!skin || glm::distance(skin->position, visible) > kOffSkinMm) return std::nullopt;
    const std::size_t texel = std::size_t(uv.y * scalp::kChartSide) * scalp::kChartSide + std::size_t(uv.x * scalp::kChartSide);
    if (!anywhere && !head.chart.drawable[texel] && !head.chart.scalp[texel]) return std::nullopt;
    const auto whole = [](float x) { return std::uint16_t(std::clamp(x * 65536.0F, 0.0F, 65535.0F)); };
    return BrushPlace{skin->position, whole(uv.x), whole(uv.y)};
}

std::optional<BrushPlace> mirrored(const PreparedHead& head, const BrushPlace& place) {
    const int u = 65536 - int(place.u);
    const auto skin = skin_at(head.chart, glm::vec2(float(u), float(place.v)) / 65536.0F);
    if (!skin) return std::nullopt;
    return BrushPlace{skin->position, std::uint16_t(std::min(u, 65535)), place.v};
}

std::vector<glm::vec3> brush_rim(const PreparedHead& head, const glm::vec3& skin, float radius_mm) {
    constexpr int kPoints = 72;
    std::vector<glm::vec3> rim;
    const auto middle = skin_below(head.chart, skin);
    if (!middle) return rim;
    const glm::vec3 normal = middle->normal;
    const glm::vec3 side = glm::normalize(glm::cross(normal, std::abs(normal.y) < 0.9F ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0)));
    const glm::vec3 up = glm::cross(normal, side);
    for (int i = 0; i <= kPoints; ++i) {
        const float angle = 6.2831853F * float(i % kPoints) / float(kPoints);
        glm::vec3 off = radius_mm * (std::cos(angle) * side + std::sin(angle) * up);
        for (int round = 0; round < 8; ++round) {
            const auto at = skin_below(head.chart, skin + off);
            if (!at) break;
            off = at->position - skin;
            const float away = glm::length(off);
            if (away > 0 && std::abs(away - radius_mm) < 0.005F * radius_mm) {
                rim.push_back(at->position);
                break;
            }
            off *= radius_mm / std::max(away, 0.1F * radius_mm);
        }
    }
    return rim;
}

}  // namespace stipple::session
