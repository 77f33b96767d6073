// How much of the sky each vertex sees: what keeps nostrils, ears and the chin's underside from shining.
#pragma once
#include <vector>

#include "renderer/renderer.h"

namespace stipple::renderer {

// One value a vertex, 0 enclosed .. 1 open: the share of directions above its tangent plane that leave the head, weighted by
// cosine, from depth maps along 40 directions. Transparent parts hide nothing. About 0.3 s for 250 000 triangles on two cores.
[[nodiscard]] std::vector<float> ambient_openness(const HeadView& head);

}  // namespace stipple::renderer
