// The colour of skin as a file shows it.
#pragma once
#include <cstdint>
#include <vector>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Linear RGB of the skin's vertices: material, vertex colour and texture together. Materials by vertex are found once.
class SkinColor {
  public:
    explicit SkinColor(const HeadMesh& mesh);
    [[nodiscard]] glm::vec3 at(std::uint32_t vertex) const;
    [[nodiscard]] int material(std::uint32_t vertex) const { return material_[vertex]; }

  private:
    const HeadMesh& mesh_;
    std::vector<int> material_;
};

}  // namespace stipple::scalp
