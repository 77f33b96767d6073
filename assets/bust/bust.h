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

// Wanted measures, mm; length 150..240, breadth 120..190, circumference 450..700 or 0. The defaults lie near the means
// of adult men in ANSUR II (Gordon et al. 2014, NATICK/TR-15/007); the figures have yet to be checked against the
// report. A circumference given with the default length and breadth scales the whole head. With other values the
// outline is first made rounder or squarer at the length and breadth asked; what that cannot reach scales both.
struct BustMeasures {
    double head_length = 197;   // glabella to opisthocranion
    double head_breadth = 153;  // greatest, above the ears
    double circumference = 0;   // taut tape through glabella and opisthocranion; 0: whatever follows from the others
};

struct BustPart {
    std::string name;  // "skin"; the lids are closed, so there are no eyeballs
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
// Throws std::invalid_argument for measures out of range.
[[nodiscard]] Bust make_bust(const BustMeasures& measures, BustDetail detail);

// Writes the bust as a binary glTF 2.0 file in metres (glTF's unit), beside and then renamed. Throws std::runtime_error
// naming the file when it cannot be written.
void write_bust(const Bust& bust, const std::filesystem::path& file);

}  // namespace stipple::bust
