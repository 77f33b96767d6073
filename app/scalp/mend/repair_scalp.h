// Mending the skin of a scan once it is known where the head is.
#pragma once
#include <atomic>

#include "repair_report.h"
#include "scalp/head.h"

namespace stipple::scalp {

// Drops large pieces that are no part of the head, fills holes (each filling a submesh of its own with Submesh::filled, coloured as its
// rim) and smooths the noise of the scalp. `mesh` stays in file axes, `frame` is its frame: with confidence 0 nothing is done. True where the surface
// changed. Adds to `report`. Throws Cancelled when `cancel` is set.
[[nodiscard]] bool repair_scalp(HeadMesh& mesh, const HeadFrame& frame, const RepairOptions& options, RepairReport& report, const std::atomic<bool>* cancel = nullptr);

}  // namespace stipple::scalp
