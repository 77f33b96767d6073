// The planned hairline laid on the skin of one head.
#pragma once
#include <glm/glm.hpp>
#include <vector>

#include "model/design.h"
#include "prepared_head.h"
#include "skin_surface.h"

namespace stipple::session {

// A walk from the glabella's height up the forehead, in steps of about 1 mm, as far as it was needed.
struct ForeheadWalk {
    double lateral_mm = 0;  // from the midline
    float start_x = 0;      // head axes, mm: kept all the way up
    std::vector<SkinPoint> points;
    std::vector<float> walked_mm;  // from each point to the next
};

struct HairlineOnSkin {
    // Closed, head axes, mm, at most 1 mm apart: from the right sideburn over the forehead to the left one, round the
    // left ear, along the nape and round the right ear.
    std::vector<glm::vec3> line;
    std::size_t mid_frontal = 0;  // index of the point at hairline.height_mm on the midline
    std::size_t front_end = 0;    // one past the left sideburn: what follows bounds ears and nape
    // Where each of model::hairline_points lies, for handles.
    std::vector<glm::vec3> points;
    std::vector<ForeheadWalk> walks;  // to the points on the forehead beside the midline
};

// `last`, a result for the same head, only saves time.
[[nodiscard]] HairlineOnSkin lay_hairline(const model::Design& design, const PreparedHead& head,
                                          const HairlineOnSkin* last = nullptr);

// The planned points alone, on the skin: quick enough for every mouse move.
[[nodiscard]] glm::vec3 forehead_point(const PreparedHead& head, double lateral_mm, double height_mm);
[[nodiscard]] glm::vec3 temple_point(const PreparedHead& head, bool left, double forward, double height_mm);

}  // namespace stipple::session
