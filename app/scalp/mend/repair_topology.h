// How triangles hang together, for mending them: corners at one place count as one vertex, whatever their normals and UVs.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace stipple::scalp {

struct MeshTopology {
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    // Three a triangle: the lowest index of a vertex at the corner's place. Half-edge 3t + k runs from corner k of triangle t
    // to its corner (k + 1) % 3.
    std::vector<std::uint32_t> corners;
    // The half-edge of the triangle across; kNone at a rim. Where more than two triangles share an edge, the two that
    // continue each other most flatly are mates and the others stand apart.
    std::vector<std::uint32_t> mates;
    std::vector<std::uint8_t> crowded;  // 1 for a triangle on an edge of more than two

    [[nodiscard]] std::size_t triangles() const { return corners.size() / 3; }
    [[nodiscard]] static std::uint32_t next(std::uint32_t half_edge) { return half_edge % 3 == 2 ? half_edge - 2 : half_edge + 1; }
    [[nodiscard]] static std::uint32_t previous(std::uint32_t half_edge) { return half_edge % 3 == 0 ? half_edge + 2 : half_edge - 1; }
    [[nodiscard]] std::uint32_t from(std::uint32_t half_edge) const { return corners[half_edge]; }
    [[nodiscard]] std::uint32_t to(std::uint32_t half_edge) const { return corners[next(half_edge)]; }
};

// `indices`: three a triangle, no triangle with two corners at one place. `first`: of each position the lowest index at its
// place, as weld() gives it.
[[nodiscard]] MeshTopology topology_of(std::span<const glm::vec3> positions, std::span<const std::uint32_t> first, std::span<const std::uint32_t> indices);

// Pieces connected across edges: a number per triangle, in order of first triangle.
struct Pieces {
    std::vector<std::uint32_t> of_triangle;
    std::uint32_t count = 0;
};
[[nodiscard]] Pieces pieces_of(const MeshTopology& topology);

// Rims: half-edges without a mate, chained so that each begins where the one before ends; the surface lies to their left. No
// rim comes to a vertex twice: where rims touch they are parted. Triangles must be wound alike.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> rims_of(const MeshTopology& topology);

}  // namespace stipple::scalp
