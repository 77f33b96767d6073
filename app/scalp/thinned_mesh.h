// A rough copy of a fine mesh for finding things on it.
#pragma once
#include "head_mesh.h"

namespace stipple::scalp {

// Finer skins are looked at through a thinned copy: its triangles are still 1 mm wide on a head.
inline constexpr std::size_t kLookedAtTriangles = 300'000;

// About `triangles` triangles of the skin alone: vertices are drawn together in cells of a grid, to the middle of those in
// the cell. No normals, colours or uvs. Deterministic. In a mesh of a closed surface holes stay holes.
[[nodiscard]] HeadMesh thinned(const HeadMesh& mesh, std::size_t triangles);

}  // namespace stipple::scalp
