#include "repair_skin.h"

#include <future>

#include "scalp/mesh_weld.h"

namespace stipple::scalp {

RepairSkin repair_skin(const HeadMesh& mesh) {
    RepairSkin skin;
    skin.first = weld(mesh.positions);
    for (const Submesh& s : mesh.submeshes)
        for (std::uint32_t i = s.first_index; s.skin && i + 2 < s.first_index + s.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[i];
            const std::uint32_t a = skin.first[t[0]], b = skin.first[t[1]], c = skin.first[t[2]];
            if (a == b || b == c || a == c) continue;
            skin.triangles.insert(skin.triangles.end(), t, t + 3);
            skin.numbers.push_back(i / 3);
        }
    std::future<MeshTopology> topology = std::async(std::launch::async, [&] { return topology_of(mesh.positions, skin.first, skin.triangles); });
    skin.area.assign(mesh.positions.size(), 0);
    skin.normal.assign(mesh.positions.size(), glm::dvec3(0));
    for (std::size_t t = 0; t < skin.triangles.size(); t += 3) {
        const glm::dvec3 a(mesh.positions[skin.triangles[t]]);
        const glm::dvec3 n = glm::cross(glm::dvec3(mesh.positions[skin.triangles[t + 1]]) - a, glm::dvec3(mesh.positions[skin.triangles[t + 2]]) - a);
        const double share = glm::length(n) / 6;
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t v = skin.first[skin.triangles[t + k]];
            skin.area[v] += share;
            skin.normal[v] += n;
        }
    }
    skin.topology = topology.get();
    return skin;
}

}  // namespace stipple::scalp
