// Head measures as tape and caliper take them, from the mesh.
#pragma once
#include <glm/glm.hpp>
#include <map>
#include <string>
#include <vector>

#include "scalp/head.h"
#include "scalp/head_mesh.h"

namespace stipple::scalp {

// All in mm; `positions` are the mesh's in head axes. A measure whose landmarks are missing is left out.
//   head_breadth               greatest, above the ears
//   head_length                glabella to opisthocranion
//   circumference              taut tape through both
//   glabella_vertex_inion_arc  taut tape along the midline
//   bitragion_arc              taut tape from tragion to tragion over the vertex
//   forehead_height            along that midline tape from the glabella to where it leans back by 45 degrees
//   face_height                nasion to menton, straight
//   ear_height                 from the tragions up to the level of the vertex
//   ear_depth                  outer canthus to tragion, straight, mean of both sides
[[nodiscard]] std::map<std::string, double> measure_head(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions,
                                                         const Landmarks& landmarks);

}  // namespace stipple::scalp
