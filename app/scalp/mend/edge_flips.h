// Better shaped triangles over the same vertices.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>

namespace stipple::scalp {

// Turns edges of the triangles `indices` (three a triangle, counter-clockwise) where the two triangles at an edge come
// out rounder (Delaunay: opposite angles of more than half a turn) or face more the way of their vertices' normals, and
// the surface moves by at most `error_mm` there, three times that where a triangle stood up from it. Edges with one
// triangle, or more than two, stay. Positions in mm, normals unit. Deterministic.
void flip_edges(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                std::span<std::uint32_t> indices, double error_mm);

}  // namespace stipple::scalp
