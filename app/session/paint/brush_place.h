// Where a brush touches: from the skin under the mouse to the chart, and the brush's rim on the skin.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <vector>

#include "session/head/prepared_head.h"

namespace stipple::session {

struct BrushPlace {
    glm::vec3 skin{0};      // on the chart's skin, head axes, mm
    std::uint16_t u = 0, v = 0;  // as model::Dab has them
};

// Nothing where `visible`, a point of the head's surface, is none of the chart's: on ears, inside nostrils, on what lies over
// or under the skin; nor where neither dots nor hair can be, unless `anywhere`: marks are painted on the face, too.
[[nodiscard]] std::optional<BrushPlace> brush_place(const PreparedHead& head, const glm::vec3& visible, bool anywhere);
// The same place on the other side, if it has skin.
[[nodiscard]] std::optional<BrushPlace> mirrored(const PreparedHead& head, const BrushPlace& place);

// The rim of a brush: points `radius_mm` from `skin`, straight, as StrokeOnSkin measures; the last is the first. Where there
// is no skin, points are left out.
[[nodiscard]] std::vector<glm::vec3> brush_rim(const PreparedHead& head, const glm::vec3& skin, float radius_mm);

}  // namespace stipple::session
