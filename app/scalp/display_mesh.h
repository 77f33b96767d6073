// A lighter copy of a head's triangles for drawing. Sites, charts and measures always use the full mesh.
#pragma once
#include "head_mesh.h"

namespace stipple::scalp {

// The same vertices' positions, normals and colours, fewer triangles: at most about `triangles`, as long as no surface point
// moves by more than `error_mm` (mesh in mm). Edges where vertices are split
// (texture seams, open rims) and triangles over which the vertex colour changes visibly stay as they are. A
// mesh already light enough comes back as it is.
inline constexpr std::size_t kMostDisplayTriangles = 150'000;  // from there on, points may move by
inline constexpr double kNoisyErrorMm = 0.3;
[[nodiscard]] HeadMesh display_mesh(const HeadMesh& mesh, std::size_t triangles = 60'000, double error_mm = 0.06);

// Largest step of linear colour inside a triangle, of any channel; `triangle`: three indices.
[[nodiscard]] float color_step(const HeadMesh& mesh, const std::uint32_t* triangle);

}  // namespace stipple::scalp
