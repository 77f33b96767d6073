// One design laid on different heads sits at the same anatomical place.
#include <catch2/catch.hpp>
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "model/design.h"
#include "session/hairline/hairline_line.h"
#include "session/head/built_in_head.h"
#include "session/head/prepared_head.h"

using namespace stipple;

namespace {

// A walk over the mesh in the plane x = const, from triangle to triangle through shared edges: nothing of the program's own
// path, which is the outline seen from a centre.
class Walk {
  public:
    explicit Walk(const scalp::HeadMesh& mesh) : mesh_(mesh) {
        std::map<std::tuple<float, float, float>, std::uint32_t> first;
        std::vector<std::uint32_t> same(mesh.positions.size());
        for (std::uint32_t i = 0; i < mesh.positions.size(); ++i) {
            const glm::vec3& p = mesh.positions[i];
            same[i] = first.try_emplace({p.x, p.y, p.z}, i).first->second;
        }
        for (const scalp::Submesh& part : mesh.submeshes) {
            if (!part.skin) continue;
            for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
                const std::array<std::uint32_t, 3> t{same[mesh.indices[i]], same[mesh.indices[i + 1]], same[mesh.indices[i + 2]]};
                for (int k = 0; k < 3; ++k) edges_[key(t[std::size_t(k)], t[std::size_t((k + 1) % 3)])].push_back(triangles_.size());
                triangles_.push_back(t);
            }
        }
    }

    // Length along the skin from the point of the plane nearest to `from`, upwards, to where it passes nearest to `to`.
    [[nodiscard]] double length(const glm::dvec3& from, const glm::dvec3& to) const {
        std::size_t here = triangles_.size();
        double nearest = 1e9;
        for (std::size_t t = 0; t < triangles_.size(); ++t) {
            const auto cut = crossings(t, from.x);
            if (cut.size() != 2) continue;
            const double distance = glm::length(0.5 * (cut[0].point + cut[1].point) - from);
            if (distance < nearest) nearest = distance, here = t;
        }
        auto cut = crossings(here, from.x);
        if (cut[0].point.y < cut[1].point.y) std::swap(cut[0], cut[1]);
        glm::dvec3 at = from;
        Crossing next = cut[0];
        double walked = 0, best = 1e9, best_walked = 0;
        for (int steps = 0; steps < 100000; ++steps) {
            // the nearest place of this piece to the goal
            const glm::dvec3 along = next.point - at;
            const double all = glm::length(along);
            const double share = all > 0 ? std::min(std::max(glm::dot(to - at, along) / (all * all), 0.0), 1.0) : 0;
            const double off = glm::length(at + share * along - to);
            if (off < best) best = off, best_walked = walked + share * all;
            walked += all;
            at = next.point;
            if (walked > 260) break;
            const auto& sharing = edges_.at(next.edge);
            if (sharing.size() < 2) break;
            here = sharing[0] == here ? sharing[1] : sharing[0];
            const auto out = crossings(here, from.x);
            if (out.size() != 2) break;
            next = out[0].edge == next.edge ? out[1] : out[0];
        }
        REQUIRE(best < 4);  // the goal lies beside the plane by as much as the line is uneven
        return best_walked;
    }

  private:
    using Edge = std::pair<std::uint32_t, std::uint32_t>;
    struct Crossing {
        Edge edge;
        glm::dvec3 point;
    };
    static Edge key(std::uint32_t a, std::uint32_t b) { return {std::min(a, b), std::max(a, b)}; }
    [[nodiscard]] std::vector<Crossing> crossings(std::size_t triangle, double x) const {
        std::vector<Crossing> found;
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t i = triangles_[triangle][std::size_t(k)], j = triangles_[triangle][std::size_t((k + 1) % 3)];
            const glm::dvec3 a(mesh_.positions[i]), b(mesh_.positions[j]);
            if ((a.x < x) == (b.x < x)) continue;
            found.push_back({key(i, j), a + (x - a.x) / (b.x - a.x) * (b - a)});
        }
        return found;
    }

    const scalp::HeadMesh& mesh_;
    std::vector<std::array<std::uint32_t, 3>> triangles_;
    std::map<Edge, std::vector<std::size_t>> edges_;
};

}  // namespace

TEST_CASE("the middle of the hairline lies where its height says, on every head") {
    std::vector<std::optional<std::filesystem::path>> heads{std::nullopt};
#ifdef STIPPLE_TEST_DATA
    for (const char* name : {"lee_perry_smith", "ict_facekit_neutral"}) heads.emplace_back(std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb");
#endif
    for (const auto& file : heads) {
        // Of a prepared head only what a hairline needs: dots change nothing about it.
        session::PreparedHead head;
        head.head = file ? scalp::load_head(*file) : session::built_in_head();
        head.chart = scalp::make_chart(head.head);
        head.midsagittal = scalp::midsagittal_path(head.head);
        const glm::dvec3 glabella(head.head.frame.landmarks.at("glabella"));
        const Walk walk(head.head.mesh);
        for (const double height : {55.0, 70.0, 100.0}) {
            const model::Design design = model::Design().with(model::ParameterId::hairline_height_mm, height);
            const auto laid = session::lay_hairline(design, head, nullptr);
            const double walked = walk.length(glabella, glm::dvec3(laid.line.at(laid.mid_frontal)));
            INFO(head.head.name << ", height " << height);
            std::cout << head.head.name << ": mid-frontal point asked for at " << height << " mm, walked " << walked << " mm\n";
            CHECK(std::abs(walked - height) < 3);
        }
    }
}
