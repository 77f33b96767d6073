// From the triangles of a file to a head: mended, framed, placed.
#pragma once
#include <atomic>

#include "repair_report.h"
#include "scalp/head.h"

namespace stipple::scalp {

// Mends the triangles, finds the frame and places the mesh in head axes. HeadFrame::repairs tells what was mended. Never
// throws for a readable mesh, except Cancelled when `cancel` is set.
[[nodiscard]] Head mended_head(std::string name, HeadMesh mesh, const FrameHints& hints = {}, const RepairOptions& options = {},
                               const std::atomic<bool>* cancel = nullptr);

}  // namespace stipple::scalp
