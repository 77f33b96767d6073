// What libassimp makes of an OBJ, PLY or STL file, before its pictures are read. Run by mesh_import.cpp in a process of
// its own: on damaged files the library's OBJ reader crashes.
#pragma once
#include <cstdint>
#include <filesystem>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

#include "file_kind.h"

namespace stipple::scalp {

struct ImportedMesh {
    struct Material {
        std::string name, picture;  // picture: relative to the model's folder, as written; "" for none
        glm::vec3 color{1};         // linear
        std::uint8_t transparent = 0;  // 1 or 0
        std::uint8_t clamped = 0;      // 1: the picture ends at its edges (MTL's `-clamp on`); 0: it is repeated
    };
    struct Part {
        std::string name;
        std::uint32_t first_index = 0, index_count = 0;
        std::int32_t material = -1;
    };
    std::vector<glm::vec3> positions, normals;  // normals of length 1, or 0 where the file has none
    std::vector<glm::vec2> uvs;                 // empty or one a position, as are
    std::vector<glm::vec4> colors;              // linear
    std::vector<std::uint32_t> indices;
    std::vector<Material> materials;
    std::vector<Part> parts;
    std::uint64_t dropped = 0;  // triangles without finite coordinates
};

// `folder` is where an OBJ's materials are looked for, and nowhere else; empty for none. Throws gltf::Fault.
[[nodiscard]] ImportedMesh assimp_scene(std::span<const std::uint8_t> bytes, FileKind kind, const std::filesystem::path& folder);

}  // namespace stipple::scalp
