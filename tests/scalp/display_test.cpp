// Lighter copies of heads for drawing, against distances found the slow way.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>

#include "assets/bust/bust_data.h"
#include "scalp/display/display_levels.h"
#include "scalp/display/display_mesh.h"
#include "scalp/head.h"
#include "scalp/mend/edge_flips.h"
#include "scalp/triangle_tree.h"
#include "sphere.h"

using namespace stipple;
using namespace stipple::scalp;

namespace {

double segment_distance(const glm::dvec3& p, const glm::dvec3& a, const glm::dvec3& b) {
    const glm::dvec3 along = b - a;
    const double length2 = glm::dot(along, along);
    const double t = length2 > 0 ? std::clamp(glm::dot(p - a, along) / length2, 0.0, 1.0) : 0.0;
    return glm::length(p - (a + t * along));
}

// To the plane where the foot lies inside all three edges, else to the nearest edge.
double triangle_distance(const glm::dvec3& p, const std::array<glm::dvec3, 3>& t) {
    const double edge =
        std::min({segment_distance(p, t[0], t[1]), segment_distance(p, t[1], t[2]), segment_distance(p, t[2], t[0])});
    const glm::dvec3 normal = glm::cross(t[1] - t[0], t[2] - t[0]);
    const double area = glm::length(normal);
    if (!(area > 0)) return edge;
    for (std::size_t k = 0; k < 3; ++k)
        if (glm::dot(glm::cross(t[(k + 1) % 3] - t[k], p - t[k]), normal) < 0) return edge;
    return std::abs(glm::dot(p - t[0], normal)) / area;
}

struct Surface {
    std::vector<std::array<glm::dvec3, 3>> triangles;

    Surface(const std::vector<glm::vec3>& positions, const std::vector<std::uint32_t>& indices) {
        for (std::size_t i = 0; i < indices.size(); i += 3)
            triangles.push_back({glm::dvec3(positions[indices[i]]), glm::dvec3(positions[indices[i + 1]]),
                                 glm::dvec3(positions[indices[i + 2]])});
    }

    // Of every triangle whose box is near enough to matter.
    double distance(const glm::dvec3& p, double expected) const {
        double least = 1e30;
        for (const auto& t : triangles) {
            const glm::dvec3 low = glm::min(t[0], glm::min(t[1], t[2])) - expected,
                             high = glm::max(t[0], glm::max(t[1], t[2])) + expected;
            if (glm::any(glm::lessThan(p, low)) || glm::any(glm::greaterThan(p, high))) continue;
            least = std::min(least, triangle_distance(p, t));
        }
        return least;
    }

