// Thins meshes of far more triangles than are drawn, in pieces of neighbours on all cores.
#pragma once
#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Of `indices` (three a triangle, into mesh.positions) about `share` of the triangles: what meshopt_simplify leaves of
// each piece, off the surface by at most `error_mm` (mesh in mm). Borders stay as they are, and so do the edges that
// pieces meet in. The same for any number of cores; incomplete once `cancel` is set.
[[nodiscard]] std::vector<std::uint32_t> thinned_in_pieces(const HeadMesh& mesh, std::span<const std::uint32_t> indices,
                                                           double share, double error_mm,
                                                           const std::atomic<bool>* cancel);

}  // namespace stipple::scalp
