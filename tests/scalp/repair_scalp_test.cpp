// Holes and noise of damaged heads, mended: the sound head is the truth.
#include <catch2/catch.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <tuple>

#include "bust/mesh_facts.h"
#include "damaged_head.h"
#include "scalp/mend/mended_head.h"
#include "scalp/mend/repair_mesh.h"
#include "scalp/mend/repair_scalp.h"
#include "scalp/progress.h"

using namespace stipple::scalp;

namespace {

// The frame of the sound head; the damaged one lies at the same place.
const HeadFrame& sound_frame() {
    static const HeadFrame frame = find_frame(test::sound_head());
    return frame;
}

RepairReport mend(HeadMesh& mesh, const RepairOptions& options = {}) {
    RepairReport report;
    repair_mesh(mesh, options, report);  // crumbs in holes
    (void)repair_scalp(mesh, sound_frame(), options, report);
    return report;
}

struct Errors {
    double mean = 0, worst = 0;
    int points = 0;
};

// How far the middles of filled triangles lie from the sound head.
Errors filling_errors(const HeadMesh& mended, const HeadMesh& sound) {
    Errors errors;
    for (const Submesh& s : mended.submeshes) {
        if (!s.filled) continue;
        const std::uint32_t step = 3 * std::max(1U, s.index_count / 3 / 250);
        for (std::uint32_t i = s.first_index; i < s.first_index + s.index_count; i += step) {
            const glm::dvec3 middle = (glm::dvec3(mended.positions[mended.indices[i]]) + glm::dvec3(mended.positions[mended.indices[i + 1]]) + glm::dvec3(mended.positions[mended.indices[i + 2]])) / 3.0;
            const double d = stipple::test::distance_to_mesh(middle, sound.positions, sound.indices);
            errors.mean += d;
            errors.worst = std::max(errors.worst, d);
            ++errors.points;
        }
    }
    if (errors.points) errors.mean /= errors.points;
    return errors;
}

// Edges of one triangle only, by place, above a height.
int rim_edges(const HeadMesh& mesh, float above) {
    std::vector<std::array<float, 6>> edges;
    for (std::size_t t = 0; t < mesh.indices.size(); t += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            glm::vec3 a = mesh.positions[mesh.indices[t + k]], b = mesh.positions[mesh.indices[t + (k + 1) % 3]];
            if (a.y < above || b.y < above) continue;
            if (std::tie(b.x, b.y, b.z) < std::tie(a.x, a.y, a.z)) std::swap(a, b);
            edges.push_back({a.x, a.y, a.z, b.x, b.y, b.z});
        }
    std::sort(edges.begin(), edges.end());
    int rims = 0;
    for (std::size_t i = 0; i < edges.size();) {
        std::size_t j = i;
        while (j < edges.size() && edges[j] == edges[i]) ++j;
        rims += j - i == 1;
        i = j;
    }
    return rims;
}

}  // namespace

TEST_CASE("a sound scalp is left as it is, and one smoothed on demand moves by less than 0.3 mm") {
    const HeadMesh sound = test::sound_head();
    HeadMesh mesh = sound;
    const RepairReport report = mend(mesh);
    std::cout << "the built-in head is uneven by " << report.roughness_mm << " mm\n";
    CHECK(report.holes == 0);
    CHECK(mesh.positions == sound.positions);
    CHECK(mesh.indices == sound.indices);
    RepairOptions always;
    always.smoothing = Smoothing::always;
    mend(mesh, always);
    std::vector<double> moved;
    for (std::size_t v = 0; v < mesh.positions.size(); ++v)
        if (sound.positions[v].y > 60) moved.push_back(double(glm::length(mesh.positions[v] - sound.positions[v])));
    std::sort(moved.begin(), moved.end());
    CHECK(moved[moved.size() / 2] < 0.1);
    CHECK(moved[moved.size() * 99 / 100] < 0.3);
}

