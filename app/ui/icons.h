// The few pictograms of the window, drawn as strokes so that they are crisp at every scale.
#pragma once
#include <imgui.h>

namespace stipple::ui {

enum class Icon { open, save, picture, undo, redo, reset, close, chevron_down, chevron_right, plus, shuffle, target, warning, play, pause, plot, exchange, info };

// Fits a square of `size` pixels around `center`.
void draw_icon(ImDrawList* list, Icon icon, ImVec2 center, float size, ImU32 color);

}  // namespace stipple::ui
