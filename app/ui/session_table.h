// The plan of sessions in the panel: a row a session, a column for its dots, mix, size and the days to the next.
#pragma once
#include "model/design.h"
#include "output.h"

namespace stipple::ui {

// Draws it at `at`, `width` pixels wide; returns its height.
float draw_session_table(Context& context, ImVec2 at, float width, const model::Design& design);

}  // namespace stipple::ui
