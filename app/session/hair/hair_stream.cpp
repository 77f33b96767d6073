#include "hair_stream.h"

#include <cassert>

namespace stipple::session {

shared::HairField hair_field(const PreparedHead& head, const model::Design& design) {
    const std::string& word = design.choice(model::ParameterId::hair_whorl);
    assert(word == "clockwise" || word == "counter-clockwise" || word == "double");
    const glm::vec3 scale = mean_head_scale(head.head);
    shared::HairField field{};
    field.center = glm::vec4(head.chart.projection.center, scale.y);
    field.scale = glm::vec4(scale.z, 0, 0, 0);
    const bool two = word == "double";
    constexpr float kApartMm = 15;  // assumed: double whorls lie a few centimetres apart
    for (int i = 0; i < 2; ++i) {
        const float left = two ? (i == 0 ? kApartMm : -kApartMm) / shared::WHORL_SPHERE_MM : 0.0F;
        const bool clockwise = two ? i == 0 : word == "clockwise";
        field.whorl[i] = glm::vec4(glm::normalize(kWhorl + glm::vec3(left, 0, 0)), clockwise ? -shared::WHORL_TURN : shared::WHORL_TURN);
    }
    return field;
}

}  // namespace stipple::session
