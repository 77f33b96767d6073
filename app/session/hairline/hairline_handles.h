// The hairline under a hand: handles on one head's skin, what they measure, and what a design becomes when one is dragged.
#pragma once
#include <glm/glm.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "model/hairline_drag.h"
#include "session/resolved_design.h"

namespace stipple::session {

// Handles are numbered as model::hairline_points; after these comes the middle of the neckline.
inline constexpr int kNapeHandle = model::kHairlinePoints;

struct HairlineHandle {
    std::string_view name;         // "frontotemporal apex"
    glm::vec3 at{0};               // on the skin, head axes, mm
    double from_glabella_mm = 0;   // of a tape along the skin; of the nape: straight down from the inion
    double from_midline_mm = 0;    // straight sideways, positive to the person's left
};

// All of them, as `resolved`, its design on this head, has them.
[[nodiscard]] std::vector<HairlineHandle> hairline_handles(const ResolvedDesign& resolved, const PreparedHead& head);

// The design whose `point` lies at `skin` (a point on the head's skin, head axes, mm), as near as neighbours and limits let
// it: see model::drag_point; the nape goes up and down alone. Nothing where the line would cross itself.
[[nodiscard]] std::optional<model::Design> drag_handle(const model::Design& design, const PreparedHead& head, int point,
                                                       const glm::vec3& skin, const model::HandleSet& handles, bool linked);

// Length of a taut tape along the skin from `from` to `to` (both on the chart's skin), in the plane through both and the
// chart's middle: it spans hollows and holes.
[[nodiscard]] double along_skin_mm(const PreparedHead& head, const glm::vec3& from, const glm::vec3& to);

// Lines an artist draws first, on the skin, head axes, mm.
struct HairlineGuide {
    enum class Kind {
        midline,
        vertical,      // through pupils and outer canthi
        third,         // level of the glabella, and one third of the face above and below it
        construction,  // 8 cm up from the glabella, 8 cm sideways, 8 cm up from there (Garg 2017)
    };
    Kind kind;
    std::string_view name;
    std::vector<glm::vec3> line;
};
[[nodiscard]] std::vector<HairlineGuide> hairline_guides(const PreparedHead& head);

}  // namespace stipple::session
