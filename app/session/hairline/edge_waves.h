// How irregularly an edge of hair runs: a displacement of places, in several sizes, so that no mask shows its geometry.
#pragma once
#include <array>
#include <cstdint>

#include "session/hair/hair_loss.h"

namespace stipple::session {

// mm on a mean head, of each texel of a tile: a mask made at a place moved by these has waves of 5 to 25 mm along its edges, together
// within 9 mm to each side and 2 mm on average. Left and right have nothing to do with one another.
struct EdgeWaves {
    ScalpPlaces::Each left, forward, up;
};
[[nodiscard]] EdgeWaves edge_waves(const ScalpPlaces& places, std::uint32_t seed);

}  // namespace stipple::session
