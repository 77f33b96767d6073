// The reader against collections of files made by others, where they are at hand.
#include <catch2/catch.hpp>

#ifdef STIPPLE_TEST_DATA
#include <chrono>
#include <fstream>
#include <sstream>

#include "scalp/bad_file.h"
#include "scalp/head.h"

using namespace stipple::scalp;
namespace fs = std::filesystem;

namespace {

bool is_model(const fs::path& file) {
    std::string e = file.extension().string();
    for (char& c : e) c = char(std::tolower(static_cast<unsigned char>(c)));
    return e == ".glb" || e == ".gltf";
}

// "load", "reject", or the message of an exception that should not be.
std::string outcome(const fs::path& file, bool frame) {
    const auto start = std::chrono::steady_clock::now();
    std::string result;
    try {
        const HeadMesh mesh = load_head_mesh(file);
        for (const std::uint32_t v : mesh.indices)
            if (v >= mesh.positions.size()) return "index out of range";
        if (frame) (void)find_frame(mesh);
        result = "load";
    } catch (const BadFile& bad) {
        const std::string what = bad.what();
        result = what.find(file.string()) == 0 && what.find('\n') == std::string::npos && what.find("; ") != std::string::npos ? "reject" : "message: " + what;
    } catch (const std::exception& other) {
        result = std::string("other exception: ") + other.what();
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return seconds < 20 ? result : "took " + std::to_string(seconds) + " s";
}

}  // namespace

TEST_CASE("every valid model of the collection loads") {
    int count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(STIPPLE_TEST_DATA) / "gltf/valid")) {
        if (!entry.is_regular_file() || !is_model(entry.path())) continue;
        INFO(entry.path());
        CHECK(outcome(entry.path(), false) == "load");
        ++count;
    }
    REQUIRE(count > 100);
}

TEST_CASE("hostile models meet their expectation and the frame finder survives those that load") {
    const fs::path folder = fs::path(STIPPLE_TEST_DATA) / "gltf/invalid/generated";
    std::ifstream table(folder / "EXPECT.tsv");
    std::string line;
    int count = 0;
    while (std::getline(table, line)) {
        std::istringstream fields(line);
        std::string name, expected;
        std::getline(fields, name, '\t');
        std::getline(fields, expected, '\t');
        INFO(name);
        const std::string got = outcome(folder / name, true);
        if (expected == "survive") CHECK((got == "load" || got == "reject"));
        else CHECK(got == expected);
        ++count;
    }
    REQUIRE(count > 100);
}

TEST_CASE("models that break one rule of the specification, and mangled downloads, are survived") {
    int count = 0;
    for (const char* name : {"khronos-validator", "real-world-corruption"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(STIPPLE_TEST_DATA) / "gltf/invalid" / name)) {
            if (!entry.is_regular_file() || !is_model(entry.path())) continue;
            INFO(entry.path());
            const std::string got = outcome(entry.path(), false);
            CHECK((got == "load" || got == "reject"));
            if (std::string(name) == "real-world-corruption") CHECK(got == "reject");
            ++count;
        }
    REQUIRE(count > 200);
}
#endif
