// The hairline tool: its picture over the head, and its switches in the panel.
#pragma once
#include <string>
#include <vector>

#include "hairline_state.h"
#include "output.h"

namespace stipple::ui {

void draw_hairline(Context& context, const Rect& viewport, const HairlineState& state);

// Switches at the top of the panel's section, `width` pixels wide at `at`; returns their height.
float draw_hairline_switches(Context& context, ImVec2 at, float width, const HairlineState& state, bool head_ready);

// Hairlines kept for other designs, to take and to add to; the same.
float draw_kept_hairlines(Context& context, ImVec2 at, float width, const std::vector<std::string>& names);

}  // namespace stipple::ui
