// The whole of what is drawn over and around the picture. It is shown a design and a state, changes neither, and hands
// back what the user did.
#pragma once
#include "advice_card.h"
#include "dialogs.h"
#include "model/design.h"
#include "output.h"
#include "panel.h"
#include "state.h"
#include "time_line.h"

namespace stipple::ui {

// Where the regions of a window of `width` by `height` pixels lie, with or without the plot of strength over time.
struct Layout {
    Rect top_bar, viewport, time_line, panel, footer;
};
[[nodiscard]] Layout make_layout(float width, float height, const Theme& theme, bool plot = false);

class UserInterface {
  public:
    // Call between ImGui::NewFrame and ImGui::Render.
    [[nodiscard]] Output draw(const Theme& theme, const model::Design& design, const UiState& state);

    // Keys the window passes on. Esc closes what is open, and says whether anything was.
    void ask_open(const UiState& state) { dialogs_.show(Dialogs::Kind::open, state); }
    void ask_save(const UiState& state) { dialogs_.show(Dialogs::Kind::save, state); }
    void ask_hairline_name(const UiState& state) { dialogs_.show(Dialogs::Kind::hairline, state); }
    void ask_picture(const UiState& state) { dialogs_.show(Dialogs::Kind::picture, state); }
    bool escape();
    void enter() { hand_.enter = true; }
    void erase() { hand_.erase = true; }
    [[nodiscard]] std::uint64_t new_gesture() { return ++hand_.gesture; }

  private:
    Interaction hand_;
    Panel panel_;
    TimeLine time_line_;
    AdviceCard advice_;
    Dialogs dialogs_;
    bool list_open_ = false, close_list_ = false;
};

}  // namespace stipple::ui
