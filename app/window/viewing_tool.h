// From where the window shows the head: view state, no part of the design.
#pragma once
#include <optional>

#include "session/view/distances.h"

namespace stipple::window {

struct ViewingTool {
    session::Distance distance = session::Distance::portrait;
    double f_number = 0;  // of the lens: one of model::kLensStops
    bool mirrored = false, life_size = false, grey_card = false, ruler = false;
    std::optional<double> screen_mm;   // a framebuffer pixel, measured
    std::optional<double> held_mm;     // while a card is held to the screen: what the frame stands at
};

}  // namespace stipple::window
