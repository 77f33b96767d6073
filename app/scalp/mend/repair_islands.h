// Pieces of a scan that float about the head.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "repair_topology.h"

namespace stipple::scalp {

// 1 for each piece that is an island: less than a quarter of the largest piece's size and a sixty-fourth of all area, and
// neither inside the rest of the surface (eyeballs, teeth) nor with half its rim along another rim (a patch of the same skin).
// Triangles must be wound outwards.
[[nodiscard]] std::vector<std::uint8_t> islands_of(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices, const MeshTopology& topology, const Pieces& pieces);

// For each piece the share of its rim that lies within one edge length of the rim of another piece for which `among` is not
// 0; 0 for a piece without a rim.
[[nodiscard]] std::vector<double> share_of_rim_beside(std::span<const glm::vec3> positions, const MeshTopology& topology, const Pieces& pieces,
                                                      const std::vector<std::uint8_t>& among);

}  // namespace stipple::scalp
