// The light that a design is seen in, made from numbers.
#pragma once
#include "model/design.h"
#include "renderer/renderer.h"

namespace stipple::session {

// Lamps, sky and ground of light.kind, turned, as strong and exposed as the design says. At no stops a white matt surface that faces
// the viewer sends out about 1.
[[nodiscard]] renderer::Light light_of(const model::Design& design);

}  // namespace stipple::session
