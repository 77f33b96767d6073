// The nearest of many triangles to a point.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace stipple::scalp {

// A tree of boxes around the triangles given, which must stay alive and unchanged. Lengths in the positions' unit.
class TriangleTree {
  public:
    // `indices`: three a triangle.
    TriangleTree(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices);

    struct Nearest {
        std::uint32_t first_index = 0;  // of the triangle, into `indices`
        glm::vec3 point{0};             // of it
        float distance = 1e30F;
    };
    // Of all triangles nearer than `within`; distance 1e30 where there is none. `hint` is a first index to look at
    // first: points asked about in a row lie near each other.
    [[nodiscard]] Nearest nearest(const glm::vec3& point, float within = 1e30F, std::uint32_t hint = 0) const;
    // Any triangle nearer than `within`, or none.
    [[nodiscard]] Nearest any_nearer(const glm::vec3& point, float within, std::uint32_t hint = 0) const;

  private:
    struct Node {
        glm::vec3 low{1e30F}, high{-1e30F};
        std::uint32_t first = 0, count = 0;  // of order_; count 0: the children are `first` and the one after
    };
    void split(std::uint32_t node, std::uint32_t first, std::uint32_t count);
    void look_at(std::uint32_t triangle, const glm::vec3& point, Nearest& best) const;
    [[nodiscard]] Nearest search(const glm::vec3& point, float within, std::uint32_t hint, bool any) const;

    std::span<const glm::vec3> positions_;
    std::span<const std::uint32_t> indices_;
    std::vector<std::uint32_t> order_;  // triangles, leaf by leaf
    std::vector<Node> nodes_;
};

// The point of triangle a b c nearest to `p`: Ericson, Real-Time Collision Detection (2005), 5.1.5.
[[nodiscard]] glm::vec3 nearest_on_triangle(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b,
                                            const glm::vec3& c);

}  // namespace stipple::scalp
