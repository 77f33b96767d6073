// From a frame's light to what shaders take of it: where its lamps stand and what their shadow maps see.
#pragma once
#include <array>

#include "renderer/frame_setup.h"
#include "renderer/gloss_fit.h"
#include "renderer/renderer.h"
#include "shared/light.h"

namespace stipple::renderer {

// What a lamp's shadow map shows: the whole head, seen from the lamp.
struct ShadowView {
    std::uint32_t side = 0;  // texels; 0: the lamp is off
    glm::mat4 projection{1.0F};  // head axes, mm, to clip axes: x and y over the map, z 1 nearest the lamp and 0 behind the head
    bool operator==(const ShadowView&) const = default;
};

struct LightSetup {
    shared::LightUniforms uniforms{};
    std::array<ShadowView, kMostKeyLights> shadows;
    std::uint32_t keys = 0;  // lamps that are lit; they come first
};

// Each sample of a picture has the shadows of another point of a lamp's disc, spread evenly wherever it is broken off; a picture of one
// sample those of its middle, as soft as such lamps throw them at 30 mm. What is in no shadow is the same in all samples, so that a
// picture that comes to rest does not flicker. `gloss`: of frame.skin.
[[nodiscard]] LightSetup set_up_light(const Frame& frame, const GlossFit& gloss, const HeadBounds& head, Sample sample);

}  // namespace stipple::renderer
