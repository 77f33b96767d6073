// The same surface turned, scaled and moved, and the way back.
#pragma once
#include <cmath>
#include <cstdint>
#include <glm/glm.hpp>

#include "scalp/head_mesh.h"

namespace stipple::test {

class AnyPose {
  public:
    AnyPose() = default;  // as it was
    // From a seed, which moves on: any rotation, scaled by 0.01 to 100, its middle up to 1000 `units` (before scaling) away.
    AnyPose(const scalp::HeadMesh& mesh, double unit, std::uint32_t& seed) {
        const auto random = [&] {
            seed = seed * 1664525U + 1013904223U;
            return double(seed >> 8) / 8388608.0 - 1.0;
        };
        glm::dvec4 q(0);
        do q = {random(), random(), random(), random()};
        while (glm::dot(q, q) > 1 || glm::dot(q, q) < 0.01);
        q /= glm::length(q);
        const double x = q.x, y = q.y, z = q.z, w = q.w;
        rotation_ = glm::dmat3(1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y), 2 * (x * y - w * z), 1 - 2 * (x * x + z * z),
                               2 * (y * z + w * x), 2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y));
        scale_ = std::pow(10.0, 2 * random());
        glm::dvec3 center(0);
        for (const glm::vec3& p : mesh.positions) center += glm::dvec3(p) / double(mesh.positions.size());
        const glm::dvec3 away(random(), random(), random());
        shift_ = scale_ * (1000 * unit * away - rotation_ * center);
    }

    [[nodiscard]] scalp::HeadMesh moved(scalp::HeadMesh mesh) const {
        for (glm::vec3& p : mesh.positions) p = glm::vec3(scale_ * (rotation_ * glm::dvec3(p)) + shift_);
        for (glm::vec3& n : mesh.normals) n = glm::vec3(glm::normalize(rotation_ * glm::dvec3(n)));
        return mesh;
    }
    [[nodiscard]] glm::dvec3 back(const glm::dvec3& p) const { return glm::transpose(rotation_) * (p - shift_) / scale_; }
    [[nodiscard]] glm::dvec3 turned_back(const glm::dvec3& direction) const { return glm::transpose(rotation_) * direction; }

  private:
    glm::dmat3 rotation_{1.0};
    double scale_ = 1;
    glm::dvec3 shift_{0};
};

}  // namespace stipple::test
