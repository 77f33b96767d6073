// Shaders are compiled when the program is built and lie inside it, by file name ("splat.comp") or variant name
// ("splat_int32.comp"); see shaders/CMakeLists.txt.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace stipple::renderer::vulkan {

struct EmbeddedShader {
    std::string_view name;
    std::span<const std::uint32_t> words;
    std::string_view source;   // file name inside its folder
    std::string_view define;   // for a variant: "SPLAT_INT32", else ""
};

// For shaders of tests, which are not in the program. Before any pipeline is made; not thread-safe.
void add_shaders(std::span<const EmbeddedShader> more);
// Throws std::logic_error for a name that was not built.
[[nodiscard]] const EmbeddedShader& embedded_shader(std::string_view name);
[[nodiscard]] std::span<const std::uint32_t> find_shader(std::string_view name);

}  // namespace stipple::renderer::vulkan
