// The average adult head as a few smooth masses, to recognise a head by: cranium, face, nose and chin, no ears, no neck.
#pragma once
#include <glm/glm.hpp>
#include <vector>

namespace stipple::scalp {

// Head axes, mm. `weight` tells how much a place says about where the head is: the nose and brow most.
struct TemplatePoint {
    glm::dvec3 position, normal;
    double weight = 1;
    bool face = false;
};

// About 1500 points, in an order such that any prefix is spread over the whole head. Made once.
[[nodiscard]] const std::vector<TemplatePoint>& head_template();

// Distance in mm from the template's surface, positive outside; sound within about 40 mm of it.
[[nodiscard]] double template_distance(const glm::dvec3& position);

}  // namespace stipple::scalp
