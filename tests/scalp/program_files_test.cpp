// The real program on hostile and on good models: those made here, and collections of files made by others where they
// are at hand.
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "child.h"
#include "hostile_files.h"

namespace fs = std::filesystem;

namespace {

void run(const std::string& what, const std::vector<test::Case>& cases, std::size_t fewest) {
    std::cout << what << ": " << cases.size() << " files run" << std::endl;
    REQUIRE(cases.size() >= fewest);
    for (const std::string& sentence : test::inspect_all(cases)) {
        UNSCOPED_INFO(sentence);
        CHECK(sentence.empty());
    }
}

}  // namespace

TEST_CASE("hostile models made here are refused in one line or opened safely") {
    const test::ScratchFolder folder;
    run("made here", test::write_hostile_files(folder), 70);
}

#ifdef STIPPLE_TEST_DATA
namespace {

const fs::path kCollection = fs::path(STIPPLE_TEST_DATA) / "gltf";

std::vector<test::Case> models_below(const fs::path& folder, const std::string& expected) {
    std::vector<test::Case> cases;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        std::string extension = entry.path().extension().string();
        for (char& c : extension) c = char(std::tolower(static_cast<unsigned char>(c)));
        if (entry.is_regular_file() && (extension == ".glb" || extension == ".gltf"))
            cases.push_back({entry.path(), expected});
    }
    return cases;
}

}  // namespace

TEST_CASE("every valid model of the collection loads") {
    run("valid", models_below(kCollection / "valid", "load"), 150);
}

TEST_CASE("hostile models of the collection meet their expectation") {
    const fs::path folder = kCollection / "invalid/generated";
    std::ifstream table(folder / "EXPECT.tsv");
    std::vector<test::Case> cases;
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields(line);
        std::string name, expected;
        std::getline(fields, name, '\t');
        std::getline(fields, expected, '\t');
        cases.push_back({folder / name, expected});
    }
    run("invalid, generated", cases, 100);
}

TEST_CASE("models that break one rule of the specification are survived") {
    run("invalid, one rule broken", models_below(kCollection / "invalid/khronos-validator", "survive"), 200);
}

TEST_CASE("mangled downloads are refused") {
    run("invalid, mangled", models_below(kCollection / "invalid/real-world-corruption", "reject"), 5);
}
#endif
