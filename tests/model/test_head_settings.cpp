#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "model/design_file.h"
#include "model/history.h"

using namespace stipple::model;
using enum ParameterId;

namespace {

const Scan kClient{"client.glb", "0123456789abcdef"}, kOther{"other.glb", "fedcba9876543210"};

Design decided() {
    HeadSettings head;
    head.scan = kClient;
    head.marks["glabella"] = {1254.9008, -341.13633, 0.1 + 0.2};
    head.marks["inion"] = {-1, 2e-7, 3};
    head.length_points = {{1, 2, 3}, {4, 5, 6}};
    return Design().with_head(head).with(scan_known_length_mm, 24.25).with(scan_known_length, std::string("coin"));
}

std::string text_with_head(const std::string& head) {
    return R"({"format": "stipple design", "version": 1, "parameters": {}, "head": )" + head + "}";
}

}  // namespace

TEST_CASE("what was decided about a scan is saved beside the design, to the last bit") {
    const DesignDocument document{decided(), ""};
    const std::string text = design_to_text(document);
    CHECK(design_from_text(text, "a.stipple") == document);
    const auto root = nlohmann::json::parse(text);
    CHECK(root["head"]["scan"] == "client.glb");
    CHECK(root["head"]["hash"] == kClient.hash);
    CHECK(root["head"]["marks"]["glabella"][2] == 0.1 + 0.2);
    CHECK(root["head"]["length_points"].size() == 2);
    CHECK(root["head"]["parameters"]["scan.known_length_mm"] == 24.25);
    CHECK_FALSE(root["parameters"].contains("scan.known_length_mm"));
}

TEST_CASE("keys about a scan that a later version wrote are kept") {
    const std::string text = text_with_head(
        R"({"hash": "12", "marks": {"glabella": [1, 2, 3], "gonion_left": [4, 5, 6]}, "parameters": {"scan.later": 7}, "note": "x"})");
    const DesignDocument document = design_from_text(text, "a.stipple");
    CHECK(document.design.head().marks.size() == 1);
    const auto written = nlohmann::json::parse(design_to_text(document));
    CHECK(written["head"]["marks"]["gonion_left"] == nlohmann::json({4, 5, 6}));
    CHECK(written["head"]["marks"]["glabella"] == nlohmann::json({1, 2, 3}));
    CHECK(written["head"]["parameters"]["scan.later"] == 7);
    CHECK(written["head"]["note"] == "x");
    CHECK(design_from_text(design_to_text(document), "b") == document);
}

TEST_CASE("marks that are no points are refused by name") {
    for (const char* head :
         {R"([])", R"({"marks": []})", R"({"marks": {"inion": [1, 2]}})", R"({"marks": {"inion": [1, 2, "3"]}})",
          R"({"length_points": [[1, 2, 3]]})", R"({"hash": 5})", R"({"parameters": 1})",
          R"({"parameters": {"scan.known_length_mm": -4}})"}) {
        INFO(head);
        CHECK_THROWS_AS(design_from_text(text_with_head(head), "client.stipple"), BadDesignFile);
    }
    CHECK_THROWS_WITH(design_from_text(text_with_head(R"({"marks": {"inion": [1, 2, null]}})"), "client.stipple"),
                      Catch::Contains("inion"));
}

TEST_CASE("decisions about one scan are not taken for another") {
    const Design design = decided().with(density_per_cm2, 200.0);
    CHECK(design.for_scan(kClient) == design);
    const Design elsewhere = design.for_scan(kOther);
    CHECK(elsewhere.head().marks.empty());
    CHECK(elsewhere.head().length_points.empty());
    CHECK(elsewhere.number(scan_known_length_mm) == 0);
    CHECK(elsewhere.number(density_per_cm2) == 200);
    CHECK(design.for_scan({}).head().marks.empty());  // the built-in head
    // the same scan under another name; decisions that name no scan
    CHECK(design.for_scan({"renamed.glb", kClient.hash}).head().marks.size() == 2);
    CHECK(Design().with(scan_known_length_mm, 150.0).for_scan(kOther).number(scan_known_length_mm) == 150);
}

TEST_CASE("marks are undone like any other edit") {
    History history;
    HeadSettings head;
    head.scan = kClient;
    for (const std::string_view name : {kMarkNames[0], kMarkNames[1]}) {
        head.marks[std::string(name)] = {1, 2, 3};
        history.replace(history.current().with_head(head));
    }
    CHECK_FALSE(history.is_saved());
    history.undo();
    CHECK(history.current().head().marks.size() == 1);
    history.undo();
    CHECK(history.current() == Design());
    history.redo();
    CHECK(history.current().head().marks.contains("glabella"));
}

TEST_CASE("a file of marks alone is read too") {
    const auto folder = std::filesystem::temp_directory_path();
    const auto file = folder / "stipple-marks-test.json";
    for (const char* text : {R"({"glabella": [1, 2, 3]})", R"({"marks": {"glabella": [1, 2, 3]}})",
                             R"({"head": {"marks": {"glabella": [1, 2, 3]}}})"}) {
        std::ofstream(file) << text;
        std::string note = "as it was";
        CHECK(load_marks(file, &note).marks.at("glabella") == glm::dvec3(1, 2, 3));
        CHECK(note.empty());
    }
    std::ofstream(file) << R"({"glabella": [1, 2, 3], "tragionleft": [4, 5, 6]})";
    std::string note;
    CHECK(load_marks(file, &note).marks.size() == 1);
    CHECK(note.starts_with("\"tragionleft\": "));
    CHECK(note.find("tragion_left") != std::string::npos);
    for (const char* text : {"{}", "[]", R"({"nose": [1, 2, 3]})", R"({"glabella": [1, 2]})"}) {
        std::ofstream(file) << text;
        CHECK_THROWS_AS(load_marks(file), BadDesignFile);
    }
    std::filesystem::remove(file);
}
