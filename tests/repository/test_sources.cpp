#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "level_rules.h"

using namespace stipple::tests;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = STIPPLE_SOURCE_DIR;

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

template <class Visit>
void each_source(Visit visit) {
    for (const char* top : {"app", "renderer", "assets", "shaders", "tests", "docs"})
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / top))
            if (entry.is_regular_file()) visit(entry.path());
}

}  // namespace

TEST_CASE("a source file includes its own header first, which proves that the header compiles alone") {
    each_source([](const fs::path& file) {
        const fs::path header = fs::path(file).replace_extension(".h");
        if (file.extension() != ".cpp" || !fs::exists(header)) return;
        const auto includes = includes_of(text_of(file));
        INFO(fs::relative(file, kRoot).string());
        REQUIRE_FALSE(includes.empty());
        CHECK(fs::path(includes.front().path).filename() == header.filename());
    });
}

TEST_CASE("every header guards itself") {
    each_source([](const fs::path& file) {
        if (file.extension() != ".h") return;
        const std::string text = text_of(file);
        INFO(fs::relative(file, kRoot).string());
        const bool guarded = text.find("#pragma once") != std::string::npos || text.find("#ifndef STIPPLE_") != std::string::npos;
        CHECK(guarded);
    });
}

TEST_CASE("no file names a folder of one developer's machine") {
    // Put together here so that this file does not find itself.
    const std::string places[] = {std::string("/wo") + "rk/", std::string("/ho") + "me/", std::string("/Us") + "ers/"};
    each_source([&](const fs::path& file) {
        const std::string extension = file.extension().string();
        if (extension == ".png" || extension == ".glb" || extension == ".spv") return;
        const std::string text = text_of(file);
        for (const std::string& place : places) {
            INFO(fs::relative(file, kRoot).string() << " names " << place);
            CHECK(text.find(place) == std::string::npos);
        }
    });
}
