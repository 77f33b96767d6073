// Holes in the skin of a scan: where they are, and what fills them.
#pragma once
#include <atomic>
#include <vector>

#include "repair_report.h"
#include "repair_skin.h"
#include "scalp/head.h"
#include "scalp/scalp_region.h"

namespace stipple::scalp {

// One filled hole, in head axes, mm. Its first vertices lie on the rim, at positions the mesh has already.
struct Filling {
    std::vector<std::uint32_t> rim;        // vertices of the mesh, one for each of the first positions
    std::vector<glm::vec3> positions;
    std::vector<std::uint32_t> triangles;  // three a triangle, wound outwards
    double area_mm2 = 0;
};

// Fillings for the holes in the skin of scalp, forehead, cheeks and neck, and for slits narrower than 4 mm anywhere; never for eyes,
// ears, nostrils, mouth and the open neck. The surface around a hole goes on into it with its curvature: a thin plate in
// distances from the centre of the sphere that fits there best. `head` needs positions, indices, submeshes and a frame with its
// landmarks; `skin` and `region` are its own. Adds to `report`. Throws Cancelled when `cancel` is set.
[[nodiscard]] std::vector<Filling> fill_holes(const Head& head, const RepairSkin& skin, const ScalpRegion& region, RepairReport& report, const std::atomic<bool>* cancel = nullptr);

}  // namespace stipple::scalp
