// A ball of skin in a light, worked out place by place from the numbers that the renderer draws heads with: the little pictures that
// lights are chosen by.
#pragma once
#include "renderer/gloss_fit.h"
#include "renderer/light_setup.h"
#include "renderer/renderer.h"

namespace stipple::window {

class LitBall {
  public:
    // Seen straight on, in the axes of the light. `gloss`: of `skin`.
    LitBall(const renderer::Light& light, const shared::SkinLook& skin, const renderer::GlossFit& gloss);
    // What the place with this unit normal (z towards the viewer, 0 to 1) sends to a viewer far away, linear RGB after exposure. Nothing
    // but the ball's own horizon hides lamps and sky; light does not diffuse round its edge.
    [[nodiscard]] glm::vec3 radiance(const glm::vec3& normal) const;

  private:
    [[nodiscard]] glm::vec3 lamp_gloss(const shared::KeyUniforms& lamp, const glm::vec3& normal, float n_v) const;

    shared::SkinLook skin_;
    shared::LightUniforms uniforms_;
    renderer::Light sky_;                                            // the light without its lamps,
    std::array<renderer::Light, renderer::kMostKeyLights> lamps_{};  // and each lamp alone, in the order of the uniforms
    std::uint32_t lamp_count_ = 0;
};

}  // namespace stipple::window
