// The bar along the top: files, undo, standard views, before and after.
#pragma once
#include "output.h"
#include "state.h"

namespace stipple::ui {

struct TopBarRequest {
    bool open = false, save_as = false, picture = false;  // dialogs to show
};
TopBarRequest draw_top_bar(Context& context, const Rect& area, const model::Design& design, const UiState& state);

}  // namespace stipple::ui
