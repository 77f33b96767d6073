#include "mended_head.h"

#include <algorithm>

#include "repair_mesh.h"
#include "repair_scalp.h"

namespace stipple::scalp {

Head mended_head(std::string name, HeadMesh mesh, const FrameHints& hints, const RepairOptions& options, const std::atomic<bool>* cancel) {
    RepairReport report;
    repair_mesh(mesh, options, report, cancel);
    HeadFrame frame = find_frame(mesh, hints);
    // with a crown, without a chair or noise, landmarks are found better
    if (repair_scalp(mesh, frame, options, report, cancel)) frame = find_frame(mesh, hints);
    frame.repairs = report.sentences();
    const std::vector<std::string> problems = report.problems();
    frame.problems.insert(frame.problems.end(), problems.begin(), problems.end());
    // a scalp has some 600 cm2: as much less can be relied on as was guessed
    frame.confidence *= std::max(0.5, 1 - report.filled_cm2 / 600);
    return place_head(std::move(name), std::move(mesh), std::move(frame));
}

}  // namespace stipple::scalp
