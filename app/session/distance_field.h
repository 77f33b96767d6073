// Signed distance along the skin to a closed line, on the chart.
#pragma once
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "scalp/chart.h"

namespace stipple::session {

// One value a chart texel, mm, positive inside the closed line (the side of the chart's pole) and negative outside.
// Straight-line distance to the nearest piece of the line, which differs from the way along the skin by less than 0.2
// mm up to 30 mm. Texels without skin get -1000. `line` holds points on the skin about 1 mm apart, the last joined to
// the first.
[[nodiscard]] std::vector<float> signed_distance(const scalp::ScalpChart& chart, std::span<const glm::vec3> line);

}  // namespace stipple::session
