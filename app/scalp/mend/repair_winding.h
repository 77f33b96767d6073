// Which way triangles face.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "repair_topology.h"

namespace stipple::scalp {

struct WindingReport {
    std::vector<std::uint8_t> flipped;  // 1 for a triangle that was turned over
    std::uint64_t patches = 0;          // triangles turned over to agree with the larger part of their piece
    bool inside_out = false;            // the whole surface was turned over
};

// Winds the triangles of each piece alike, as most of its area is, and the whole outwards: away from the middle of the surface.
// Swaps the last two corners of what is flipped, in `indices` and `topology` (whose mates stay right).
[[nodiscard]] WindingReport wind_alike(std::span<const glm::vec3> positions, std::span<std::uint32_t> indices, MeshTopology& topology, const Pieces& pieces);

}  // namespace stipple::scalp
