// The strip under the picture: the sessions, six weeks of healing and the years after, to be scrubbed and played, with the
// touch-ups as marks that the hand moves, and on demand the strength over time above it.
#pragma once
#include <optional>
#include <vector>

#include "model/design.h"
#include "output.h"
#include "state.h"
#include "strength_curves.h"
#include "time_scale.h"

namespace stipple::ui {

class TimeLine {
  public:
    // Whether the plot is to be shown: as the user chose, else where a window of this height (pixels) has room for it.
    [[nodiscard]] bool plot_wanted(float window_height, const Theme& theme) const;
    void draw(Context& context, const Rect& area, bool plot, const model::Design& design, const UiState& state);

    [[nodiscard]] const StrengthCache& strengths() const { return strengths_; }

  private:
    void head_row(Context& context, const Rect& area, bool plot, const model::Design& design, const UiState& state);
    void readings(Context& context, ImVec2 at, float right, const model::Design& design);
    void track(Context& context, const TimeScale& scale, float y, const model::Design& design, const UiState& state);
    void marks_below(Context& context, const TimeScale& scale, float y) const;
    void typed_time(Context& context, ImVec2 at, const model::Design& design);
    // touchup_marks.cpp
    void touchups(Context& context, const TimeScale& scale, float y, const model::Design& design);
    void drag_touchup(Context& context, const TimeScale& scale, float y, const model::Design& design);
    // session_marks.cpp
    void sessions(Context& context, const TimeScale& scale, float y, float lane, const model::Design& design);

    StrengthCache strengths_;
    std::optional<bool> plot_chosen_;

    struct HeldTouchup {
        ImGuiID id = 0;
        std::vector<double> others;   // all but the one under the hand
        double before = 0;            // when it was taken up, years
        std::optional<double> now;    // where it is; none while it is dragged off
        float grip = 0, pressed_x = 0, pressed_y = 0;
        std::uint64_t gesture = 0;
        bool moved = false;
    };
    std::optional<HeldTouchup> held_;
    struct HeldSession {
        int session = 0;
        std::vector<double> gaps;  // days, when it was taken up
        float pressed_x = 0;
        double stretch_days = 0;   // the scale stands still under the hand
        std::uint64_t gesture = 0;
        bool moved = false;
    };
    std::optional<HeldSession> held_session_;
};

}  // namespace stipple::ui
