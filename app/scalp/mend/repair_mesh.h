// Mending the triangles of a scan, before anything is known of the head.
#pragma once
#include <atomic>

#include "repair_report.h"
#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Drops triangles of no area and doubled ones, fins (small sheets that stand on the surface), and islands; brings rims together that lie
// side by side; winds all triangles alike and outwards, and makes normals anew where one of these was at work. Vertices stay as
// they are, UV seams too, except on rims brought together. What is transparent, or named as eyes, teeth, hair and the like,
// is left alone. A mesh in order stays as it is, byte for byte. Adds to `report`. Throws Cancelled when `cancel` is set.
void repair_mesh(HeadMesh& mesh, const RepairOptions& options, RepairReport& report, const std::atomic<bool>* cancel = nullptr);

}  // namespace stipple::scalp
