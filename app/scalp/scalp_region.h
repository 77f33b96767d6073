// Where on a head pigment can go: the bounds of the drawable and scalp masks, from landmarks and ears.
#pragma once
#include <array>
#include <vector>

#include "head.h"
#include "scalp/frame/ears.h"

namespace stipple::scalp {

// All lengths mm, head axes. Only + - x / sqrt decide, so masks are the same on every machine.
class ScalpRegion {
  public:
    explicit ScalpRegion(const Head& head);

    // Inside the drawable mask grown by `margin` mm, ears not considered: forehead from 40 mm above the glabella along the
    // skin, temples back from the vertical through the outer canthus, sideburns to tragion level, nape to 20 mm below its
    // hairline.
    [[nodiscard]] bool drawable(const glm::dvec3& position, double margin) const;

    // Inside the juvenile hairline, ears not considered.
    [[nodiscard]] bool inside_hairline(const glm::dvec3& position) const;

    // On an ear: standing off the side of the head beyond what a scalp does.
    [[nodiscard]] bool stands_off(const glm::dvec3& position) const;
    // In the side view, within the part of the ear that is grown to the head (with a rim of 2 mm): no scalp there. The free
    // rim behind it covers scalp that can be drawn on.
    [[nodiscard]] bool under_ear(const glm::dvec3& position) const;

    // Near enough to a head's shape to belong to it: no shoulders, chairs or islands.
    [[nodiscard]] bool belongs(const glm::dvec3& position) const;

  private:
    struct Bound {
        double azimuth;  // cosine of the angle to straight ahead, seen from above: 1 ahead, 0 sideways, -1 behind
        double y;
    };
    [[nodiscard]] static double bound(const std::vector<Bound>& line, double azimuth);
    SideViews views_;
    std::array<Ear, 2> ears_;
    std::array<std::vector<std::uint8_t>, 2> footprint_;
    std::vector<Bound> hairline_;
    double forehead_y_ = 0, canthus_x_ = 0, canthus_z_ = 0, canthus_y_ = 0, ear_front_ = 0, ear_back_ = 0, nape_y_ = 0, back_z_ = 0;
};

}  // namespace stipple::scalp
