// Ears: what stands off the side of the head.
#pragma once
#include <array>

#include "depth_map.h"

namespace stipple::scalp {

struct Ear {
    bool found = false;
    double top = 0, bottom = 0, front = 0, back = 0;  // y and z, mm
    glm::dvec3 tragion{0};
};

// Side views of a head in (roughly) head axes: side 0 is the left. `surface` is |x| over (z, y) at 1.5 mm, `smooth` the same
// with the ears planed off.
struct SideViews {
    std::array<DepthMap, 2> surface, smooth;
};
[[nodiscard]] SideViews side_views(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions);

[[nodiscard]] Ear find_ear(const SideViews& views, int side);

}  // namespace stipple::scalp
