#include "repair_mesh.h"

#include <algorithm>
#include <array>
#include <utility>

#include "repair_islands.h"
#include "repair_seams.h"
#include "repair_topology.h"
#include "repair_winding.h"
#include "scalp/mesh_weld.h"
#include "scalp/progress.h"
#include "scalp/skin/skin_rule.h"

namespace stipple::scalp {
namespace {

// Fins are pieces at crowded edges with at most this share of all triangles.
constexpr double kFinShare = 0.005;

class MeshRepair {
  public:
    MeshRepair(HeadMesh& mesh, RepairReport& report, const std::atomic<bool>* cancel) : mesh_(mesh), report_(report), cancel_(cancel) {}

    void run() {
        gather();
        if (indices_.empty()) return;
        touched_.assign(mesh_.positions.size(), 0);
        first_ = weld(mesh_.positions);
        MeshTopology topology = clean();
        check();
        drop_fins(topology);
        check();
        if (const std::uint64_t pairs = close_seams(mesh_.positions, first_, topology, touched_); pairs > 0) {
            report_.seam_vertices += pairs;
            changed_ = true;
            first_ = weld(mesh_.positions);
            topology = clean();
        }
        check();
        const Pieces pieces = pieces_of(topology);
        wind(topology, pieces);
        check();
        drop_islands(topology, pieces);
        if (changed_) put_back();
    }

  private:
    void check() const {
        if (cancel_ && *cancel_) throw Cancelled();
    }

    // Triangles of the skin and of what the skin rule cut off it for being small.
    void gather() {
        of_submesh_.clear();
        const auto one_material = [&](const Submesh& s) {
            return std::any_of(mesh_.submeshes.begin(), mesh_.submeshes.end(), [&](const Submesh& skin) { return skin.skin && skin.name == s.name && skin.material == s.material; });
        };
        taken_.assign(mesh_.submeshes.size(), 0);
        for (std::size_t i = 0; i < mesh_.submeshes.size(); ++i) {
            const Submesh& s = mesh_.submeshes[i];
            if (!s.skin && !one_material(s)) continue;
            taken_[i] = 1;
            indices_.insert(indices_.end(), mesh_.indices.begin() + s.first_index, mesh_.indices.begin() + s.first_index + s.index_count);
            of_submesh_.insert(of_submesh_.end(), s.index_count / 3, std::uint32_t(i));
        }
    }

    void touch(std::size_t triangle) {
        for (std::size_t k = 0; k < 3; ++k) touched_[indices_[3 * triangle + k]] = 1;
    }

    template <class Drop>
    std::uint64_t drop_where(Drop&& drop) {
        std::size_t kept = 0;
        for (std::size_t t = 0; t < of_submesh_.size(); ++t) {
            if (drop(t)) {
                touch(t);
                continue;
            }
            for (std::size_t k = 0; k < 3; ++k) indices_[3 * kept + k] = indices_[3 * t + k];
            of_submesh_[kept++] = of_submesh_[t];
        }
        const std::uint64_t dropped = of_submesh_.size() - kept;
        indices_.resize(3 * kept);
        of_submesh_.resize(kept);
        changed_ |= dropped > 0;
        return dropped;
    }

    // Drops what is degenerate or there twice, and links the rest.
    MeshTopology clean() {
        drop_degenerate();
        check();
        MeshTopology topology = topology_of(mesh_.positions, first_, indices_);
        if (!may_hold_doubles(topology)) return topology;
        check();
        return drop_double() > 0 ? topology_of(mesh_.positions, first_, indices_) : topology;
    }

    // Two triangles over the same corners share all their edges: others crowd there too, or each edge has these two alone.
    static bool may_hold_doubles(const MeshTopology& topology) {
        constexpr std::uint32_t kNone = MeshTopology::kNone;
        for (std::size_t t = 0; t < topology.triangles(); ++t) {
            if (topology.crowded[t]) return true;
            const std::uint32_t a = topology.mates[3 * t], b = topology.mates[3 * t + 1], c = topology.mates[3 * t + 2];
            if (a != kNone && b != kNone && c != kNone && a / 3 == b / 3 && b / 3 == c / 3) return true;
        }
        return false;
    }

    void drop_degenerate() {
        report_.degenerate += drop_where([&](std::size_t t) {
            const std::uint32_t a = first_[indices_[3 * t]], b = first_[indices_[3 * t + 1]], c = first_[indices_[3 * t + 2]];
            return a == b || b == c || a == c;
        });
    }

