#include "light_of.h"

#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace stipple::session {

renderer::Light light_of(const model::Design& design) {
    using enum model::ParameterId;
    renderer::Light light;
    const auto strength = float(std::exp2(design.number(light_strength_stops)));
    const auto turn = glm::rotate(glm::mat4(1), glm::radians(float(-design.number(light_rotation_deg))), glm::vec3(0, 1, 0));
    for (renderer::KeyLight& key : light.keys) {
        key.direction = glm::vec3(turn * glm::vec4(key.direction, 0));
        key.irradiance *= strength;
    }
    for (glm::vec3* radiance : {&light.zenith, &light.horizon, &light.ground}) *radiance *= strength;
    light.follows_camera = design.choice(light_fixed_to) == "camera";
    light.exposure = float(std::exp2(design.number(light_exposure_stops)));
    return light;
}

}  // namespace stipple::session