    // Spread evenly over the area.
    std::vector<glm::dvec3> points(std::size_t count, unsigned seed) const {
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> unit;
        std::vector<double> areas;
        for (const auto& t : triangles) areas.push_back(glm::length(glm::cross(t[1] - t[0], t[2] - t[0])));
        std::discrete_distribution<std::size_t> pick(areas.begin(), areas.end());
        std::vector<glm::dvec3> points;
        while (points.size() < count) {
            const auto& t = triangles[pick(random)];
            double u = unit(random), v = unit(random);
            if (u + v > 1) u = 1 - u, v = 1 - v;
            points.push_back(t[0] + u * (t[1] - t[0]) + v * (t[2] - t[0]));
        }
        return points;
    }
};

double farthest(const Surface& from, const Surface& to, double expected, unsigned seed) {
    double most = 0;
    for (const glm::dvec3& p : from.points(4000, seed)) most = std::max(most, to.distance(p, expected));
    return most;
}

void check_level(const HeadMesh& mesh, const DisplayLevel& level) {
    REQUIRE(level.positions.size() == mesh.positions.size());
    REQUIRE(level.normals.size() == mesh.normals.size());
    REQUIRE(level.submeshes.size() == mesh.submeshes.size());
    std::uint32_t next = 0;
    std::vector<std::uint8_t> used(mesh.positions.size(), 0);
    for (std::size_t s = 0; s < level.submeshes.size(); ++s) {
        CHECK(level.submeshes[s].first_index == next);
        next += level.submeshes[s].index_count;
        // Vertices of one part stay with it.
        std::vector<std::uint8_t> own(mesh.positions.size(), 0);
        for (std::uint32_t i = 0; i < mesh.submeshes[s].index_count; ++i)
            own[mesh.indices[mesh.submeshes[s].first_index + i]] = 1;
        bool all_own = true;
        for (std::uint32_t i = level.submeshes[s].first_index; i < next; ++i)
            all_own = all_own && own[level.indices[i]], used[level.indices[i]] = 1;
        CHECK(all_own);
    }
    CHECK(next == level.indices.size());
    double longest = 0;
    for (std::size_t v = 0; v < used.size(); ++v)
        if (used[v]) longest = std::max(longest, std::abs(double(glm::length(level.normals[v])) - 1));
    CHECK(longest < 1e-4);
    const Surface whole(mesh.positions, mesh.indices), fewer(level.positions, level.indices);
    const double error = double(level.error_mm);
    CHECK(farthest(whole, fewer, error, 1) <= error);
    CHECK(farthest(fewer, whole, error, 2) <= error);
}

HeadMesh built_in_display() {
    HeadMesh mesh = load_head_mesh(bust::bust_glb(), "the built-in head");
    const HeadFrame frame = find_frame(mesh);
    return display_mesh(place_head("the built-in head", std::move(mesh), frame).mesh);
}

}  // namespace

TEST_CASE("the nearest triangle is the one a search of all finds") {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> unit;
    const auto point = [&] { return glm::vec3(unit(random), unit(random), unit(random)); };
    std::vector<glm::vec3> positions;
    std::vector<std::uint32_t> indices;
    for (std::uint32_t t = 0; t < 400; ++t) {
        const glm::vec3 at = point() * 10.0F;
        for (std::uint32_t k = 0; k < 3; ++k) {
            positions.push_back(t % 10 == 9 && k == 2 ? positions.back() : at + point());  // some have no area
            indices.push_back(3 * t + k);
        }
    }
    const TriangleTree tree(positions, indices);
    const Surface all(positions, indices);
    for (int i = 0; i < 2000; ++i) {
        const glm::vec3 p = point() * 12.0F - 1.0F;
        const double truth = all.distance(glm::dvec3(p), 1e9);
        const TriangleTree::Nearest near = tree.nearest(p, 1e30F, std::uint32_t(random() % 400) * 3);
        REQUIRE(double(near.distance) == Approx(truth).margin(1e-4));
        REQUIRE(double(glm::length(p - near.point)) == Approx(truth).margin(1e-4));
        REQUIRE(triangle_distance(glm::dvec3(p), all.triangles[near.first_index / 3]) == Approx(truth).margin(1e-4));
        REQUIRE((tree.nearest(p, float(truth) * 0.99F).distance > 1e29F));
        REQUIRE((tree.any_nearer(p, float(truth) * 0.99F).distance > 1e29F));
        REQUIRE((tree.any_nearer(p, float(truth) * 1.01F + 1e-4F).distance < float(truth) * 1.01F + 1e-3F));
    }
    CHECK(TriangleTree({}, {}).nearest({0, 0, 0}).distance > 1e29F);
}

