// Comparing: the bar above the picture, what each pane shows in its corner, and the divider of a wipe.
#pragma once
#include "output.h"
#include "state.h"

namespace stipple::ui {

// Height of the bar, pixels: so much the picture gives up at its top.
[[nodiscard]] float compare_bar_height(const Theme& theme);
void draw_compare_bar(Context& context, const Rect& area, const CompareState& state);

// Over the panes: labels that open what can be chosen, the divider that a hand drags, and what a difference's colours mean.
void draw_panes(Context& context, const Rect& viewport, const CompareState& state);

}  // namespace stipple::ui
