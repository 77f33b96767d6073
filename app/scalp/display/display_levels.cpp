#include "display_levels.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <cmath>

#include "display_mesh.h"
#include "scalp/mesh_weld.h"
#include "scalp/triangle_tree.h"

namespace stipple::scalp {
namespace {

// The simplifier's error is a mean over a vertex's surroundings. With vertices moved, surfaces it makes for this share
// of an error keep within all of it but for a few places, which are mended.
constexpr float kSimplifierShare = 0.64F;
constexpr int kRounds = 4, kMoves = 2;
constexpr float kSpacingMm = 2.0F;  // of points distances are taken at
constexpr float kMargin = 1.1F;     // between them
// Where normals would be further off, light on lids and lips would jump when the head stops: cos of 12 degrees.
constexpr float kNormalCosine = 0.978F;
// Finer steps of colour may fray while the head moves.
constexpr float kColorStep = 0.08F;

class LevelMaker {
  public:
    LevelMaker(const HeadMesh& mesh, const std::atomic<bool>* cancel)
        : mesh_(mesh),
          cancel_(cancel),
          same_(weld(mesh.positions)),
          tree_(mesh.positions, mesh.indices),
          used_(mesh.positions.size(), 0) {
        for (const std::uint32_t index : mesh.indices) used_[index] = 1;
        painted_.resize(mesh.indices.size() / 3);
        for (std::size_t t = 0; t < painted_.size(); ++t)
            painted_[t] = color_step(mesh, &mesh.indices[3 * t]) > kColorStep ? 1 : 0;
        same_normal_ = same_;
        for (std::uint32_t v = 0; v < same_.size(); ++v)
            if (glm::dot(mesh.normals[v], mesh.normals[same_[v]]) < 0.999F) same_normal_[v] = v;
        extent_ = meshopt_simplifyScale(&mesh.positions[0].x, mesh.positions.size(), sizeof(glm::vec3));
    }

    // With at most `most` indices, or with more and then nothing else of it is made.
    DisplayLevel make(float error_mm, std::size_t most) const {
        std::vector<std::uint8_t> kept = painted_;
        DisplayLevel level;
        for (int round = 0; round < kRounds; ++round) {
            simplify(level, kept, error_mm * kSimplifierShare);
            if (level.indices.size() > most) break;
            for (int move = 0; move < kMoves && !cancelled(); ++move) move_vertices(level, error_mm);
            if (cancelled()) break;
            std::vector<std::uint8_t> bad(mesh_.positions.size(), 0);
            const float reached =
                std::max(from_mesh(level, error_mm / kMargin, bad), from_level(level, error_mm / kMargin, bad));
            level.error_mm = reached * kMargin;
            if (level.error_mm <= error_mm) break;
            keep_around(bad, kept);
        }
        return level;
    }

  private:
    [[nodiscard]] bool cancelled() const { return cancel_ && *cancel_; }

    // Leaves the level's vertices as the mesh's.
    void simplify(DisplayLevel& level, const std::vector<std::uint8_t>& kept, float error_mm) const {
        level.positions = mesh_.positions;
        level.normals = mesh_.normals;
        level.indices.clear();
        level.submeshes.clear();
        for (const Submesh& submesh : mesh_.submeshes) {
            std::vector<std::uint32_t> plain, fewer;
            for (std::uint32_t i = submesh.first_index; i < submesh.first_index + submesh.index_count; i += 3) {
                std::vector<std::uint32_t>& to = kept[i / 3] ? fewer : plain;
                to.insert(to.end(), &mesh_.indices[i], &mesh_.indices[i] + 3);
            }
            const std::size_t whole = fewer.size();
            fewer.resize(whole + plain.size());
            // The seam to the triangles kept is locked, so no gap opens there.
            if (!plain.empty())
                fewer.resize(whole + meshopt_simplify(fewer.data() + whole, plain.data(), plain.size(),
                                                      &mesh_.positions[0].x, mesh_.positions.size(), sizeof(glm::vec3),
                                                      0, error_mm / std::max(extent_, 1e-6F),
                                                      meshopt_SimplifyLockBorder));
            level.submeshes.push_back({std::uint32_t(level.indices.size()), std::uint32_t(fewer.size())});
            level.indices.insert(level.indices.end(), fewer.begin(), fewer.end());
        }
    }

