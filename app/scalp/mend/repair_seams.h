// Rims of one surface that lie side by side: scans torn along texture charts or meshed in parts.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "repair_topology.h"

namespace stipple::scalp {

// Moves pairs of rim vertices that are nearest to each other, closer than half the shortest rim edge at either, and whose triangles
// continue each other, to the middle between them: every position at their two places (`first` as weld() gives it). Marks
// the positions moved in `moved`. Returns the pairs; triangles may have become degenerate.
[[nodiscard]] std::uint64_t close_seams(std::span<glm::vec3> positions, std::span<const std::uint32_t> first, const MeshTopology& topology, std::span<std::uint8_t> moved);

}  // namespace stipple::scalp
