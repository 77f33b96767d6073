// The landmark tool as it is seen: its page in the side panel, and marks and ghosts over the picture.
#pragma once
#include "landmark_state.h"
#include "output.h"

namespace stipple::ui {

// The page's top part: heading, small picture of the mark asked for, the six marks, buttons. Returns the height it
// took.
float draw_landmark_page(Context& context, ImVec2 at, float width, const LandmarkState& state);

// Coins to hold to a forehead, and the button that has their rim clicked. Returns the height it took.
float draw_length_points(Context& context, ImVec2 at, float width, const LandmarkState& state, bool coin);

// Over the picture.
void draw_marks(Context& context, const Rect& viewport, const LandmarkState& state);

}  // namespace stipple::ui
