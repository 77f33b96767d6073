// Triangles that masked materials cut away.
#pragma once
#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Drops triangles of masked materials that lie wholly where alpha is below the cut-off (looked at in up to 136 places
// of each): nothing is there, so no measure, chart or dot may find them. Submeshes left without triangles go too.
void drop_cut_out(HeadMesh& mesh);

}  // namespace stipple::scalp
