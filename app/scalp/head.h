// A head understood: upright, in millimetres, with its landmarks.
#pragma once
#include <array>
#include <filesystem>
#include <glm/glm.hpp>
#include <map>
#include <string>
#include <vector>

#include "head_mesh.h"
#include "scalp/frame/frame_hints.h"

namespace stipple::scalp {

// Head axes: x the person's left, y up, z forward; origin midway between the ear canals (tragions); Frankfurt plane level.
// Landmark names: glabella, nasion, pronasale, subnasale, menton, tragion_left, tragion_right, outer_canthus_left,
// outer_canthus_right, vertex, inion, opisthocranion. A missing name was not found.
using Landmarks = std::map<std::string, glm::vec3>;

struct HeadFrame {
    glm::mat4 file_to_head{1.0F};  // uniform scale mm_per_unit, rotation, translation
    double mm_per_unit = 1.0;
    bool scale_assumed = true;  // no unit could be proved: lengths are right to about 4 %
    glm::vec3 up{0, 1, 0}, forward{0, 0, 1};  // unit vectors in file axes
    Landmarks landmarks;                      // head axes, mm
    std::map<std::string, double> landmark_confidence_mm;
    double confidence = 0;  // 0 no head found .. 1 every landmark sure
    std::map<std::string, double> measures_mm;  // head_length, head_breadth, circumference, bitragion_arc, glabella_vertex_inion_arc
    std::vector<std::string> problems;          // sentences a user can act on
    std::vector<std::string> repairs;           // what was mended of the scan, in sentences with numbers
};

// Finds the frame from geometry, and from what a person knows of the scan. Never throws for a readable mesh: a thing that
// is no head gets confidence 0 and problems. Deterministic.
[[nodiscard]] HeadFrame find_frame(const HeadMesh& mesh, const FrameHints& hints = {});

// The mesh in head axes and mm, with its frame. Submeshes keep their order.
struct Head {
    std::string name;  // file stem, or "built-in head"
    HeadMesh mesh;
    HeadFrame frame;
};
[[nodiscard]] Head place_head(std::string name, HeadMesh mesh, HeadFrame frame);

// A mesh in which no head was found, for looking at it and setting landmarks: file axes taken as x left, y up, z forward,
// its longest side scaled to 300 mm about its middle; no landmarks, confidence 0.
[[nodiscard]] HeadFrame bare_frame(const HeadMesh& mesh);
// The same placed by file_to_head: a similarity.
[[nodiscard]] HeadFrame bare_frame(const glm::dmat4& file_to_head);

// Lowest and highest corner of a mesh in its own coordinates.
using Bounds = std::array<glm::dvec3, 2>;
// Of the skin, or of everything where nothing is skin, without the outermost half percent of triangles on every side:
// stray islands frame nothing.
[[nodiscard]] Bounds robust_bounds(const HeadMesh& mesh);

// load_head_mesh and mended_head in one.
[[nodiscard]] Head load_head(const std::filesystem::path& file, const FrameHints& hints = {});

}  // namespace stipple::scalp
