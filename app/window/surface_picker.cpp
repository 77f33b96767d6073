#include "surface_picker.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stipple::window {
namespace {

constexpr std::uint32_t kRunIndices = 64 * 3;

// Distance at which the ray enters the box, or nothing.
bool meets(const glm::vec3& low, const glm::vec3& high, const glm::dvec3& from, const glm::dvec3& inverse,
           double nearest) {
    double enter = 0, leave = nearest;
    for (int axis = 0; axis < 3; ++axis) {
        const double a = (double(low[axis]) - from[axis]) * inverse[axis],
                     b = (double(high[axis]) - from[axis]) * inverse[axis];
        enter = std::max(enter, std::min(a, b));
        leave = std::min(leave, std::max(a, b));
    }
    return enter <= leave;
}

}  // namespace

SurfacePicker::SurfacePicker(std::shared_ptr<const void> owner, const scalp::HeadMesh& mesh)
    : owner_(std::move(owner)), mesh_(&mesh) {
    constexpr float kFar = std::numeric_limits<float>::max();
    glm::vec3 all_low(kFar), all_high(-kFar);
    for (const scalp::Submesh& part : mesh.submeshes) {
        if (part.material >= 0 && mesh.materials[std::size_t(part.material)].transparent) continue;
        for (std::uint32_t done = 0; done < part.index_count; done += kRunIndices) {
            Run run{glm::vec3(kFar), glm::vec3(-kFar), part.first_index + done,
                    std::min(kRunIndices, part.index_count - done)};
            for (std::uint32_t i = 0; i < run.index_count; ++i) {
                const glm::vec3& p = mesh.positions[mesh.indices[run.first_index + i]];
                run.low = glm::min(run.low, p);
                run.high = glm::max(run.high, p);
            }
            all_low = glm::min(all_low, run.low);
            all_high = glm::max(all_high, run.high);
            runs_.push_back(run);
        }
    }
    if (!runs_.empty()) center_ = 0.5 * (glm::dvec3(all_low) + glm::dvec3(all_high));
}

std::optional<glm::dvec3> SurfacePicker::pick(const glm::dvec3& from, const glm::dvec3& direction) const {
    // A direction along an axis divides by zero on purpose: the infinities compare as they should.
    const glm::dvec3 inverse(1 / direction.x, 1 / direction.y, 1 / direction.z);
    double nearest = std::numeric_limits<double>::max();
    for (const Run& run : runs_) {
        if (!meets(run.low, run.high, from, inverse, nearest)) continue;
        for (std::uint32_t i = 0; i + 2 < run.index_count; i += 3) {
            const std::uint32_t* corner = &mesh_->indices[run.first_index + i];
            const glm::dvec3 a(mesh_->positions[corner[0]]), ab = glm::dvec3(mesh_->positions[corner[1]]) - a,
                                                             ac = glm::dvec3(mesh_->positions[corner[2]]) - a;
            // Moeller and Trumbore 1997, both sides.
            const glm::dvec3 p = glm::cross(direction, ac);
            const double determinant = glm::dot(ab, p);
            if (std::abs(determinant) < 1e-12) continue;
            const glm::dvec3 s = from - a;
            const double u = glm::dot(s, p) / determinant;
            if (u < 0 || u > 1) continue;
            const glm::dvec3 q = glm::cross(s, ab);
            const double v = glm::dot(direction, q) / determinant;
            if (v < 0 || u + v > 1) continue;
            const double distance = glm::dot(ac, q) / determinant;
            if (distance > 1e-6 && distance < nearest) nearest = distance;
        }
    }
    if (nearest == std::numeric_limits<double>::max()) return std::nullopt;
    return from + nearest * direction;
}

}  // namespace stipple::window
