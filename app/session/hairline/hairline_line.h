// The planned hairline laid on the skin of one head.
#pragma once
#include <glm/glm.hpp>
#include <vector>

#include "model/hairline.h"
#include "session/chart/skin_surface.h"
#include "session/head/prepared_head.h"

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
    std::size_t nape = 0;         // index of the neckline's middle
    double nape_mm = 0;           // below the inion, as the design has it
    // Where each of model::hairline_points lies, for handles.
    std::vector<glm::vec3> points;
    std::vector<ForeheadWalk> walks;  // to the points on the forehead beside the midline
};

// `last`, a result for the same head, only saves time.
[[nodiscard]] HairlineOnSkin lay_hairline(const model::Design& design, const PreparedHead& head,
                                          const HairlineOnSkin* last = nullptr);

// A landmark that every found head has, head axes, mm.
[[nodiscard]] glm::vec3 known_landmark(const PreparedHead& head, const char* name);

// The measures of this head that points depend on.
[[nodiscard]] model::HairlineFace hairline_face(const PreparedHead& head);

// The planned points alone, on the skin: quick enough for every mouse move.
[[nodiscard]] glm::vec3 forehead_point(const PreparedHead& head, double lateral_mm, double height_mm);
[[nodiscard]] glm::vec3 temple_point(const PreparedHead& head, bool left, double forward, double height_mm);
[[nodiscard]] glm::vec3 hairline_point(const PreparedHead& head, const model::HairlinePoint& point);

// From the glabella's level up the forehead along the skin, `lateral_mm` from the midline, at steps of about 1 mm.
[[nodiscard]] std::vector<glm::vec3> forehead_line(const PreparedHead& head, double lateral_mm, double height_mm);

// The coordinates that would put a point where `skin` is: lateral_mm and height_mm on the forehead, forward and height_mm on
// the temple. The mid-frontal point's lateral is 0 wherever `skin` is.
struct HairlineCoordinates {
    double across = 0, height_mm = 0;
};
[[nodiscard]] HairlineCoordinates hairline_coordinates(const PreparedHead& head, const model::HairlinePoint& point, const glm::vec3& skin);

}  // namespace stipple::session
