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

// Where a quoted include of `file` leads, from the root, or "".
std::string target_of(const fs::path& file, const std::string& path) {
    for (const fs::path& folder : {file.parent_path(), kRoot / "app", kRoot, kRoot / "shaders"})
        if (fs::is_regular_file(folder / path)) return fs::relative(fs::weakly_canonical(folder / path), kRoot).generic_string();
    return "";
}

}  // namespace

TEST_CASE("no include breaks the level table") {
    int files = 0, includes = 0;
    for (const char* top : {"app", "renderer", "assets", "shaders/shared"})
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / top)) {
            const std::string extension = entry.path().extension().string();
            if (!entry.is_regular_file() || (extension != ".h" && extension != ".cpp")) continue;
            ++files;
            const std::string file = fs::relative(entry.path(), kRoot).generic_string();
            for (const Include& include : includes_of(text_of(entry.path()))) {
                ++includes;
                const std::string broken =
                    broken_rule(file, include, include.angled ? "" : target_of(entry.path(), include.path));
                INFO(file << ":" << include.line << ": " << broken);
                CHECK(broken.empty());
            }
        }
    CHECK(files > 50);
    CHECK(includes > 200);
}

TEST_CASE("the rules refuse what the table refuses") {
    const auto allowed = [](const char* file, const char* path, bool angled, const char* target = "") {
        return broken_rule(file, {path, angled, 1}, target).empty();
    };
    CHECK(allowed("app/model/design.cpp", "vector", true));
    CHECK(allowed("app/model/design.cpp", "sys/stat.h", true));
    CHECK(allowed("app/model/design_file.cpp", "nlohmann/json.hpp", true));
    CHECK(allowed("app/model/time_table.cpp", "shared/fade.h", false, "shaders/shared/fade.h"));
    CHECK_FALSE(allowed("app/model/design.cpp", "vulkan/vulkan.h", true));
    CHECK_FALSE(allowed("app/model/design.cpp", "imgui.h", true));
    CHECK(allowed("app/scalp/import/gltf_model.h", "tiny_gltf.h", true));  // one reader, behind its checks
    for (const char* file : {"app/model/design.cpp", "app/session/preview.cpp", "app/export/png.cpp", "app/ui/panel.cpp", "app/cli/render.cpp", "app/window/window.cpp", "renderer/renderer.cpp", "assets/bust/bust.cpp"})
        CHECK_FALSE(allowed(file, "tiny_gltf.h", true));
    CHECK_FALSE(allowed("app/model/design.cpp", "scalp/head.h", false, "app/scalp/head.h"));
    CHECK_FALSE(allowed("app/scalp/chart.cpp", "model/design.h", false, "app/model/design.h"));
    CHECK_FALSE(allowed("assets/bust/bust.cpp", "shared/hash.h", false, "shaders/shared/hash.h"));
    CHECK_FALSE(allowed("assets/skin/layers.cpp", "Eigen/Dense", true));
    CHECK_FALSE(allowed("app/model/design.cpp", "assets/skin/skin_table.h", false, "assets/skin/skin_table.h"));
    CHECK(allowed("app/session/skin/skin_color.cpp", "assets/skin/skin_table.h", false, "assets/skin/skin_table.h"));
    CHECK_FALSE(allowed("renderer/renderer.cpp", "model/design.h", false, "app/model/design.h"));
    CHECK_FALSE(allowed("renderer/renderer.cpp", "GLFW/glfw3.h", true));
    CHECK(allowed("app/session/preview.cpp", "renderer/renderer.h", false, "renderer/renderer.h"));
    CHECK_FALSE(allowed("app/session/preview.cpp", "renderer/vulkan/device.h", false, "renderer/vulkan/device.h"));
    CHECK_FALSE(allowed("app/session/preview.cpp", "vulkan/vulkan.h", true));
    CHECK_FALSE(allowed("app/ui/panel.cpp", "session/preview.h", false, "app/session/preview.h"));
    CHECK_FALSE(allowed("app/ui/panel.cpp", "renderer/renderer.h", false, "renderer/renderer.h"));
    CHECK_FALSE(allowed("app/cli/render.cpp", "imgui.h", true));  // the command line builds without the window
    CHECK(allowed("app/window/window.cpp", "backends/imgui_impl_vulkan.h", true));
    CHECK_FALSE(allowed("app/new_folder/thing.cpp", "vector", true));
    CHECK_FALSE(allowed("app/model/design.cpp", "zlib.h", false));                          // a package in quotes
    CHECK_FALSE(allowed("app/model/a.cpp", "../model/design.h", false, "app/model/design.h"));
}

TEST_CASE("includes are found however they are spaced") {
    const auto found = includes_of("#include <a>\n  #  include \"b/c.h\" // why\n// #include <no>\n#define include <no>\n#include <d>");
    REQUIRE(found.size() == 3);
    CHECK(found[0].path == "a");
    CHECK(found[1].path == "b/c.h");
    CHECK_FALSE(found[1].angled);
    CHECK(found[1].line == 2);
    CHECK(found[2].path == "d");
}
