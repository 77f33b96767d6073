// A small drawn head with a target where a landmark usually lies.
#pragma once
#include <imgui.h>

namespace stipple::ui {

// Into a square of `size` pixels. `mark` is an index of model::kMarkNames; -1: the head from the front without a
// target.
void draw_landmark_picture(ImDrawList* list, ImVec2 at, float size, int mark);

}  // namespace stipple::ui
