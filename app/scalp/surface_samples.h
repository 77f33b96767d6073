// A mesh's skin as evenly spread points, with fast nearest-point queries.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "head_mesh.h"

namespace stipple::scalp {

struct SurfaceSamples {
    std::vector<glm::dvec3> points;
    std::vector<glm::dvec3> normals;  // of the triangles, unit
};

// About `count` points on skin triangles, in proportion to area, the same every time.
[[nodiscard]] SurfaceSamples sample_skin(const HeadMesh& mesh, std::size_t count);

// Voxels that know a sample near them; nearest() is exact for queries close to the surface and near enough elsewhere.
class NearestSample {
  public:
    NearestSample(const SurfaceSamples& samples, int side);
    [[nodiscard]] std::uint32_t nearest(const glm::dvec3& query) const;

  private:
    [[nodiscard]] std::size_t voxel(int x, int y, int z) const { return (std::size_t(z) * std::size_t(ny_) + std::size_t(y)) * std::size_t(nx_) + std::size_t(x); }
    const std::vector<glm::dvec3>& points_;
    glm::dvec3 low_{0};
    double cell_ = 1;
    int nx_ = 1, ny_ = 1, nz_ = 1;
    std::vector<std::uint32_t> near_;
};

}  // namespace stipple::scalp
