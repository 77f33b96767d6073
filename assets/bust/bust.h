// The built-in head: a bald human bust made from numbers alone.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <glm/glm.hpp>
#include <map>
#include <string>
#include <vector>

namespace stipple::bust {

// Wanted measures, mm. Defaults are male means of the survey cited in bust.cpp.
struct BustMeasures {
    double head_length = 197;
    double head_breadth = 153;
    double circumference = 0;  // 0: whatever follows from length and breadth
};

struct BustPart {
    std::string name;  // "skin", "eye_left", "eye_right"
    std::vector<glm::vec3> positions, normals;
    std::vector<glm::vec2> uvs;
    std::vector<glm::vec4> colors;  // linear RGBA
    std::vector<std::uint32_t> indices;
};

// Head axes as everywhere: x the person's left, y up, z forward, mm, origin midway between the ear canals. `landmarks`
// uses the names of scalp::Landmarks and comes from the construction, as a truth to test the frame finder against.
struct Bust {
    std::vector<BustPart> parts;
    std::map<std::string, glm::vec3> landmarks;
};

enum class BustDetail { preview, final_mesh };

// Deterministic to the bit on every machine: + - x / sqrt only.
[[nodiscard]] Bust make_bust(const BustMeasures& measures, BustDetail detail);

// Writes the bust as a binary glTF 2.0 file in metres (glTF's unit), beside and then renamed. Throws std::runtime_error
// naming the file when it cannot be written.
void write_bust(const Bust& bust, const std::filesystem::path& file);

}  // namespace stipple::bust
