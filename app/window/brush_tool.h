// What the brush remembers between frames: no part of the design but the stroke under the hand.
#pragma once
#include <cstdint>
#include <memory>

#include "growing_stroke.h"
#include "ui/brush_state.h"

namespace stipple::window {

struct BrushTool {
    bool active = false;
    ui::BrushSettings settings;
    // Of the stroke under the hand:
    GrowingStroke growing;
    std::shared_ptr<const model::Stroke> laid;  // as the design has it
    std::uint64_t gesture = 0;
    glm::dvec2 mouse{0};  // where the hand was in the frame before, window pixels
    double time = 0;      // and when, seconds
};

}  // namespace stipple::window
