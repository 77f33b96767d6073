// What the picture of a scan says: whether it is what a camera saw, and what colour the skin has in it.
#pragma once
#include <optional>

#include "scalp/chart.h"
#include "scalp/head.h"

namespace stipple::scalp {

struct Capture {
    glm::vec3 skin{0};       // linear RGB: median by area over the drawable mask and the face
    double top_to_face = 1;  // luminance of the drawable mask over the face's, medians
    double light = 0;        // see light_in_picture
    // Else the picture shows colours alone, and a head in them reads as cut out of paper until light falls on it.
    [[nodiscard]] bool holds_light() const { return light > kLeastLight; }
    // Two scans whose pictures hold colours alone have 0.003 and 0.14 (a beard lies where light does not), the built-in
    // head's paint 0.035; in a soft light from above, two and a half times as strong as from below, all have 0.20 and more.
    static constexpr double kLeastLight = 0.17;
};

// Nothing where a head has no picture of itself: no texture and no colours at its vertices over most of its skin; one
// flat colour, or vertex colours that hardly change from one to the next (painted, not seen); or colours no skin has,
// as normal maps and maps of relief have where they stand in for a picture. An empty chart: judged over all of the skin.
[[nodiscard]] std::optional<Capture> find_capture(const Head& head, const ScalpChart& chart);

}  // namespace stipple::scalp
