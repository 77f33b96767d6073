#include "triangle_tree.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stipple::scalp {
namespace {

constexpr std::uint32_t kLeafTriangles = 4;

float distance2(const glm::vec3& a, const glm::vec3& b) { return glm::dot(a - b, a - b); }

}  // namespace

glm::vec3 nearest_on_triangle(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const glm::vec3 ab = b - a, ac = c - a;
    const float a1 = glm::dot(ab, p - a), a2 = glm::dot(ac, p - a);
    if (a1 <= 0 && a2 <= 0) return a;
    const float b1 = glm::dot(ab, p - b), b2 = glm::dot(ac, p - b);
    if (b1 >= 0 && b2 <= b1) return b;
    const float in_c = a1 * b2 - b1 * a2;
    if (in_c <= 0 && a1 >= 0 && b1 <= 0 && a1 > b1) return a + ab * (a1 / (a1 - b1));
    const float c1 = glm::dot(ab, p - c), c2 = glm::dot(ac, p - c);
    if (c2 >= 0 && c1 <= c2) return c;
    const float in_b = c1 * a2 - a1 * c2;
    if (in_b <= 0 && a2 >= 0 && c2 <= 0 && a2 > c2) return a + ac * (a2 / (a2 - c2));
    const float in_a = b1 * c2 - c1 * b2, along_b = b2 - b1, along_c = c1 - c2;
    if (in_a <= 0 && along_b >= 0 && along_c >= 0 && along_b + along_c > 0)
        return b + (c - b) * (along_b / (along_b + along_c));
    const float sum = in_a + in_b + in_c;
    if (!(sum > 0)) return a;  // no area
    return a + ab * (in_b / sum) + ac * (in_c / sum);
}

TriangleTree::TriangleTree(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices)
    : positions_(positions), indices_(indices), order_(indices.size() / 3) {
    for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
    nodes_.reserve(order_.size());
    nodes_.emplace_back();
    if (!order_.empty()) split(0, 0, std::uint32_t(order_.size()));
}

void TriangleTree::split(std::uint32_t node, std::uint32_t first, std::uint32_t count) {
    const auto center = [&](std::uint32_t triangle) {  // three times it
        return positions_[indices_[3 * triangle]] + positions_[indices_[3 * triangle + 1]] +
               positions_[indices_[3 * triangle + 2]];
    };
    glm::vec3 low(1e30F), high(-1e30F), low_center(1e30F), high_center(-1e30F);
    for (std::uint32_t i = first; i < first + count; ++i) {
        for (std::uint32_t k = 0; k < 3; ++k) {
            const glm::vec3& p = positions_[indices_[3 * order_[i] + k]];
            low = glm::min(low, p), high = glm::max(high, p);
        }
        low_center = glm::min(low_center, center(order_[i])), high_center = glm::max(high_center, center(order_[i]));
    }
    nodes_[node].low = low, nodes_[node].high = high;
    if (count <= kLeafTriangles) {
        nodes_[node].first = first, nodes_[node].count = count;
        return;
    }
    const glm::vec3 extent = high_center - low_center;
    const int axis = extent.x >= extent.y && extent.x >= extent.z ? 0 : extent.y >= extent.z ? 1 : 2;
    const auto begin = order_.begin() + std::ptrdiff_t(first);
    std::nth_element(begin, begin + std::ptrdiff_t(count / 2), begin + std::ptrdiff_t(count),
                     [&](std::uint32_t x, std::uint32_t y) {
                         const float at_x = center(x)[axis], at_y = center(y)[axis];
                         return at_x != at_y ? at_x < at_y : x < y;
                     });
    const auto child = std::uint32_t(nodes_.size());
    nodes_[node].first = child;
    nodes_.resize(nodes_.size() + 2);
    split(child, first, count / 2);
    split(child + 1, first + count / 2, count - count / 2);
}

void TriangleTree::look_at(std::uint32_t triangle, const glm::vec3& point, Nearest& best) const {
    const glm::vec3 on =
        nearest_on_triangle(point, positions_[indices_[3 * triangle]], positions_[indices_[3 * triangle + 1]],
                            positions_[indices_[3 * triangle + 2]]);
    const float d2 = distance2(point, on);
    if (d2 < best.distance) best = {3 * triangle, on, d2};  // squared until the search ends
}

TriangleTree::Nearest TriangleTree::search(const glm::vec3& point, float within, std::uint32_t hint, bool any) const {
    Nearest best;
    if (order_.empty()) return best;
    const float limit2 = within < 1e15F ? within * within : 1e30F;
    best.distance = limit2;
    const auto done = [&] { return any && best.distance < limit2; };
    if (hint + 2 < indices_.size()) look_at(hint / 3, point, best);
    struct Open {
        std::uint32_t node;
        float d2;
    };
    std::array<Open, 64> stack;  // one a level: halving 2^32 triangles takes fewer
    std::size_t depth = 0;
    const auto to_box = [&](const Node& node) { return distance2(point, glm::clamp(point, node.low, node.high)); };
    stack[depth++] = {0, to_box(nodes_[0])};
    while (depth > 0 && !done()) {
        const Open open = stack[--depth];
        if (open.d2 >= best.distance) continue;
        const Node& node = nodes_[open.node];
        if (node.count > 0) {
            for (std::uint32_t i = node.first; i < node.first + node.count && !done(); ++i)
                look_at(order_[i], point, best);
            continue;
        }
        Open near{node.first, to_box(nodes_[node.first])}, far{node.first + 1, to_box(nodes_[node.first + 1])};
        if (far.d2 < near.d2) std::swap(near, far);
        if (far.d2 < best.distance) stack[depth++] = far;
        if (near.d2 < best.distance) stack[depth++] = near;
    }
    best.distance = best.distance < limit2 ? std::sqrt(best.distance) : 1e30F;
    return best;
}

TriangleTree::Nearest TriangleTree::nearest(const glm::vec3& point, float within, std::uint32_t hint) const {
    return search(point, within, hint, false);
}

TriangleTree::Nearest TriangleTree::any_nearer(const glm::vec3& point, float within, std::uint32_t hint) const {
    return search(point, within, hint, true);
}

}  // namespace stipple::scalp
