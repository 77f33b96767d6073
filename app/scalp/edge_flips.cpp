#include "edge_flips.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <vector>

namespace stipple::scalp {
namespace {

using glm::dvec3;
constexpr int most_passes = 12;

struct Side {
    std::uint64_t edge;    // both vertices, the smaller one high
    std::uint32_t corner;  // of the triangle's vertex opposite, in the index list
};

class Flipper {
  public:
    Flipper(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals, std::span<std::uint32_t> indices,
            double error_mm)
        : positions_(positions), normals_(normals), indices_(indices), error_mm_(error_mm) {}

    bool pass() {
        sides_.clear();
        for (std::uint32_t c = 0; c < indices_.size(); ++c) {
            const std::uint32_t a = indices_[next(c)], b = indices_[next(next(c))];
            sides_.push_back({std::uint64_t(std::min(a, b)) << 32 | std::max(a, b), c});
        }
        std::sort(sides_.begin(), sides_.end(), [](const Side& s, const Side& t) {
            return s.edge != t.edge ? s.edge < t.edge : s.corner < t.corner;
        });
        edges_.clear();
        for (std::size_t i = 0; i < sides_.size(); ++i)
            if (i == 0 || sides_[i].edge != sides_[i - 1].edge) edges_.push_back(sides_[i].edge);
        used_.assign(indices_.size() / 3, 0);
        made_.clear();
        bool any = false;
        for (std::size_t i = 0; i < sides_.size();) {
            std::size_t end = i + 1;
            while (end < sides_.size() && sides_[end].edge == sides_[i].edge) ++end;
            if (end == i + 2) any |= flip(sides_[i].corner, sides_[i + 1].corner);
            i = end;
        }
        return any;
    }

  private:
    static std::uint32_t next(std::uint32_t corner) { return corner % 3 == 2 ? corner - 2 : corner + 1; }
    [[nodiscard]] dvec3 at(std::uint32_t v) const { return positions_[v]; }
    [[nodiscard]] dvec3 area(std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
        return glm::cross(at(b) - at(a), at(c) - at(a));
    }

    // Cosine between a triangle and the mean of its vertices' normals: 1 where it lies along the surface they were
    // taken from.
    [[nodiscard]] double lies(std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
        const dvec3 face = area(a, b, c), mean = dvec3(normals_[a]) + dvec3(normals_[b]) + dvec3(normals_[c]);
        return glm::dot(face, mean) / std::sqrt(std::max(glm::dot(face, face) * glm::dot(mean, mean), 1e-30));
    }
    [[nodiscard]] double cotangent(std::uint32_t top, std::uint32_t a, std::uint32_t b) const {
        const dvec3 u = at(a) - at(top), w = at(b) - at(top), across = glm::cross(u, w);
        return glm::dot(u, w) / std::sqrt(std::max(glm::dot(across, across), 1e-30));
    }

    bool flip(std::uint32_t left_corner, std::uint32_t right_corner) {
        const std::uint32_t left = indices_[left_corner], right = indices_[right_corner];
        const std::uint32_t a = indices_[next(left_corner)], b = indices_[next(next(left_corner))];
        // Neighbours wound alike meet the edge from both ends.
        if (indices_[next(right_corner)] != b || left == right) return false;
        if (used_[left_corner / 3] || used_[right_corner / 3]) return false;
        const std::uint64_t edge = std::uint64_t(std::min(left, right)) << 32 | std::max(left, right);
        if (std::binary_search(edges_.begin(), edges_.end(), edge) || made_.contains(edge)) return false;
        const double before = std::min(lies(a, b, left), lies(b, a, right)),
                     after = std::min(lies(a, right, left), lies(b, left, right));
        constexpr double along = 0.985;  // 10 degrees: triangles this near to their normals are told apart by shape
        const bool rounder = cotangent(left, a, b) + cotangent(right, b, a) < -1e-6;
        const bool flatter = before < along && after > before + 1e-3;
        if (!flatter && !(rounder && after >= along)) return false;
        // The old and the new edge are the two diagonals: the surface moves by the distance between them at most. A
        // triangle that stands up has a corner off the surface already.
        const dvec3 across = glm::cross(at(b) - at(a), at(right) - at(left));
        const double size = std::sqrt(glm::dot(across, across));
        if (!(size > 0) || std::abs(glm::dot(across, at(left) - at(a))) > (flatter ? 3 : 1) * error_mm_ * size)
            return false;
        indices_[left_corner] = left, indices_[next(left_corner)] = a, indices_[next(next(left_corner))] = right;
        indices_[right_corner] = right, indices_[next(right_corner)] = b, indices_[next(next(right_corner))] = left;
        used_[left_corner / 3] = used_[right_corner / 3] = 1;
        made_.insert(edge);
        return true;
    }

    std::span<const glm::vec3> positions_, normals_;
    std::span<std::uint32_t> indices_;
    double error_mm_;
    std::vector<Side> sides_;
    std::vector<std::uint64_t> edges_;        // before this pass
    std::unordered_set<std::uint64_t> made_;  // in it
    std::vector<std::uint8_t> used_;          // triangles turned in this pass
};

}  // namespace

void flip_edges(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                std::span<std::uint32_t> indices, double error_mm) {
    Flipper flipper(positions, normals, indices, error_mm);
    for (int pass = 0; pass < most_passes && flipper.pass(); ++pass) {
    }
}

}  // namespace stipple::scalp