TEST_CASE("levels of the built-in head keep within the error they state") {
    const HeadMesh mesh = built_in_display();
    const std::vector<DisplayLevel> levels = display_levels(mesh);
    REQUIRE(levels.size() == 1);
    // What a head pass in motion may take: 25 000 triangles are 6 to 7 ms of lavapipe on two cores.
    CHECK(levels[0].indices.size() / 3 <= 25'000);
    CHECK(levels[0].indices.size() <= mesh.indices.size() / 2);
    CHECK(levels[0].error_mm <= 0.27F);  // or the named views would not draw it: kMotionHeadPixels
    check_level(mesh, levels[0]);
    const std::vector<DisplayLevel> again = display_levels(mesh);
    CHECK(again[0].indices == levels[0].indices);
    CHECK(again[0].positions == levels[0].positions);
}

TEST_CASE("a level's triangles are held against the mesh, not only against the numbers") {
    // The check itself: a surface moved by more than is stated is found out.
    const HeadMesh ball = test::sphere(90, 160);
    const std::vector<DisplayLevel> levels = display_levels(ball);
    REQUIRE(!levels.empty());
    check_level(ball, levels[0]);
    std::vector<glm::vec3> moved = levels[0].positions;
    for (glm::vec3& p : moved) p *= 1 + 2 * levels[0].error_mm / 90;
    const double error = double(levels[0].error_mm);
    CHECK(farthest(Surface(ball.positions, ball.indices), Surface(moved, levels[0].indices), 4 * error, 1) > error);
}

TEST_CASE("a level lies to both sides of what it stands for") {
    const HeadMesh ball = test::sphere(90, 160);
    const std::vector<DisplayLevel> levels = display_levels(ball);
    REQUIRE(!levels.empty());
    double sum = 0, square = 0;
    const auto points = Surface(levels[0].positions, levels[0].indices).points(4000, 4);
    for (const glm::dvec3& p : points) sum += glm::length(p) - 90, square += std::pow(glm::length(p) - 90, 2);
    const double mean = sum / double(points.size()), rms = std::sqrt(square / double(points.size()));
    CHECK(std::abs(mean) < 0.35 * rms);  // vertices on the sphere would leave every point inside: 0.8 or more
}

TEST_CASE("what cannot be left out gives no level") {
    HeadMesh ball = test::sphere(90, 96);
    CHECK(display_levels(HeadMesh{}).empty());
    const std::atomic<bool> cancel{true};
    CHECK(display_levels(ball, kDisplayErrorsMm, &cancel).empty());
    // Every triangle with vertices of its own and a place of its own.
    HeadMesh soup;
    for (std::size_t i = 0; i < ball.indices.size(); ++i) {
        soup.positions.push_back(ball.positions[ball.indices[i]] * (1 + 0.001F * float(i / 3 % 7)));
        soup.normals.push_back(ball.normals[ball.indices[i]]);
        soup.indices.push_back(std::uint32_t(i));
    }
    soup.submeshes = {{"soup", 0, std::uint32_t(soup.indices.size()), -1, true}};
    CHECK(display_levels(soup).empty());
}

TEST_CASE("open rims and painted edges stay where they are in levels") {
    HeadMesh half = test::sphere(90, 160);
    std::vector<std::uint32_t> upper;
    for (std::size_t i = 0; i < half.indices.size(); i += 3) {
        const std::uint32_t* t = &half.indices[i];
        if (std::min({half.positions[t[0]].y, half.positions[t[1]].y, half.positions[t[2]].y}) > 0)
            upper.insert(upper.end(), t, t + 3);
    }
    half.indices = upper;
    half.submeshes[0].index_count = std::uint32_t(upper.size());
    for (const glm::vec3& p : half.positions) half.colors.emplace_back(p.x > 30 ? 0.2F : 0.5F, 0.4F, 0.3F, 1.0F);
    const auto edges = [](const std::vector<std::uint32_t>& indices) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, int> count;
        for (std::size_t i = 0; i < indices.size(); i += 3)
            for (std::size_t k = 0; k < 3; ++k) ++count[std::minmax(indices[i + k], indices[i + (k + 1) % 3])];
        std::vector<std::pair<std::uint32_t, std::uint32_t>> rim;
        for (const auto& [edge, times] : count)
            if (times == 1) rim.push_back(edge);
        return rim;
    };
    const std::vector<DisplayLevel> levels = display_levels(half);
    REQUIRE(!levels.empty());
    CHECK(edges(levels[0].indices) == edges(half.indices));
    const auto painted = [&](const std::vector<std::uint32_t>& indices) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < indices.size(); i += 3) count += color_step(half, &indices[i]) > 0.2F;
        return count;
    };
    CHECK(painted(half.indices) > 0);
    CHECK(painted(levels[0].indices) == painted(half.indices));
    check_level(half, levels[0]);
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("levels of scans keep within the error they state") {
    constexpr float errors_mm[] = {0.25F, 1.0F};
    for (const char* name : {"lee_perry_smith", "ict_facekit_neutral"}) {
        INFO(name);
        const HeadMesh mesh = display_mesh(
            load_head(std::filesystem::path(STIPPLE_TEST_DATA) / "heads" / (std::string(name) + ".glb")).mesh);
        const std::vector<DisplayLevel> levels = display_levels(mesh, errors_mm);
        REQUIRE(!levels.empty());
        std::size_t finer = mesh.indices.size();
        for (const DisplayLevel& level : levels) {
            CHECK(level.indices.size() <= finer / 4 * 3);
            finer = level.indices.size();
            check_level(mesh, level);
        }
    }
}
#endif

