// Triangles of damaged heads, mended: the sound head is the truth.
#include <catch2/catch.hpp>
#include <algorithm>
#include <iterator>
#include <iostream>

#include "damaged_head.h"
#include "scalp/mend/repair_mesh.h"
#include "scalp/progress.h"

using namespace stipple::scalp;

namespace {

RepairReport mend(HeadMesh& mesh) {
    RepairReport report;
    repair_mesh(mesh, {}, report);
    return report;
}

// The share of the truth's triangles that are there again, wound the same way.
double share_back(const HeadMesh& truth, const HeadMesh& mended) {
    const auto a = test::places_of(truth), b = test::places_of(mended);
    std::vector<std::array<float, 9>> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return double(both.size()) / double(std::max(a.size(), b.size()));
}

}  // namespace

TEST_CASE("a head in order is left as it is") {
    const HeadMesh sound = test::sound_head();
    HeadMesh mesh = sound;
    const RepairReport report = mend(mesh);
    CHECK_FALSE(report.anything());
    CHECK(mesh.indices == sound.indices);
    CHECK(mesh.positions == sound.positions);
    CHECK(mesh.normals == sound.normals);
}

TEST_CASE("doubled, turned and loose triangles, fins and islands leave the sound head") {
    const HeadMesh sound = test::sound_head();
    HeadMesh mesh = sound;
    test::Damage damage(mesh, 7);
    damage.turned_patch({40, 60, 60}, 25);
    damage.doubles(90);
    damage.fins(120);
    damage.islands(40, 170);
    damage.loose(0.3);
    damage.shuffled();
    const RepairReport report = mend(mesh);
    CHECK(report.islands == 40);
    CHECK(report.fins >= 118);  // two may stand on one edge, and then make a pair of their own
    CHECK(report.fins <= 122);
    CHECK(report.duplicates >= (sound.indices.size() / 3 + 89) / 90);  // and where two fins fell on one edge
    CHECK(report.flipped > 50);
    CHECK(share_back(sound, mesh) > 0.9999);
    for (std::size_t t = 0; t < mesh.indices.size(); t += 3) {
        const glm::vec3 a = mesh.positions[mesh.indices[t]], b = mesh.positions[mesh.indices[t + 1]], c = mesh.positions[mesh.indices[t + 2]];
        const glm::vec3 n = glm::cross(b - a, c - a);
        if (glm::length(n) > 1e-3F) REQUIRE(glm::dot(glm::normalize(n), mesh.normals[mesh.indices[t]]) > -0.2F);
    }
    CHECK(report.sentences().size() >= 4);
}

TEST_CASE("a head inside out is turned, and so is one of two halves") {
    const HeadMesh sound = test::sound_head();
    HeadMesh mesh = sound;
    for (std::size_t t = 0; t < mesh.indices.size(); t += 3) std::swap(mesh.indices[t], mesh.indices[t + 1]);
    const RepairReport report = mend(mesh);
    CHECK(report.inside_out);
    CHECK(share_back(sound, mesh) == 1.0);
}

TEST_CASE("where the two sides of a thin ear touch, neither is turned over") {
    // A cushion with corners on a grid of 1 mm, pinched along a line as coarse steps of length do it. Each side goes on more
    // flatly into the other one there than into itself.
    constexpr int kSide = 21;
    HeadMesh mesh;
    const auto height = [](int x, int y) {
        const bool rim = x == 0 || y == 0 || x == kSide - 1 || y == kSide - 1;
        const bool pinched = x == 10 && y >= 4 && y <= 16;
        return rim || pinched ? 0.0F : 4.0F;
    };
    for (const float sign : {1.0F, -1.0F})
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) mesh.positions.emplace_back(x, y, sign * height(x, y));
    mesh.normals.assign(mesh.positions.size(), {0, 0, 1});
    for (std::uint32_t side = 0; side < 2; ++side)
        for (std::uint32_t y = 0; y + 1 < kSide; ++y)
            for (std::uint32_t x = 0; x + 1 < kSide; ++x) {
                const std::uint32_t a = (side * kSide + y) * kSide + x, b = a + 1, c = a + kSide, d = c + 1;
                const auto add = [&](std::uint32_t p, std::uint32_t q, std::uint32_t r) {
                    if (side == 1) std::swap(q, r);
                    mesh.indices.insert(mesh.indices.end(), {p, q, r});
                };
                add(a, b, d);
                add(a, d, c);
            }
    mesh.submeshes = {{"ear", 0, std::uint32_t(mesh.indices.size()), -1, true}};
    const HeadMesh sound = mesh;
    const RepairReport report = mend(mesh);
    CHECK(report.duplicates == 2);  // at two corners, where both sides are one
    CHECK(report.flipped == 0);
    CHECK(!report.inside_out);
    const auto mended = test::places_of(mesh), before = test::places_of(sound);
    CHECK(std::includes(before.begin(), before.end(), mended.begin(), mended.end()));
}

TEST_CASE("a seam that gapes is closed and one that does not stays") {
    const HeadMesh sound = test::sound_head();
    HeadMesh torn = sound;
    test::Damage(torn).torn_apart(0.2F);
    const RepairReport report = mend(torn);
    CHECK(report.seam_vertices > 80);
    HeadMesh again = torn;
    CHECK_FALSE(mend(again).anything());
    // wider than half of any edge it is no seam
    HeadMesh slit = sound;
    test::Damage(slit).torn_apart(25.0F);
    CHECK(mend(slit).seam_vertices == 0);
}

TEST_CASE("mending stops when it is cancelled, and can be switched off") {
    HeadMesh mesh = test::sound_head();
    test::Damage(mesh).islands(5, 160);
    const std::atomic<bool> cancel = true;
    RepairReport report;
    CHECK_THROWS_AS(repair_mesh(mesh, {}, report, &cancel), Cancelled);
    const std::size_t before = mesh.indices.size();
    RepairOptions off;
    off.triangles = false;
    repair_mesh(mesh, off, report);
    CHECK(mesh.indices.size() == before);
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("scanned heads: clean ones stay, a phone's is mended") {
    for (const char* name : {"ict_facekit_neutral", "lee_perry_smith", "demosthenes_photogrammetry", "nefertiti_bust"}) {
        const HeadMesh file = load_head_mesh(std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb");
        HeadMesh mesh = file;
        const RepairReport report = mend(mesh);
        INFO(name);
        CHECK_FALSE(report.anything());
        CHECK(mesh.indices == file.indices);
        CHECK(mesh.positions == file.positions);
    }
    HeadMesh phone = load_head_mesh(std::string(STIPPLE_TEST_DATA) + "/heads/phone_scan_degraded.glb");
    const RepairReport report = mend(phone);
    for (const std::string& sentence : report.sentences()) std::cout << "phone_scan_degraded: " << sentence << "\n";
    CHECK(report.islands >= 55);
    CHECK(report.duplicates >= 1000);
    CHECK(report.fins >= 100);
    CHECK(report.flipped > 100);
    HeadMesh again = phone;
    const RepairReport second = mend(again);
    CHECK(second.islands == 0);
    CHECK(second.flipped == 0);
}
#endif
