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
    std::uint32_t high;    // the vertex of the edge with the higher number; the other one is its bucket's
    std::uint32_t corner;  // of the triangle's vertex opposite, in the index list
};

class Flipper {
  public:
    Flipper(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals, std::span<std::uint32_t> indices,
            double error_mm)
        : positions_(positions), normals_(normals), indices_(indices), error_mm_(error_mm) {
        changed_.assign(indices_.size() / 3, 1);
    }

    // Edges in the order of their vertices, the lower one first.
    bool pass() {
        sort_sides();
        used_.assign(indices_.size() / 3, 0);
        made_.clear();
        std::vector<std::uint32_t> open;  // edges that may flip, though not in this pass
        bool any = false;
        for (std::size_t i = 0; i < sides_.size();) {
            std::size_t end = i + 1;
            while (end < sides_.size() && sides_[end].high == sides_[i].high && same_bucket(end)) ++end;
            if (end == i + 2) any |= look_at(sides_[i].corner, sides_[i + 1].corner, open);
            i = end;
        }
        // What was refused for its shape stays so until one of its two triangles is another.
        changed_ = used_;
        for (const std::uint32_t corner : open) changed_[corner / 3] = 1;
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

    // Half-edges in buckets of their lower vertex, each in the order of the higher one and of its corner.
    void sort_sides() {
        const auto low = [&](std::uint32_t c) { return std::min(indices_[next(c)], indices_[next(next(c))]); };
        const auto high = [&](std::uint32_t c) { return std::max(indices_[next(c)], indices_[next(next(c))]); };
        const auto corners = std::uint32_t(indices_.size());
        first_.assign(positions_.size() + 1, 0);
        for (std::uint32_t c = 0; c < corners; ++c) ++first_[low(c) + 1];
        for (std::size_t v = 1; v < first_.size(); ++v) first_[v] += first_[v - 1];
        sides_.resize(corners);
        bucket_ends_.assign(corners, 0);
        std::vector<std::uint32_t> fill(first_.begin(), first_.end() - 1);
        for (std::uint32_t c = 0; c < corners; ++c) sides_[fill[low(c)]++] = {high(c), c};
        for (std::size_t v = 0; v + 1 < first_.size(); ++v) {
            if (first_[v] == first_[v + 1]) continue;
            std::sort(sides_.begin() + first_[v], sides_.begin() + first_[v + 1],
                      [](const Side& s, const Side& t) { return s.high != t.high ? s.high < t.high : s.corner < t.corner; });
            bucket_ends_[first_[v + 1] - 1] = 1;
        }
    }
    [[nodiscard]] bool same_bucket(std::size_t i) const { return bucket_ends_[i - 1] == 0; }

    // Whether there was an edge between the two before this pass.
    [[nodiscard]] bool is_edge(std::uint32_t a, std::uint32_t b) const {
        const std::uint32_t low = std::min(a, b), high = std::max(a, b);
        return std::any_of(sides_.begin() + first_[low], sides_.begin() + first_[low + 1], [&](const Side& s) { return s.high == high; });
    }

    // Flips the edge between the triangles of the two corners where it should be.
    bool look_at(std::uint32_t left_corner, std::uint32_t right_corner, std::vector<std::uint32_t>& open) {
        if (!changed_[left_corner / 3] && !changed_[right_corner / 3]) return false;
        const std::uint32_t left = indices_[left_corner], right = indices_[right_corner];
        const std::uint32_t a = indices_[next(left_corner)], b = indices_[next(next(left_corner))];
        // Neighbours wound alike meet the edge from both ends.
        if (indices_[next(right_corner)] != b || left == right) return false;
        if (used_[left_corner / 3] || used_[right_corner / 3]) return false;  // another triangle now
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
        const std::uint64_t edge = std::uint64_t(std::min(left, right)) << 32 | std::max(left, right);
        if (is_edge(left, right) || made_.contains(edge)) {
            open.push_back(left_corner);
            return false;
        }
        indices_[left_corner] = left, indices_[next(left_corner)] = a, indices_[next(next(left_corner))] = right;
        indices_[right_corner] = right, indices_[next(right_corner)] = b, indices_[next(next(right_corner))] = left;
        used_[left_corner / 3] = used_[right_corner / 3] = 1;
        made_.insert(edge);
        return true;
    }

    std::span<const glm::vec3> positions_, normals_;
    std::span<std::uint32_t> indices_;
    double error_mm_;
    std::vector<Side> sides_;                  // of the mesh before this pass
    std::vector<std::uint32_t> first_;         // of each vertex's bucket; one more at the end
    std::vector<std::uint8_t> bucket_ends_;    // 1 for the last side of a bucket
    std::unordered_set<std::uint64_t> made_;   // edges made in this pass
    std::vector<std::uint8_t> used_, changed_; // triangles turned in this pass; those to be looked at in it
};

}  // namespace

void flip_edges(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                std::span<std::uint32_t> indices, double error_mm) {
    Flipper flipper(positions, normals, indices, error_mm);
    for (int pass = 0; pass < most_passes && flipper.pass(); ++pass) {
    }
}

}  // namespace stipple::scalp
