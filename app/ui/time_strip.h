// The strip under the picture: the years since the last session, to be scrubbed.
#pragma once
#include "model/design.h"
#include "output.h"

namespace stipple::ui {

void draw_time_strip(Context& context, const Rect& area, const model::Design& design);

}  // namespace stipple::ui
