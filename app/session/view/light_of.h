// The light that a design is seen in, made from numbers.
#pragma once
#include <span>
#include <string_view>

#include "model/design.h"
#include "renderer/renderer.h"

namespace stipple::session {

// What a light of light.kind is made of, for the table in docs/appearance.md.
struct LightFacts {
    std::string_view kind;    // word of light.kind
    std::string_view lamps;   // "soft box 90 x 90 cm at 1.2 m, 5500 K"
    std::string_view around;  // "white room"
    std::string_view rests_on;
};
// In the order of light.kind's words.
[[nodiscard]] std::span<const LightFacts> light_facts();

// Lamps, sky and ground of light.kind, turned, as strong and exposed as the design says. At no stops a white matt surface that faces
// the viewer sends out about 1 (0.9 to 1.1), and so does a forehead: the mean of the two is 1 where that range allows.
[[nodiscard]] renderer::Light light_of(const model::Design& design);

// What a white matt surface with this unit normal, which nothing else shades, sends out, linear RGB before exposure; the normal in the
// axes of the light (see renderer::KeyLight). Closed forms, lamps cut by the surface's own horizon included.
[[nodiscard]] glm::dvec3 irradiance(const renderer::Light& light, const glm::dvec3& normal);

// A direction of the head's axes in the axes of the light, for a camera that looks like this.
[[nodiscard]] glm::dvec3 in_light_axes(const renderer::Light& light, const renderer::Camera& camera, const glm::dvec3& direction);

}  // namespace stipple::session
