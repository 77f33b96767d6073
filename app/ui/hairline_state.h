// What the hairline tool shows on the picture: the line, its handles with what they measure, and guides.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "landmark_state.h"

namespace stipple::ui {

struct HairlineState {
    struct Handle {
        std::string_view name;          // "frontotemporal apex"
        std::optional<ScreenPoint> at;  // none where the head hides it
        bool held = false, near = false;  // under the hand; the mouse is over it
        double from_glabella_mm = 0;    // along the skin
        double from_midline_mm = 0;     // positive to the person's left
        bool nape = false;              // from_glabella_mm is how far it lies below the inion
    };
    struct Line {
        std::vector<ScreenPoint> points;  // one visible stretch
        std::string_view label;           // shown at its last point; may be empty
    };
    bool active = false;
    bool linked = true;  // both sides move together
    bool guides = true;
    std::vector<Handle> handles;  // those that can be dragged
    std::vector<Line> line, guide_lines;
};

}  // namespace stipple::ui
