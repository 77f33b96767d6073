#include "lit_ball.h"

#include <algorithm>
#include <cmath>

#include "session/view/light_of.h"
#include "shared/gloss.h"

namespace stipple::window {
namespace {

constexpr float kPi = 3.14159265F;
constexpr float kBallRadiusMm = 90;  // as a head: nothing but the size of shadow maps nobody draws depends on it

}  // namespace

LitBall::LitBall(const renderer::Light& light, const shared::SkinLook& skin, const renderer::GlossFit& gloss) : skin_(skin), sky_(light) {
    renderer::Frame frame;
    frame.light = light;
    frame.skin = skin;
    frame.camera.view = glm::mat4(1);
    renderer::HeadBounds ball;
    ball.low = ball.own_low = glm::vec3(-kBallRadiusMm);
    ball.high = ball.own_high = glm::vec3(kBallRadiusMm);
    const renderer::LightSetup setup = renderer::set_up_light(frame, gloss, ball, {});
    uniforms_ = setup.uniforms;
    for (renderer::KeyLight& key : sky_.keys) key.irradiance = glm::vec3(0);
    for (const renderer::KeyLight& key : light.keys) {
        if (key.irradiance == glm::vec3(0)) continue;
        renderer::Light& alone = lamps_[lamp_count_++];
        alone = renderer::Light{{key, renderer::KeyLight{}}, glm::vec3(0), glm::vec3(0), glm::vec3(0), light.follows_camera, 1};
        alone.keys[1].irradiance = glm::vec3(0);
    }
}

glm::vec3 LitBall::lamp_gloss(const shared::KeyUniforms& lamp, const glm::vec3& normal, float n_v) const {
    const glm::vec3 direction(lamp.direction), view(0, 0, 1), half_way = glm::normalize(direction + view);
    const float n_l = std::max(glm::dot(normal, direction), 0.0F), n_h = std::max(glm::dot(normal, half_way), 0.0F);
    const float fresnel = skin_.specular + (1 - skin_.specular) * shared::fifth_power(1 - glm::dot(view, half_way));
    const glm::vec2 own(skin_.roughness, skin_.roughness * shared::OIL_LOBE_ALPHA), alpha = glm::sqrt(own * own + lamp.direction.w);
    return glm::vec3(lamp.irradiance) * (kPi * shared::gloss_lobes(n_h, n_l, n_v, alpha, shared::OIL_LOBE_SHARE * skin_.oil) * fresnel * n_l);
}

glm::vec3 LitBall::radiance(const glm::vec3& normal) const {
    const float n_v = std::max(normal.z, 1e-3F), reflected = shared::gloss_share(uniforms_.gloss, n_v);
    const glm::vec2 mirrored = shared::gloss_sky(skin_.roughness, n_v, normal.y, 2 * n_v * normal.y);
    const glm::vec3 sky = glm::vec3(uniforms_.sky[0]) + glm::vec3(uniforms_.sky[1]) * mirrored.x + glm::vec3(uniforms_.sky[2]) * mirrored.y;
    glm::vec3 enters(session::irradiance(sky_, glm::dvec3(normal))), gloss = glm::max(sky, glm::vec3(0)) * reflected;
    for (std::uint32_t i = 0; i < lamp_count_; ++i) {
        const float n_l = std::max(glm::dot(normal, glm::vec3(uniforms_.keys[i].direction)), 0.0F);
        enters += glm::vec3(session::irradiance(lamps_[i], glm::dvec3(normal))) * ((1 - shared::gloss_share(uniforms_.gloss, n_l)) * uniforms_.matt.x);
        gloss += lamp_gloss(uniforms_.keys[i], normal, n_v);
    }
    return (glm::vec3(skin_.albedo) * enters * (1 - reflected) + gloss) * uniforms_.matt.y;
}

}  // namespace stipple::window
