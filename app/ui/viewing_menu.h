// The menu of distances, and what they put over the picture.
#pragma once
#include "output.h"
#include "state.h"

namespace stipple::ui {

// A button at `min` that names the distance and opens the menu of distances and lights.
void draw_viewing_button(Context& context, ImVec2 min, float width, const model::Design& design, const UiState& state);

// Grey card, ruler, and from where the head is seen.
void draw_viewing(Context& context, const Rect& viewport, const ViewingState& state);

// A frame as wide as a bank card is to be: drag its edge until it is, and the screen is measured.
void draw_screen_measure(Context& context, const Rect& viewport, const ViewingState& state);

}  // namespace stipple::ui
