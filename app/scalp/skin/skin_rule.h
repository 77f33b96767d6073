// Which triangles are skin.
#pragma once
#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Sets Submesh::skin, cutting a submesh in two (skin first) where only some of its parts are skin. Not skin is
// 1. what has a transparent material (eye shells, tear film, lashes drawn on cards);
// 2. what is named as something else, in node, mesh or material: eyes, teeth, tongue, gums, lashes, brows, hair, clothes ...,
//    unless it is more than half of the whole surface (a head called "head with hair" is still a head);
// 3. a separate part that is small beside the largest one: less than 0.35 of its size and 6 % of the whole area (eyeballs
//    and teeth inside an unnamed mesh, islands of a scan). In a scan torn to pieces (largest part below 30 %) only crumbs go:
//    less than 0.15 of the size and 1.5 % of the area.
void mark_skin(HeadMesh& mesh);

}  // namespace stipple::scalp
