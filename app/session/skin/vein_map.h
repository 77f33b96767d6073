// Where veins show through the skin of temples and forehead: a picture around the head, looked up a pixel at a time.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "scalp/head.h"

namespace stipple::session {

// shared::VEIN_COLUMNS x shared::VEIN_ROWS places around the head, as shared::vein_place finds them.
struct VeinMap {
    std::vector<std::uint8_t> share;  // of 255: how much of what lies above a vein shows there; empty: nothing does
};

// Courses of general anatomy, each side's bent in its own way and as deep here and less deep there, laid on the skin of `display`. `own_share` as
// PreparedHead has it, or empty: where a head's own picture stays, its veins do. The head must have been found.
[[nodiscard]] VeinMap vein_map(const scalp::Head& head, const scalp::HeadMesh& display, std::span<const float> own_share);

}  // namespace stipple::session
