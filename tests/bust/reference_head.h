// A scanned or artist-made head to measure the built-in one against; read from beside the project, never part of it.
#pragma once
#include <filesystem>
#include <glm/glm.hpp>
#include <vector>

namespace stipple::test {

// In head axes, mm: x the person's left, y up, z forward, origin midway between the tragions.
struct ReferenceHead {
    std::vector<glm::dvec3> positions;
    std::vector<std::uint32_t> indices;  // skin and eyeballs
    double length = 0;                   // glabella to opisthocranion
    double breadth = 0;                  // greatest above the ears
};

// `file` has a .landmarks.json beside it with hand-set landmarks, the frame and millimetres a unit.
[[nodiscard]] ReferenceHead read_reference_head(const std::filesystem::path& file);

// Finds the nearest point of a mesh by way of a grid.
class NearestPoint {
  public:
    explicit NearestPoint(const ReferenceHead& head);
    // Nearest surface point within `reach` mm and the unit normal of its triangle; false when there is none.
    [[nodiscard]] bool find(const glm::dvec3& q, double reach, glm::dvec3& point, glm::dvec3& normal) const;

  private:
    const ReferenceHead& head_;
    glm::dvec3 low_{1e9};
    glm::ivec3 size_{0};
    std::vector<std::vector<std::uint32_t>> cells_;  // first index of each triangle that may touch the cell
};

// Rotation and shift.
struct Rigid {
    glm::dmat3 turn{1.0};
    glm::dvec3 shift{0};
    [[nodiscard]] glm::dvec3 operator()(const glm::dvec3& p) const { return turn * p + shift; }
};

// Iterative closest point, point to plane (Chen and Medioni 1992, Image and Vision Computing 10(3), 145), the farthest
// tenth of the points left out in every round.
[[nodiscard]] Rigid align(const std::vector<glm::dvec3>& points, const NearestPoint& to);

}  // namespace stipple::test