    // Each vertex goes along its normal by the mean height of the mesh over the triangles around it, and its normal
    // turns by the mean of what normals are off there. Vertices at one place go together.
    void move_vertices(DisplayLevel& level, float error_mm) const {
        const TriangleTree tree(level.positions, level.indices);
        std::vector<float> heights(same_.size(), 0), weights(same_.size(), 0), normal_weights(same_.size(), 0);
        std::vector<glm::vec3> turns(same_.size(), glm::vec3(0));
        std::uint32_t hint = 0;
        for (std::size_t v = 0; v < same_.size(); ++v) {
            if (!used_[v]) continue;
            const TriangleTree::Nearest near = tree.nearest(mesh_.positions[v], 2 * error_mm, hint);
            if (near.distance > 1e29F) continue;
            hint = near.first_index;
            const std::uint32_t* triangle = &level.indices[near.first_index];
            const glm::vec3 shares = shares_at(level, near);
            const glm::vec3 turn = mesh_.normals[v] - normal_at(level, near, shares);
            const float height = glm::dot(mesh_.positions[v] - near.point, mesh_.normals[v]);
            for (int k = 0; k < 3; ++k) {
                const std::uint32_t corner = same_[triangle[k]], side = same_normal_[triangle[k]];
                const float alike = std::max(0.0F, glm::dot(mesh_.normals[v], mesh_.normals[triangle[k]]));
                heights[corner] += shares[k] * height * alike;
                weights[corner] += shares[k];
                turns[side] += shares[k] * alike * turn;
                normal_weights[side] += shares[k];
            }
        }
        for (std::size_t v = 0; v < same_.size(); ++v) {
            const std::uint32_t first = same_[v], side = same_normal_[v];
            if (used_[v] && weights[first] > 0)
                level.positions[v] += mesh_.normals[first] * (heights[first] / weights[first]);
            if (used_[v] && normal_weights[side] > 0)
                level.normals[v] = glm::normalize(level.normals[v] + turns[side] / normal_weights[side]);
        }
    }

    // Greatest distance from the mesh's vertices to the level; those beyond the limit, or whose normal the level shows
    // too far off, are marked.
    float from_mesh(const DisplayLevel& level, float limit, std::vector<std::uint8_t>& bad) const {
        const TriangleTree tree(level.positions, level.indices);
        TriangleTree::Nearest near;
        float worst = 0;
        for (std::size_t v = 0; v < same_.size(); ++v) {
            if (!used_[v]) continue;
            near = tree.nearest(mesh_.positions[v], 1e30F, near.first_index);
            worst = std::max(worst, near.distance);
            const glm::vec3 normal = normal_at(level, near, shares_at(level, near));
            if (near.distance > limit || glm::dot(normal, mesh_.normals[v]) < kNormalCosine * glm::length(normal))
                bad[v] = 1;
        }
        return worst;
    }

    // Greatest distance from points all over the level to the mesh; corners of triangles beyond the limit are marked.
    float from_level(const DisplayLevel& level, float limit, std::vector<std::uint8_t>& bad) const {
        Worst worst{tree_, limit};
        for (std::size_t i = 0; i < level.indices.size(); i += 3) {
            const glm::vec3 &a = level.positions[level.indices[i]], &b = level.positions[level.indices[i + 1]],
                            &c = level.positions[level.indices[i + 2]];
            const float longest = std::max({glm::length(b - a), glm::length(c - b), glm::length(a - c)});
            const int steps = std::clamp(int(std::ceil(longest / kSpacingMm)), 1, 200);
            bool beyond = false;
            for (int u = 0; u <= steps; ++u)
                for (int v = 0; u + v <= steps; ++v) {
                    const glm::vec3 p = a + (b - a) * (float(u) / float(steps)) + (c - a) * (float(v) / float(steps));
                    beyond = worst.look(p) || beyond;
                }
            for (int k = 0; k < 3 && beyond; ++k) bad[level.indices[i + std::size_t(k)]] = 1;
        }
        return worst.distance;
    }

