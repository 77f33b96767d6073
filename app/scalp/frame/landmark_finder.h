// Landmarks read off a head that already stands upright in about the right size (the axes of the average head).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "ears.h"

namespace stipple::scalp {

struct FoundLandmark {
    glm::dvec3 position{0};
    double confidence_mm = 0;
};
using FoundLandmarks = std::map<std::string, FoundLandmark>;

// Landmarks of face and ears: pronasale, nasion, glabella, subnasale, menton, tragions, outer canthi. Always all of them:
// what cannot be seen is put where the average head has it, with a wide confidence and a sentence in `problems`. Those in
// `given` (set by hand) are taken as they are.
[[nodiscard]] FoundLandmarks find_face_landmarks(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions,
                                                 const FoundLandmarks& given, std::vector<std::string>& problems);

// In final head axes (Frankfurt level, origin between the tragions), mm: vertex, opisthocranion, inion.
[[nodiscard]] FoundLandmarks find_cranium_landmarks(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions,
                                                    const glm::dvec3& glabella, const glm::dvec3& average_vertex,
                                                    std::vector<std::string>& problems);

}  // namespace stipple::scalp
