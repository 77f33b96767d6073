// The scar a strip transplant (FUT) leaves: a line across the back of the head, laid on the skin.
#pragma once
#include <glm/glm.hpp>
#include <vector>

namespace stipple::session {

struct PreparedHead;

// The cut of a plane that holds the left-right axis: it rises forwards over the ears, which seen from behind is a slight smile.
struct OccipitalPlane {
    glm::vec3 middle{0};  // where it meets the skin of the midline at the back, head axes, mm
    glm::vec3 up{0};      // its normal, unit
};
// `height_mm` above the inion along the skin. From there it rises to 36 mm above the ear canals, over the ears, at least by 8 mm and at most
// 45 degrees: scars end above or just behind the ears (assumed from pictures).
[[nodiscard]] OccipitalPlane occipital_plane(const PreparedHead& head, double height_mm);

// A point of the scar's middle line, and how far its edges lie to both sides.
struct StripPoint {
    glm::vec3 place{0};  // on the skin, head axes, mm
    float half_mm = 0;
};
struct StripScar {
    std::vector<StripPoint> points;  // from the right end to the left, about 1 mm apart; empty: none
    double length_mm = 0;  // along the skin; less than was asked for where the skin ends
};
// `length_mm` along the skin, half of it on each side of the midline; `width_mm` at the middle, from where it narrows to its ends. Surgeons
// take the widest piece from the middle; that the ends are 45 % of it before they taper off, and how much the edges wander, is assumed.
[[nodiscard]] StripScar strip_scar(const PreparedHead& head, double length_mm, double width_mm, double height_mm);

}  // namespace stipple::session
