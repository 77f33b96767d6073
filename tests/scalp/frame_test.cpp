// The frame finder against hand-marked scans, the built-in head's own landmarks, and things that are no heads.
#include <catch2/catch.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "assets/bust/bust.h"
#include "glb_builder.h"
#include "scalp/head.h"
#include "sphere.h"

using namespace stipple::scalp;

namespace {

#ifdef STIPPLE_TEST_DATA
HeadMesh moved(HeadMesh mesh, const glm::dmat4& matrix) {
    for (glm::vec3& p : mesh.positions) p = glm::vec3(matrix * glm::dvec4(glm::dvec3(p), 1));
    for (glm::vec3& n : mesh.normals) n = glm::vec3(glm::normalize(glm::dmat3(matrix) * glm::dvec3(n)));
    return mesh;
}
#endif

}  // namespace

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

#ifdef STIPPLE_TEST_DATA
namespace {
struct Truth {
    std::string name;
    nlohmann::json json;
    HeadMesh mesh;
};
Truth truth(const std::string& name) {
    const std::string stem = std::string(STIPPLE_TEST_DATA) + "/heads/" + name;
    std::ifstream in(stem + ".landmarks.json");
    return {name, nlohmann::json::parse(in), load_head_mesh(stem + ".glb")};
}

void check_landmarks(const Truth& t, const HeadFrame& frame, const glm::dmat4& matrix, bool print) {
    const double mm = t.json["mm_per_unit"];
    const double stretch = glm::length(glm::dvec3(matrix[0]));
    const glm::dmat4 to_file = glm::inverse(glm::dmat4(frame.file_to_head));
    int seen = 0;
    for (const auto& [name, mark] : t.json["landmarks"].items()) {
        if (mark.is_null() || !frame.landmarks.count(name)) continue;
        const glm::dvec3 marked(matrix * glm::dvec4(mark["xyz"][0], mark["xyz"][1], mark["xyz"][2], 1));
        const glm::dvec3 mine(to_file * glm::dvec4(glm::dvec3(frame.landmarks.at(name)), 1));
        const double error = glm::length(mine - marked) / stretch * mm, confidence = mark["confidence_mm"];
        if (print) std::cout << t.name << " " << name << ": " << error << " mm off, marked to " << confidence << " mm\n";
        INFO(t.name << " " << name);
        CHECK(error < 10 + confidence);
        ++seen;
    }
    REQUIRE(seen >= 12);
}
}  // namespace

TEST_CASE("landmarks of scans lie within 10 mm of the hand-marked ones, and scale within 4 %") {
    for (const char* name : {"lee_perry_smith", "ict_facekit_neutral", "phone_scan_degraded"}) {
        const Truth t = truth(name);
        const HeadFrame frame = find_frame(t.mesh);
        REQUIRE(frame.confidence > 0.5);
        const double mm = t.json["mm_per_unit"];
        std::cout << name << ": " << frame.mm_per_unit << " mm a unit, marked " << mm << "\n";
        CHECK(frame.mm_per_unit == Approx(mm).epsilon(0.04));
        CHECK(frame.scale_assumed == (t.name == "lee_perry_smith"));
        check_landmarks(t, frame, glm::dmat4(1), true);
        const glm::vec3 up(t.json["up"][0], t.json["up"][1], t.json["up"][2]), forward(t.json["forward"][0], t.json["forward"][1], t.json["forward"][2]);
        CHECK(glm::dot(frame.up, up) > 0.98F);
        CHECK(glm::dot(frame.forward, forward) > 0.98F);
        for (const auto& [measure, value] : t.json["measures_mm"].items()) {
            if (value.is_null() || t.name == "phone_scan_degraded") continue;
            INFO(name << " " << measure);
            std::cout << name << " " << measure << ": " << frame.measures_mm.at(measure) << " mm, marked " << value << "\n";
            CHECK(frame.measures_mm.at(measure) == Approx(value.get<double>()).epsilon(0.04));
        }
    }
}

TEST_CASE("a head is found however it lies, wherever and whatever its unit") {
    const Truth t = truth("lee_perry_smith");
    int turn = 0;
    for (const glm::dvec3& axis : {glm::dvec3(1, 0, 0), glm::dvec3(0.3, 1, -0.2), glm::dvec3(-1, 0.4, 0.9), glm::dvec3(0.1, -0.7, 1)}) {
        const double angle = 0.9 + 1.1 * turn++;
        glm::dmat4 matrix = glm::translate(glm::dmat4(1), glm::dvec3(30, -70, 120));
        matrix = glm::rotate(matrix, angle, glm::normalize(axis));
        matrix = glm::scale(matrix, glm::dvec3(0.048 * turn));
        const HeadFrame frame = find_frame(moved(t.mesh, matrix));
        INFO("turn " << turn);
        REQUIRE(frame.confidence > 0.5);
        check_landmarks(t, frame, matrix, false);
    }
}

TEST_CASE("the frame is the same on every run") {
    const Truth t = truth("ict_facekit_neutral");
    const HeadFrame a = find_frame(t.mesh), b = find_frame(t.mesh);
    REQUIRE(a.file_to_head == b.file_to_head);
    REQUIRE(a.landmarks == b.landmarks);
}

TEST_CASE("statues and cut scans are answered honestly") {
    for (const char* name : {"nefertiti_bust", "ct_head_isosurface", "demosthenes_photogrammetry"}) {
        const HeadFrame frame = find_frame(load_head_mesh(std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb"));
        INFO(name);
        CHECK_FALSE(frame.problems.empty());
        CHECK(frame.confidence < 0.9);
        for (const std::string& problem : frame.problems) std::cout << name << ": " << problem << "\n";
    }
}
#endif
