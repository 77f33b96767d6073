// The frame finder on the built-in head and on things that are no heads; on scans see frame_scan_test.cpp.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>

#include "assets/bust/bust.h"
#include "glb_builder.h"
#include "scalp/head.h"
#include "sphere.h"

using namespace stipple::scalp;

TEST_CASE("the built-in head is found where its construction says it is") {
    const auto bust = stipple::bust::make_bust({}, stipple::bust::BustDetail::preview);
    const test::ScratchFolder folder;
    stipple::bust::write_bust(bust, folder.path() / "bust.glb");
    const Head head = load_head(folder.path() / "bust.glb");
    REQUIRE(head.frame.confidence > 0.8);
    REQUIRE(head.frame.mm_per_unit == 1000);
    REQUIRE_FALSE(head.frame.scale_assumed);
    for (const auto& [name, truth] : bust.landmarks) {
        if (!head.frame.landmarks.count(name)) continue;
        // the file is in metres and upright, so truth in file units is truth / 1000
        const glm::vec3 mine = head.frame.landmarks.at(name);
        const glm::vec3 marked = glm::vec3(head.frame.file_to_head * glm::vec4(truth / 1000.0F, 1));
        std::cout << "built-in head " << name << ": " << glm::length(mine - marked) << " mm off\n";
        INFO(name << " is at " << mine.x << " " << mine.y << " " << mine.z << ", should be " << marked.x << " " << marked.y << " " << marked.z);
        CHECK(double(glm::length(mine - marked)) < 10 + head.frame.landmark_confidence_mm.at(name));
    }
}

TEST_CASE("long lashes in one piece with the skin do not move the corners of the eyes") {
    const test::ScratchFolder folder;
    stipple::bust::write_bust(stipple::bust::make_bust({}, stipple::bust::BustDetail::preview), folder.path() / "bust.glb");
    const Head head = load_head(folder.path() / "bust.glb");
    HeadMesh mesh = head.mesh;
    const Submesh skin = *std::max_element(mesh.submeshes.begin(), mesh.submeshes.end(), [](const Submesh& a, const Submesh& b) { return a.index_count < b.index_count; });
    Submesh lashes{"lashes", std::uint32_t(mesh.indices.size()), 0, skin.material, true, false};
    for (const float side : {1.0F, -1.0F}) {
        const glm::vec3 corner = head.frame.landmarks.at(side > 0 ? "outer_canthus_left" : "outer_canthus_right");
        const auto first = std::uint32_t(mesh.positions.size());
        // a strip 4 mm tall from 25 mm within to 3 mm beyond the corner, 11 mm before it
        for (const glm::vec2 at : {glm::vec2(-25, -2), glm::vec2(3, -2), glm::vec2(3, 2), glm::vec2(-25, 2)}) {
            mesh.positions.push_back(corner + glm::vec3(side * at.x, at.y, 11));
            mesh.normals.emplace_back(0, 0, 1);
            if (!mesh.uvs.empty()) mesh.uvs.emplace_back(0);
            if (!mesh.colors.empty()) mesh.colors.emplace_back(1);
        }
        for (const std::uint32_t k : {0U, 1U, 2U, 0U, 2U, 3U}) mesh.indices.push_back(first + k);
        lashes.index_count += 6;
    }
    mesh.submeshes.push_back(lashes);
    const HeadFrame frame = find_frame(mesh);
    REQUIRE(frame.confidence > 0.8);
    for (const char* name : {"outer_canthus_left", "outer_canthus_right"}) {
        const glm::vec3 mine(glm::inverse(frame.file_to_head) * glm::vec4(frame.landmarks.at(name), 1)), before = head.frame.landmarks.at(name);
        INFO(name << " moved from " << before.x << " " << before.y << " " << before.z << " to " << mine.x << " " << mine.y << " " << mine.z);
        CHECK(glm::length(mine - before) < 6);
    }
}

TEST_CASE("things that are no heads get confidence 0 and a sentence") {
    for (const HeadMesh& mesh : {HeadMesh{}, test::sphere(100, 48), test::sphere(1e-12, 24), test::sphere(1e15, 24)}) {
        const HeadFrame frame = find_frame(mesh);
        REQUIRE(frame.confidence == 0);
        REQUIRE_FALSE(frame.problems.empty());
    }
    HeadMesh long_head = test::sphere(80, 48);  // a head's size and stretch, without a face
    for (glm::vec3& p : long_head.positions) p *= glm::vec3(0.95F, 1.1F, 1.2F);
    REQUIRE(find_frame(long_head).confidence == 0);
}
