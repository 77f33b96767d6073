#include "level_rules.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace stipple::tests {
namespace {

using std::string_view;

// What one folder may include besides itself, the C++ library and POSIX.
struct Rule {
    string_view folder;
    std::vector<string_view> project;   // folders or single headers
    std::vector<string_view> packages;  // beginnings of <...>
};

const std::array<Rule, 12>& rules() {
    static const std::array<Rule, 12> table{{
        {"shaders/shared/", {}, {"glm/"}},
        {"app/model/", {"shaders/shared/"}, {"glm/", "nlohmann/"}},
        {"app/scalp/",
         {"shaders/shared/"},
         {"glm/", "nlohmann/", "tiny_gltf.h", "draco/", "meshoptimizer.h", "Eigen/", "jpeglib.h", "png.h", "assimp/"}},
        {"assets/bust/", {}, {"glm/", "Eigen/"}},
        {"assets/skin/", {}, {"glm/"}},
        {"renderer/", {"shaders/shared/"}, {"glm/", "vulkan/"}},
        {"app/session/",
         {"shaders/shared/", "app/model/", "app/scalp/", "app/export/", "assets/bust/", "assets/skin/", "renderer/renderer.h"},
         {"glm/", "nlohmann/"}},
        {"app/export/",
         {"shaders/shared/", "app/model/", "app/scalp/", "app/session/", "assets/bust/", "renderer/renderer.h"},
         {"glm/", "nlohmann/", "png.h", "stb", "hpdf.h"}},
        {"app/ui/", {"shaders/shared/", "app/model/", "app/scalp/"}, {"glm/", "imgui", "stb"}},
        {"app/cli/", {"app/", "assets/bust/", "renderer/", "shaders/shared/"},
         {"glm/", "nlohmann/", "CLI/", "fmt/", "vulkan/"}},
        {"app/window/", {"app/", "assets/bust/", "renderer/", "shaders/shared/"},
         {"glm/", "vulkan/", "GLFW/", "imgui", "backends/imgui", "stb"}},
        {"app/main.cpp", {"app/", "assets/bust/", "renderer/"}, {}},
    }};
    return table;
}

bool starts_with_any(string_view text, const std::vector<string_view>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](string_view b) { return text.starts_with(b); });
}

bool is_system(string_view path) {
    if (path.find_first_of("./") == string_view::npos) return true;  // <vector>
    if (path.ends_with("intrin.h")) return true;                         // the compiler's own
    constexpr std::array<string_view, 10> libc{"unistd.h", "fcntl.h", "dlfcn.h", "pthread.h", "poll.h",
                                               "signal.h", "spawn.h", "pwd.h",   "malloc.h", "sys/"};
    return std::any_of(libc.begin(), libc.end(), [&](string_view p) { return path.starts_with(p); });
}

}  // namespace

std::vector<Include> includes_of(string_view text) {
    std::vector<Include> found;
    int line_number = 0;
    while (!text.empty()) {
        ++line_number;
        const auto end = text.find('\n');
        string_view line = text.substr(0, end);
        text = end == string_view::npos ? string_view{} : text.substr(end + 1);
        const auto skip = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
        skip();
        if (!line.starts_with('#')) continue;
        line.remove_prefix(1);
        skip();
        if (!line.starts_with("include")) continue;
        line.remove_prefix(7);
        skip();
        if (line.empty() || (line[0] != '"' && line[0] != '<')) continue;
        const bool angled = line[0] == '<';
        const auto close = line.find(angled ? '>' : '"', 1);
        if (close == string_view::npos) continue;
        found.push_back({std::string(line.substr(1, close - 1)), angled, line_number});
    }
    return found;
}

std::string broken_rule(string_view file, const Include& include, string_view target) {
    const auto rule = std::find_if(rules().begin(), rules().end(), [&](const Rule& r) { return file.starts_with(r.folder); });
    if (rule == rules().end()) return "the file stands in no folder of the level table";
    if (include.angled) {
        if (is_system(include.path) || starts_with_any(include.path, rule->packages)) return "";
        return std::string(rule->folder) + " may not use <" + include.path + ">";
    }
    if (target.empty()) return "\"" + include.path + "\" is not in the project: write packages and system headers in <>";
    if (include.path.find("..") != std::string::npos) return "includes are written from app/, the root or shaders/, never with ..";
    if (target.starts_with(rule->folder) || starts_with_any(target, rule->project)) return "";
    return std::string(rule->folder) + " may not use " + std::string(target);
}

}  // namespace stipple::tests