    std::uint64_t drop_double() {
        // doubles meet in the bucket of their lowest corner
        const auto sorted = [&](std::size_t t) {
            std::array<std::uint32_t, 3> c{first_[indices_[3 * t]], first_[indices_[3 * t + 1]], first_[indices_[3 * t + 2]]};
            std::sort(c.begin(), c.end());
            return c;
        };
        std::vector<std::uint32_t> start(mesh_.positions.size() + 1, 0), bucket(of_submesh_.size());
        std::vector<std::uint8_t> twice(of_submesh_.size(), 0);
        for (std::size_t t = 0; t < of_submesh_.size(); ++t) ++start[sorted(t)[0]];
        std::uint32_t sum = 0;
        for (std::uint32_t& s : start) sum += std::exchange(s, sum);
        std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
        for (std::uint32_t t = 0; t < of_submesh_.size(); ++t) {
            const std::array<std::uint32_t, 3> c = sorted(t);
            for (std::uint32_t i = start[c[0]]; i < fill[c[0]] && !twice[t]; ++i) twice[t] = sorted(bucket[i]) == c;
            bucket[fill[c[0]]++] = t;
        }
        const std::uint64_t dropped = drop_where([&](std::size_t t) { return twice[t] != 0; });
        report_.duplicates += dropped;
        return dropped;
    }

    void drop_fins(MeshTopology& topology) {
        if (std::find(topology.crowded.begin(), topology.crowded.end(), 1) == topology.crowded.end()) return;
        const Pieces pieces = pieces_of(topology);
        std::vector<std::uint32_t> size(pieces.count, 0);
        std::vector<std::uint8_t> crowded(pieces.count, 0);
        for (std::size_t t = 0; t < topology.triangles(); ++t) {
            ++size[pieces.of_triangle[t]];
            crowded[pieces.of_triangle[t]] |= topology.crowded[t];
        }
        const std::uint64_t dropped = drop_where([&](std::size_t t) {
            const std::uint32_t piece = pieces.of_triangle[t];
            return crowded[piece] && size[piece] <= kFinShare * double(topology.triangles());
        });
        report_.fins += dropped;
        if (dropped > 0) topology = topology_of(mesh_.positions, first_, indices_);
    }

    void wind(MeshTopology& topology, const Pieces& pieces) {
        const WindingReport winding = wind_alike(mesh_.positions, indices_, topology, pieces);
        report_.flipped += winding.patches;
        report_.inside_out |= winding.inside_out;
        for (std::size_t t = 0; t < of_submesh_.size(); ++t)
            if (winding.flipped[t]) {
                touch(t);
                changed_ = true;
            }
    }

    void drop_islands(const MeshTopology& topology, const Pieces& pieces) {
        const std::vector<std::uint8_t> islands = islands_of(mesh_.positions, indices_, topology, pieces);
        const auto count = std::uint64_t(std::count(islands.begin(), islands.end(), 1));
        if (count == 0) return;
        report_.islands += count;
        drop_where([&](std::size_t t) { return islands[pieces.of_triangle[t]] != 0; });
    }

    void put_back() {
        std::vector<std::uint32_t> indices;
        std::vector<Submesh> submeshes;
        std::size_t next = 0;
        for (std::size_t i = 0; i < mesh_.submeshes.size(); ++i) {
            Submesh s = mesh_.submeshes[i];
            const auto begin = std::uint32_t(indices.size());
            if (taken_[i]) {
                for (; next < of_submesh_.size() && of_submesh_[next] == i; ++next)
                    indices.insert(indices.end(), indices_.begin() + std::ptrdiff_t(3 * next), indices_.begin() + std::ptrdiff_t(3 * next + 3));
            } else {
                indices.insert(indices.end(), mesh_.indices.begin() + s.first_index, mesh_.indices.begin() + s.first_index + s.index_count);
            }
            s.first_index = begin;
            s.index_count = std::uint32_t(indices.size()) - begin;
            if (s.index_count == 0) continue;
            // what the skin rule had cut apart is judged anew as one
            const bool joins = taken_[i] && !submeshes.empty() && submeshes.back().name == s.name && submeshes.back().material == s.material;
            if (joins) submeshes.back().index_count += s.index_count;
            else submeshes.push_back(std::move(s));
        }
        mesh_.indices = std::move(indices);
        mesh_.submeshes = std::move(submeshes);
        // normals of all vertices at a place where something changed
        std::vector<std::uint8_t> place(mesh_.positions.size(), 0);
        for (std::size_t v = 0; v < touched_.size(); ++v) place[first_[v]] |= touched_[v];
        for (std::size_t v = 0; v < touched_.size(); ++v) touched_[v] = place[first_[v]];
        smooth_normals(mesh_.positions, mesh_.indices, touched_, mesh_.normals);
        mark_skin(mesh_);
    }

    HeadMesh& mesh_;
    RepairReport& report_;
    const std::atomic<bool>* cancel_;
    std::vector<std::uint32_t> indices_, of_submesh_, first_;
    std::vector<std::uint8_t> taken_, touched_;
    bool changed_ = false;
};

}  // namespace

void repair_mesh(HeadMesh& mesh, const RepairOptions& options, RepairReport& report, const std::atomic<bool>* cancel) {
    if (options.triangles) MeshRepair(mesh, report, cancel).run();
}

}  // namespace stipple::scalp
