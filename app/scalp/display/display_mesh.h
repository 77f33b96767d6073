// A lighter copy of a head's triangles for drawing. Sites, charts and measures always use the full mesh.
#pragma once
#include <atomic>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

// The same vertices' positions, normals and colours, fewer triangles: at most about `triangles`, as long as no surface point
// moves by more than `error_mm` (mesh in mm). Edges where vertices are split
// (texture seams, open rims) and triangles over which the vertex colour changes visibly stay as they are. A
// mesh already light enough comes back as it is. Throws Cancelled when `cancel` is set.
inline constexpr std::size_t kMostDisplayTriangles = 150'000;  // from there on, points may move by
inline constexpr double kNoisyErrorMm = 0.3;
inline constexpr std::size_t kDisplayTriangles = 60'000;
inline constexpr double kDisplayErrorMm = 0.06;
[[nodiscard]] HeadMesh display_mesh(const HeadMesh& mesh, std::size_t triangles = kDisplayTriangles, double error_mm = kDisplayErrorMm,
                                    const std::atomic<bool>* cancel = nullptr);

// Largest step of linear colour inside a triangle, of any channel; `triangle`: three indices.
[[nodiscard]] float color_step(const HeadMesh& mesh, const std::uint32_t* triangle);

}  // namespace stipple::scalp
