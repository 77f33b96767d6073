// A sphere about the origin, for tests with closed-form answers.
#pragma once
#include <cmath>

#include "scalp/head_mesh.h"

namespace test {

inline stipple::scalp::HeadMesh sphere(double radius, int rings) {
    stipple::scalp::HeadMesh mesh;
    const int around = 2 * rings;
    for (int r = 0; r <= rings; ++r)
        for (int a = 0; a < around; ++a) {
            const double theta = M_PI * r / rings, phi = 2 * M_PI * a / around;
            const glm::dvec3 n(std::sin(theta) * std::sin(phi), std::cos(theta), std::sin(theta) * std::cos(phi));
            mesh.positions.emplace_back(radius * n);
            mesh.normals.emplace_back(n);
        }
    for (int r = 0; r < rings; ++r)
        for (int a = 0; a < around; ++a) {
            const auto at = [&](int i, int j) { return std::uint32_t(i * around + j % around); };
            if (r > 0) mesh.indices.insert(mesh.indices.end(), {at(r, a), at(r + 1, a), at(r, a + 1)});
            if (r + 1 < rings) mesh.indices.insert(mesh.indices.end(), {at(r, a + 1), at(r + 1, a), at(r + 1, a + 1)});
        }
    mesh.submeshes.push_back({"sphere", 0, std::uint32_t(mesh.indices.size()), -1, true});
    return mesh;
}

}  // namespace test
