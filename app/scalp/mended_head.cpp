#include "mended_head.h"

#include "repair_mesh.h"

namespace stipple::scalp {

Head mended_head(std::string name, HeadMesh mesh, const FrameHints& hints, const RepairOptions& options, const std::atomic<bool>* cancel) {
    RepairReport report;
    repair_mesh(mesh, options, report, cancel);
    HeadFrame frame = find_frame(mesh, hints);
    frame.repairs = report.sentences();
    return place_head(std::move(name), std::move(mesh), std::move(frame));
}

}  // namespace stipple::scalp
