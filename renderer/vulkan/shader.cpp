#include "renderer/vulkan/shader.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace stipple::renderer::vulkan {

std::span<const EmbeddedShader> builtin_shaders();  // generated from shaders/ by its CMakeLists.txt

namespace {
std::vector<std::span<const EmbeddedShader>>& lists() {
    static std::vector<std::span<const EmbeddedShader>> all{builtin_shaders()};
    return all;
}
}  // namespace

void add_shaders(std::span<const EmbeddedShader> more) { lists().push_back(more); }

const EmbeddedShader& embedded_shader(std::string_view name) {
    for (const std::span<const EmbeddedShader> list : lists())
        for (const EmbeddedShader& shader : list)
            if (shader.name == name) return shader;
    throw std::logic_error("no shader " + std::string(name) + " was built; see shaders/CMakeLists.txt");
}

std::span<const std::uint32_t> find_shader(std::string_view name) { return embedded_shader(name).words; }

}  // namespace stipple::renderer::vulkan
