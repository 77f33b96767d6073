// A closed mesh of a mirror-symmetric field by dual contouring of a grid with uneven steps.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <glm/glm.hpp>
#include <vector>

namespace stipple::bust {

// Grid planes, increasing, mm. x starts at 0: the negative side is the mirror image.
struct Grid {
    std::vector<double> x, y, z;
};

// Vertex v of the left half (x > 0) is positions[v]; its mirror image is v + half. No vertex lies on the midline.
struct HalfMesh {
    std::vector<glm::dvec3> positions;                // left half only
    std::vector<std::array<std::uint32_t, 4>> quads;  // both halves, counter-clockwise seen from outside
    [[nodiscard]] glm::dvec3 at(std::uint32_t v) const {
        const auto half = static_cast<std::uint32_t>(positions.size());
        if (v < half) return positions[v];
        const glm::dvec3& p = positions[v - half];
        return {-p.x, p.y, p.z};
    }
};

// One vertex for every sheet of surface through a cell (not one a cell), so that sheets which come near each other stay
// apart: every edge of the result has exactly two faces. Where the grid leaves a double edge, the smallest value of the
// ambiguous face changes sign and the mesh is made again. `field` must be safe to call from several threads; the result
// does not depend on how many there are.
[[nodiscard]] HalfMesh surface_nets(const Grid& grid, const std::function<double(const glm::dvec3&)>& field);

// Calls work(i) for i in [0, count) on a few threads.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace stipple::bust
