// The brush: its ring over the head, and its page in the panel.
#pragma once
#include "brush_state.h"
#include "output.h"

namespace stipple::ui {

void draw_brush_ring(Context& context, const Rect& viewport, const BrushState& state);

// The page, `width` pixels wide at `at`; returns its height.
float draw_brush_page(Context& context, ImVec2 at, float width, const BrushState& state);

}  // namespace stipple::ui
