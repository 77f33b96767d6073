// What was decided about a head, in the words of those who read, mend and measure it. The one bridge from the design's
// head settings and parameters of_scan to the scalp side.
#pragma once
#include <string>

#include "assets/bust/bust.h"
#include "model/design.h"
#include "scalp/frame/frame_hints.h"
#include "scalp/mend/repair_report.h"

namespace stipple::session {

struct HeadChoices {
    std::string scan_hash;    // of the scan they are about; empty: of whichever is opened
    scalp::FrameHints frame;  // marks and the known length
    scalp::RepairOptions repair;
    bust::BustMeasures built_in;  // of the built-in head; a scan has its own
    [[nodiscard]] bool operator==(const HeadChoices&) const = default;
};

[[nodiscard]] HeadChoices head_choices(const model::Design& design);
// The same, or nothing decided where they are about another file than the one with this hash.
[[nodiscard]] HeadChoices choices_for(const HeadChoices& choices, const std::string& file_hash);
// What of them concerns the built-in head.
[[nodiscard]] HeadChoices built_in_choices(const HeadChoices& choices);

}  // namespace stipple::session
