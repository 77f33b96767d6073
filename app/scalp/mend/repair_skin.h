// The skin of a head as its repairs look at it: made once for all of them.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "repair_topology.h"
#include "scalp/head_mesh.h"

namespace stipple::scalp {

struct RepairSkin {
    std::vector<std::uint32_t> first;      // of each position the lowest index at its place, see weld()
    std::vector<std::uint32_t> triangles;  // three corners each, of the skin's triangles with three places
    std::vector<std::uint32_t> numbers;    // of each its number among all triangles of the mesh
    MeshTopology topology;
    // At the first vertex of each place: a third of the area of the triangles around it, and the sum of their normals, each
    // twice its area long. Zero elsewhere.
    std::vector<double> area;
    std::vector<glm::dvec3> normal;
};

[[nodiscard]] RepairSkin repair_skin(const HeadMesh& mesh);

}  // namespace stipple::scalp
