// How treated scalp and shaved sides compare, and the button that proposes dots which match.
#pragma once
#include "output.h"
#include "state.h"

namespace stipple::ui {

// Draws at `at`, `width` pixels wide, and returns the height. `ready`: there are dots to match with; `matching`: they are being matched.
float draw_match_line(Context& context, ImVec2 at, float width, const MatchLine& match, bool ready, bool matching);

}  // namespace stipple::ui
