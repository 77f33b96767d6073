// Vertices at the very same place, which files keep apart where texture or normals change.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace stipple::scalp {

// For each position the lowest index with equal coordinates (-0 equals 0).
[[nodiscard]] std::vector<std::uint32_t> weld(std::span<const glm::vec3> positions);

// Area-weighted unit normals of the welded surface for every vertex where `wanted` is not 0; others are left alone.
void smooth_normals(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices,
                    std::span<const std::uint8_t> wanted, std::span<glm::vec3> normals);

// Connected parts over welded vertices: a part number per triangle, numbered by first triangle.
struct Parts {
    std::vector<std::uint32_t> of_triangle;
    std::uint32_t count = 0;
};
[[nodiscard]] Parts connected_parts(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices);

}  // namespace stipple::scalp
