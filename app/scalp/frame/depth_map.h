// Height fields of a surface seen from one side, for reading landmarks off it.
#pragma once
#include <glm/glm.hpp>
#include <vector>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Highest `w` over each cell of a grid in (u, v); kNothing where no triangle lies. All in mm.
struct DepthMap {
    static constexpr double kNothing = -1e30;
    double u0 = 0, v0 = 0, cell = 1;
    int nu = 0, nv = 0;
    std::vector<double> depth;
    [[nodiscard]] double& at(int u, int v) { return depth[std::size_t(v) * std::size_t(nu) + std::size_t(u)]; }
    [[nodiscard]] double at(int u, int v) const { return depth[std::size_t(v) * std::size_t(nu) + std::size_t(u)]; }
    // Depth at a place, kNothing outside or where nothing lies.
    [[nodiscard]] double sample(double u, double v) const;
};

// Points must be given as (u, v, w); triangles of submeshes that are skin are drawn.
[[nodiscard]] DepthMap depth_map(const HeadMesh& mesh, const std::vector<glm::dvec3>& uvw, double u0, double u1, double v0, double v1, double cell);

// Morphological opening with a disc: what is left when bumps narrower than the disc are planed off. Gaps stay gaps.
[[nodiscard]] DepthMap opening(const DepthMap& map, double radius);

}  // namespace stipple::scalp
