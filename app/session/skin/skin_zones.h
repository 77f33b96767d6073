// Where on a head skin is redder or paler: more or less melanin and blood by place.
#pragma once
#include <glm/glm.hpp>
#include <optional>
#include <span>
#include <vector>

#include "model/design.h"
#include "scalp/head.h"
#include "scalp/scalp_region.h"
#include "scalp/skin/capture.h"

namespace stipple::session {

// What no design changes, of one vertex.
struct SkinPlace {
    float red = 0;      // doublings of blood where redness is usual: crown, ears, nose, cheeks, and finely mottled
    float sun = 0;      // doublings of melanin that the sun left: blotches and spots of 4 to 30 mm on crown, forehead, nose and cheeks
    float covered = 0;  // 0 .. 1: inside the juvenile hairline, where hair kept the sun off; its edge 14 mm wide and waved
};
// One for each vertex of `display`; nothing of parts that are no skin. The head must have been found.
[[nodiscard]] std::vector<SkinPlace> skin_places(const scalp::Head& head, const scalp::ScalpRegion& region, const scalp::HeadMesh& display);

// What a design makes of them besides SkinLook::zones, which is a factor on all blood and read every frame.
struct ZoneWishes {
    bool shown = false;   // false: the head shows its own picture, which has it all
    float covered = 0;    // doublings of melanin where hair was
    [[nodiscard]] bool operator==(const ZoneWishes&) const = default;
};
// `shown` is the design after on_scan. The tone is taken in steps, so that few values of a slider ask for another upload.
[[nodiscard]] ZoneWishes zone_wishes(const model::Design& shown, const std::optional<scalp::Capture>& capture);

// renderer::HeadView::zones: empty where nothing is shown. `own_share` as PreparedHead has it, or empty: where a head's own picture stays
// beside the skin model it has these already.
[[nodiscard]] std::vector<glm::vec2> skin_zones(std::span<const SkinPlace> places, std::span<const float> own_share, const ZoneWishes& wishes);

}  // namespace stipple::session