    struct Worst {
        const TriangleTree& tree;
        float limit;
        float distance = 0;
        std::uint32_t hint = 0;
        // Whether the point is beyond the limit. Points nearer than the worst so far need no exact distance.
        bool look(const glm::vec3& p) {
            const float enough = std::min(distance, limit);
            TriangleTree::Nearest near = tree.any_nearer(p, enough, hint);
            if (near.distance > 1e29F)
                near = tree.nearest(p, 1e30F, hint), distance = std::max(distance, near.distance);
            hint = near.first_index;
            return near.distance > limit;
        }
    };

    void keep_around(const std::vector<std::uint8_t>& bad, std::vector<std::uint8_t>& kept) const {
        std::vector<std::uint8_t> place(bad.size(), 0);
        for (std::size_t v = 0; v < bad.size(); ++v)
            if (bad[v]) place[same_[v]] = 1;
        for (std::size_t i = 0; i < mesh_.indices.size(); ++i)
            if (place[same_[mesh_.indices[i]]]) kept[i / 3] = 1;
    }

    // Barycentric coordinates of a point on the level.
    static glm::vec3 shares_at(const DisplayLevel& level, const TriangleTree::Nearest& at) {
        const std::uint32_t* triangle = &level.indices[at.first_index];
        const glm::vec3& a = level.positions[triangle[0]];
        const glm::vec3 x = level.positions[triangle[1]] - a, y = level.positions[triangle[2]] - a, q = at.point - a;
        const float xx = glm::dot(x, x), xy = glm::dot(x, y), yy = glm::dot(y, y), qx = glm::dot(q, x),
                    qy = glm::dot(q, y);
        const float area2 = xx * yy - xy * xy;
        if (!(area2 > 0)) return glm::vec3(1.0F / 3);
        const float u = (yy * qx - xy * qy) / area2, v = (xx * qy - xy * qx) / area2;
        return {1 - u - v, u, v};
    }

    static glm::vec3 normal_at(const DisplayLevel& level, const TriangleTree::Nearest& at, const glm::vec3& shares) {
        const std::uint32_t* triangle = &level.indices[at.first_index];
        return shares.x * level.normals[triangle[0]] + shares.y * level.normals[triangle[1]] +
               shares.z * level.normals[triangle[2]];
    }

    const HeadMesh& mesh_;
    const std::atomic<bool>* cancel_;
    std::vector<std::uint32_t> same_;         // the first vertex at the same place,
    std::vector<std::uint32_t> same_normal_;  // or the vertex itself where its normal is another
    TriangleTree tree_;
    std::vector<std::uint8_t> used_;     // vertices that any triangle has
    std::vector<std::uint8_t> painted_;  // triangles
    float extent_ = 1;                   // the simplifier takes errors relative to it
};

}  // namespace

std::vector<DisplayLevel> display_levels(const HeadMesh& mesh, std::span<const float> errors_mm,
                                         const std::atomic<bool>* cancel) {
    std::vector<DisplayLevel> levels;
    if (mesh.indices.empty()) return levels;
    const LevelMaker maker(mesh, cancel);
    std::size_t most = mesh.indices.size() / 4 * 3;
    for (const float error_mm : errors_mm) {
        DisplayLevel level = maker.make(error_mm, most);
        if (cancel && *cancel) break;
        if (level.indices.size() > most || (!levels.empty() && level.error_mm <= levels.back().error_mm)) continue;
        most = level.indices.size() / 4 * 3;
        levels.push_back(std::move(level));
    }
    return levels;
}

}  // namespace stipple::scalp
