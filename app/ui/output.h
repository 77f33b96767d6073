// What one frame of the user interface hands back, and what it remembers between frames.
#pragma once
#include <imgui.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "command.h"
#include "model/design.h"
#include "theme.h"

namespace stipple::ui {

struct Rect {
    float x = 0, y = 0, width = 0, height = 0;  // window pixels from the top left
};

// Edits with the same gesture number belong to one movement of the hand, and so to one undo step.
struct GestureEdit {
    model::Edit edit;
    std::uint64_t gesture = 0;
};

struct Output {
    std::vector<GestureEdit> edits;
    std::vector<Command> commands;
    bool gesture_over = false;           // the last gesture ended where it began: it should leave no undo step
    bool dragging = false;               // a control is held: more edits of this gesture may come
    bool typing = false;                 // a text field has the keyboard: single-key commands must not fire
    bool over_viewport = false;          // the mouse is over the picture and nothing covers it
    double wake_after_s = -1;            // draw again after this long even without input; negative: no need
    Rect viewport;                       // where the picture shows
    std::map<std::string, Rect> places;  // controls by parameter or command name, for tests that drive the real window
};

// Lives between frames: what is held, typed and pointed at. No part of the design.
struct Interaction {
    std::uint64_t gesture = 0;
    ImGuiID held = 0;         // slider under the hand
    double held_value = 0;    // before snapping to the step
    double value_before = 0;  // when the hand came down
    ImGuiID typing = 0;       // row whose value is being typed
    bool typing_begins = false;
    bool enter = false;  // the window saw the Enter key since the last frame: ImGui misses one shorter than a frame
    bool erase = false;  // the same for Delete
    std::string typed;
    ImGuiID wrong = 0;  // row whose typed value was refused
    std::string wrong_text;
    std::string removing;  // the kept hairline that is asked back about
    ImGuiID wheel_row = 0;
    double wheel_time = -10;   // of the last notch that moved a slider
    double scroll_time = -10;  // of the last notch that scrolled the panel
    ImGuiID hovered = 0;       // for tooltips that come after a pause
    double hovered_since = 0;
    ImGuiID used = 0;  // pressed since the mouse came: its tooltip would only be in the way of the picture
};

// Passed to everything that draws.
struct Context {
    const Theme& theme;
    Interaction& hand;
    Output& out;
    bool tooltips_above = false;  // tooltips stand above their control: below it lies what the hand is about to set
    float tooltips_left_of = 0;  // tooltips end here instead of hanging from the mouse: they would hide the next slider

    [[nodiscard]] float px(float points) const { return theme.px(points); }
    std::uint64_t new_gesture() { return ++hand.gesture; }
    // Hands back an edit; gesture 0 makes it a step of its own.
    void edit(model::ParameterId parameter, model::Value value, std::uint64_t gesture = 0);
    void place(const std::string& name, const ImVec2& min, const ImVec2& max) {
        out.places[name] = Rect{min.x, min.y, max.x - min.x, max.y - min.y};
    }
};

}  // namespace stipple::ui