TEST_CASE("holes in the scalp go on with its curvature") {
    const HeadMesh sound = test::sound_head();
    const glm::vec3 vertex = sound_frame().landmarks.at("vertex"), inion = sound_frame().landmarks.at("inion");
    struct Case {
        const char* name;
        glm::vec3 at;
        float radius;
        double noise, mean, worst;  // mm
    };
    // the top of the forehead is where a skull bends most
    const Case cases[] = {{"a coin's hole on the crown", vertex, 12, 0, 0.1, 0.4},
                          {"the crown", vertex, 50, 0, 0.7, 2.5},
                          {"the crown of a rough scan", vertex, 50, 0.4, 1.0, 3.5},
                          {"the back of the head", inion + glm::vec3(20, 40, 0), 30, 0, 0.5, 2.0},
                          {"a temple", {70, 70, 30}, 20, 0, 0.5, 2.0},
                          {"the front of the scalp", vertex + glm::vec3(-20, -15, 70), 25, 0, 0.5, 2.0}};
    for (const Case& c : cases) {
        HeadMesh mesh = sound;
        test::Damage damage(mesh, 3);
        if (c.noise > 0) damage.noise(c.noise, 0);
        damage.hole(c.at, c.radius);
        REQUIRE(rim_edges(mesh, 20) > 10);
        const RepairReport report = mend(mesh);
        const Errors errors = filling_errors(mesh, sound);
        std::cout << c.name << ": " << report.filled_cm2 << " cm2 filled, off the truth by " << errors.mean << " mm in the mean, " << errors.worst << " at most\n";
        INFO(c.name);
        CHECK(report.holes >= 1);  // the ragged rim may have left single triangles out beside it
        CHECK(report.filled_cm2 == Approx(3.1416e-2 * double(c.radius * c.radius)).epsilon(0.3));
        CHECK(errors.mean < c.mean);
        CHECK(errors.worst < c.worst);
        CHECK(rim_edges(mesh, 20) == 0);
        CHECK_FALSE(report.problems().empty());
        // wound outwards, as the normals say
        const Submesh& patch = mesh.submeshes.back();
        REQUIRE(patch.filled);
        for (std::uint32_t i = patch.first_index; i < patch.first_index + patch.index_count; i += 3) {
            const glm::vec3 a = mesh.positions[mesh.indices[i]], n = glm::cross(mesh.positions[mesh.indices[i + 1]] - a, mesh.positions[mesh.indices[i + 2]] - a);
            if (glm::length(n) > 0.05F) REQUIRE(glm::dot(glm::normalize(n), mesh.normals[mesh.indices[i]]) > 0);
        }
    }
}

TEST_CASE("a scalp cut off is not guessed, and switches are obeyed") {
    HeadMesh mesh = test::sound_head();
    test::Damage(mesh).hole(glm::vec3(0, 150, -10), 100);
    const RepairReport cut = mend(mesh);
    CHECK(cut.filled_cm2 < 1);  // nicks in the cut's ragged rim
    CHECK(cut.refused_cm2 > 130);
    CHECK(rim_edges(mesh, 20) > 100);
    HeadMesh open = test::sound_head();
    test::Damage(open).hole(sound_frame().landmarks.at("vertex"), 20);
    RepairOptions off;
    off.fill_holes = false;
    CHECK(mend(open, off).holes == 0);
    CHECK(rim_edges(open, 20) > 10);
    const std::atomic<bool> cancel = true;
    RepairReport report;
    CHECK_THROWS_AS(repair_scalp(open, sound_frame(), {}, report, &cancel), Cancelled);
}

TEST_CASE("noise on the scalp goes, and face, ears and size stay") {
    const HeadMesh sound = test::sound_head();
    HeadMesh mesh = sound;
    test::Damage(mesh, 5).noise(0.5, -1000);
    const HeadMesh noisy = mesh;
    const RepairReport report = mend(mesh);
    double before = 0, after = 0, mean = 0, count = 0;
    for (std::size_t v = 0; v < sound.positions.size(); ++v) {
        const glm::vec3 p = sound.positions[v];
        const bool face = p.z > 85 && p.y < 40, ear = std::abs(p.x) > 80 && p.y < 20 && std::abs(p.z) < 30;
        if (face || ear || p.y < -80) REQUIRE(mesh.positions[v] == noisy.positions[v]);
        if (p.y < 75) continue;
        const double e = double(glm::dot(mesh.positions[v] - p, sound.normals[v])), was = double(glm::dot(noisy.positions[v] - p, sound.normals[v]));
        before += was * was;
        after += e * e;
        mean += e;
        ++count;
    }
    std::cout << "noise of " << std::sqrt(before / count) << " mm became " << std::sqrt(after / count) << " mm, the surface moved by " << mean / count << " mm\n";
    CHECK(std::sqrt(before / count) > 0.45);
    CHECK(std::sqrt(after / count) < 0.2);
    CHECK(std::abs(mean / count) < 0.03);
    CHECK(report.sentences().size() == 1);
    RepairOptions never;
    never.smoothing = Smoothing::never;
    HeadMesh kept = noisy;
    mend(kept, never);
    CHECK(kept.positions == noisy.positions);
}

