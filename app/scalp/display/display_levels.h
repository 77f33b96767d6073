// Coarser copies of a head for drawing it small or in motion.
#pragma once
#include <atomic>
#include <span>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Fewer triangles over some of a mesh's vertices, which lie elsewhere by a little, and whose normals are turned by a
// little: the surface then runs through the middle of what it stands for, and errs by half as much as between vertices
// left on the mesh. Colours and uvs are the mesh's.
struct DisplayLevel {
    struct Range {
        std::uint32_t first_index = 0, index_count = 0;
    };
    std::vector<glm::vec3> positions, normals;  // as many as the mesh has
    std::vector<std::uint32_t> indices;         // three a triangle
    std::vector<Range> submeshes;               // as many as the mesh has, in its order
    float error_mm =
        0;  // no point of either surface is further from the other; found at points 2 mm apart, and a tenth more
};

// What levels may err by: two thirds of a pixel where the head is nearest in the named views of a picture 720 high.
inline constexpr float kDisplayErrorsMm[] = {0.23F};

// Levels of `mesh` (in mm), each with a greater error and at most three quarters of the triangles of the one before;
// none where nothing can be left out. They are made for `errors_mm`, rising, and say what they reached. Open rims and
// seams keep all their vertices, so does what is painted with fine steps of colour. Stops early when `cancel` is set.
[[nodiscard]] std::vector<DisplayLevel> display_levels(const HeadMesh& mesh,
                                                       std::span<const float> errors_mm = kDisplayErrorsMm,
                                                       const std::atomic<bool>* cancel = nullptr);

}  // namespace stipple::scalp