TEST_CASE("the drawn built-in head has no triangle standing up from the scalp") {
    const HeadMesh drawn = built_in_display();
    int scalp = 0, slivers = 0, standing = 0;
    for (std::size_t t = 0; t < drawn.indices.size(); t += 3) {
        const std::uint32_t* v = &drawn.indices[t];
        const glm::dvec3 a(drawn.positions[v[0]]), b(drawn.positions[v[1]]), c(drawn.positions[v[2]]);
        if (a.y < 60) continue;
        ++scalp;
        const glm::dvec3 face = glm::cross(b - a, c - a);
        const double longest = std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
        slivers += glm::length(face) / longest < 0.05 * longest ? 1 : 0;
        for (int i = 0; i < 3; ++i)
            standing += glm::dot(face, glm::dvec3(drawn.normals[v[i]])) < 0.9 * glm::length(face) ? 1 : 0;
    }
    REQUIRE(scalp > 3000);
    CHECK(slivers <= scalp / 500);
    CHECK(standing == 0);
}

TEST_CASE("turning edges mends slivers and leaves borders and folds alone") {
    // A flat strip whose lower triangles are slivers, and a roof that must keep its ridge.
    const std::vector<glm::vec3> at{{0, 0, 0}, {10, 0, 0}, {5, 0, -0.1F}, {5, 0, 6}};
    const std::vector<glm::vec3> up(4, glm::vec3(0, 1, 0));
    std::vector<std::uint32_t> flat{0, 1, 2, 1, 0, 3};
    const auto area = [&](const std::vector<std::uint32_t>& t) {
        double sum = 0;
        for (std::size_t i = 0; i < t.size(); i += 3)
            sum += 0.5 * double(glm::dot(glm::cross(at[t[i + 1]] - at[t[i]], at[t[i + 2]] - at[t[i]]), up[0]));
        return sum;
    };
    const double before = area(flat);
    flip_edges(at, up, flat, 0.01);
    CHECK(area(flat) == Approx(before));
    for (std::size_t i = 0; i < 6; i += 3) {  // both hold vertices 2 and 3 now
        CHECK(std::count(&flat[i], &flat[i] + 3, 2U) == 1);
        CHECK(std::count(&flat[i], &flat[i] + 3, 3U) == 1);
    }
    const std::vector<glm::vec3> roof{{0, 3, 0}, {10, 3, 0}, {5, 0, 4}, {5, 0, -4}};
    const std::vector<glm::vec3> out{{0, 1, 0}, {0, 1, 0}, {0, 0.8F, 0.6F}, {0, 0.8F, -0.6F}};
    std::vector<std::uint32_t> ridge{0, 2, 1, 0, 1, 3};
    const std::vector<std::uint32_t> kept = ridge;
    flip_edges(roof, out, ridge, 0.1);
    CHECK(ridge == kept);
}
