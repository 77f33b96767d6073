// The line at the bottom: live numbers about what the picture shows.
#pragma once
#include "output.h"
#include "state.h"

namespace stipple::ui {

void draw_footer(Context& context, const Rect& area, const UiState& state);

}  // namespace stipple::ui
