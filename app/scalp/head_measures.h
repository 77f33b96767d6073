// Caliper and tape on a head in head axes.
#pragma once
#include <vector>

#include "head.h"

namespace stipple::scalp {

// From landmarks and triangles (vertices in `positions`), all in head axes and mm: head_breadth, head_length, circumference,
// glabella_vertex_inion_arc, bitragion_arc. What cannot be measured is left out.
[[nodiscard]] std::map<std::string, double> measure_head(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions, const Landmarks& landmarks);

}  // namespace stipple::scalp