TEST_CASE("a wall behind the head goes, and shoulders meshed apart stay") {
    HeadMesh mesh = test::sound_head();
    const std::size_t before = mesh.indices.size();
    const auto base = std::uint32_t(mesh.positions.size());
    for (int v = 0; v <= 10; ++v)
        for (int u = 0; u <= 10; ++u) {
            mesh.positions.emplace_back(-200 + 40 * u, -250 + 40 * v, -160);
            mesh.normals.emplace_back(0, 0, 1);
        }
    for (std::uint32_t v = 0; v < 10; ++v)
        for (std::uint32_t u = 0; u < 10; ++u) {
            const std::uint32_t a = base + v * 11 + u;
            mesh.indices.insert(mesh.indices.end(), {a, a + 1, a + 11, a + 1, a + 12, a + 11});
        }
    mesh.submeshes.front().index_count = std::uint32_t(mesh.indices.size());
    CHECK(mend(mesh).foreign == 1);
    CHECK(mesh.indices.size() == before);
    HeadMesh apart = test::sound_head();
    test::Damage(apart).cut_at(-110);
    CHECK(mend(apart).foreign == 0);
}

TEST_CASE("a badly damaged head is a head again, the same on every run") {
    const auto damaged = [] {
        HeadMesh mesh = test::sound_head();
        test::Damage damage(mesh, 11);
        damage.noise(0.4, -1000);
        damage.hole(sound_frame().landmarks.at("vertex"), 42);
        damage.hole({30, 60, -95}, 8);
        damage.turned_patch({40, 60, 60}, 25);
        damage.doubles(100);
        damage.fins(80);
        damage.islands(50, 175);
        damage.loose(0.35);
        damage.shuffled();
        for (glm::vec3& p : mesh.positions) p = glm::vec3(p.z, p.x, p.y) / 25.4F + glm::vec3(50, -20, 8);
        for (glm::vec3& n : mesh.normals) n = glm::vec3(n.z, n.x, n.y);
        return mesh;
    };
    const Head head = mended_head("damaged", damaged());
    const Head again = mended_head("damaged", damaged());
    CHECK(head.mesh.positions == again.mesh.positions);
    CHECK(head.mesh.indices == again.mesh.indices);
    CHECK(head.mesh.normals == again.mesh.normals);
    CHECK(head.frame.mm_per_unit == 25.4);
    CHECK(head.frame.confidence > 0.6);
    for (const std::string& problem : head.frame.problems) {
        INFO(problem);
        CHECK(problem.find("crown is missing") == std::string::npos);
    }
    CHECK(std::any_of(head.frame.problems.begin(), head.frame.problems.end(), [](const std::string& p) { return p.find("of the crown were missing and have been filled") != std::string::npos; }));
    CHECK(head.frame.repairs.size() >= 6);
    for (const std::string& repair : head.frame.repairs) std::cout << "damaged head: " << repair << "\n";
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("scanned heads: clean scalps stay, a phone's is filled and smoothed") {
    const auto file = [](const char* name) { return std::string(STIPPLE_TEST_DATA) + "/heads/" + name; };
    for (const char* name : {"ict_facekit_neutral", "lee_perry_smith", "demosthenes_photogrammetry"}) {
        HeadMesh mesh = load_head_mesh(file(name) + ".glb");
        const HeadMesh before = mesh;
        RepairReport report;
        const bool changed = repair_scalp(mesh, find_frame(mesh), {}, report);
        std::cout << name << " is uneven by " << report.roughness_mm << " mm\n";
        INFO(name);
        CHECK_FALSE(changed);
        CHECK(mesh.positions == before.positions);
        CHECK(mesh.indices == before.indices);
    }
    const Head phone = load_head(file("phone_scan_degraded.glb"));
    for (const std::string& sentence : phone.frame.repairs) std::cout << "phone_scan_degraded: " << sentence << "\n";
    for (const std::string& problem : phone.frame.problems) {
        INFO(problem);
        CHECK(problem.find("crown is missing") == std::string::npos);
    }
    std::ifstream in(file("phone_scan_degraded.landmarks.json"));
    const auto truth = nlohmann::json::parse(in)["landmarks"]["vertex"]["xyz"];
    const glm::dvec3 vertex(glm::inverse(glm::dmat4(phone.frame.file_to_head)) * glm::dvec4(glm::dvec3(phone.frame.landmarks.at("vertex")), 1));
    // a vertex is a flat top: its height is what tells
    const glm::dvec3 off = 25.4 * (vertex - glm::dvec3(truth[0], truth[1], truth[2]));
    std::cout << "phone_scan_degraded: vertex " << glm::length(off) << " mm off, " << std::abs(glm::dot(off, glm::dvec3(phone.frame.up))) << " mm in height\n";
    CHECK(std::abs(glm::dot(off, glm::dvec3(phone.frame.up))) < 4);
    CHECK(glm::length(off) < 15);
}
#endif
