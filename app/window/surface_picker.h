// Finds the skin under the mouse.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "scalp/head.h"

namespace stipple::window {

// Keeps the mesh alive through `owner`. Boxes around runs of triangles: neighbours in the file are neighbours in space
// on every real head, and a search that is 50 times faster than all triangles is fast enough for a mouse.
class SurfacePicker {
  public:
    SurfacePicker(std::shared_ptr<const void> owner, const scalp::HeadMesh& mesh);

    // The nearest point of an opaque part along a unit direction; mm.
    [[nodiscard]] std::optional<glm::dvec3> pick(const glm::dvec3& from, const glm::dvec3& direction) const;
    [[nodiscard]] glm::dvec3 center() const { return center_; }  // of all parts' box

  private:
    struct Run {
        glm::vec3 low, high;
        std::uint32_t first_index, index_count;
    };
    std::shared_ptr<const void> owner_;
    const scalp::HeadMesh* mesh_;
    std::vector<Run> runs_;
    glm::dvec3 center_{0};
};

}  // namespace stipple::window
