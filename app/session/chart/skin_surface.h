// The skin as a chart gives it: points, normals and areas between texels.
#pragma once
#include <glm/glm.hpp>
#include <optional>

#include "scalp/chart.h"

namespace stipple::session {

struct SkinPoint {
    glm::vec3 position{0};  // head axes, mm
    glm::vec3 normal{0};    // outward, unit
};

// Bilinear between texel centres; nothing where one of the four texels has no skin.
[[nodiscard]] std::optional<SkinPoint> skin_at(const scalp::ScalpChart& chart, const glm::vec2& uv);

// The skin met by the ray from the chart's centre through `position`.
[[nodiscard]] std::optional<SkinPoint> skin_below(const scalp::ScalpChart& chart, const glm::vec3& position);

}  // namespace stipple::session
