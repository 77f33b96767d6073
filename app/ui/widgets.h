// The controls of the window: one look and one behaviour for every slider, button and tooltip.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "icons.h"
#include "model/parameters.h"
#include "output.h"

namespace stipple::ui {

// Text without ImGui's own id or wrapping rules, clipped with an ellipsis to `width` pixels (0: whole). Returns its
// width.
float draw_text(ImFont* font, ImVec2 at, ImU32 color, std::string_view text, float width = 0);
[[nodiscard]] float text_width(ImFont* font, std::string_view text);
// As much of it as `width` pixels hold, with an ellipsis where that is not all.
[[nodiscard]] std::string shortened(ImFont* font, std::string_view text, float width);

// Shown when the mouse has rested on the last item for a moment. `key` and `source` may be empty.
void tooltip(Context& context, std::string_view help, std::string_view key = {}, std::string_view source = {});

// Buttons of 32 points height at the cursor. True when clicked. Their place is noted under `name`.
bool icon_button(Context& context, const char* name, Icon icon, bool enabled, std::string_view help,
                 std::string_view key);
bool text_button(Context& context, const char* name, std::string_view label, bool strong = false);

// A row of exclusive choices in one frame; returns the index clicked. `selected` -1 for none.
struct Segment {
    std::string_view label, name, help, key;
};
std::optional<int> segmented(Context& context, const char* name, std::span<const Segment> segments, int selected,
                             float width);
[[nodiscard]] float segmented_width(const Context& context, std::span<const Segment> segments);

// A slider's track over `box`. Values run over [min, max] with `curve` 1 straight, 2 square root (more room for small
// values). The hand moves it in steps, ten times finer with Shift. Returns the new value while it changes.
struct TrackScale {  // any other: where values lie along the track (0 .. 1), and which are stopped at
    std::function<double(double value)> share;
    std::function<double(double share)> value;
    std::function<double(double value, bool fine)> snapped;
};
struct Track {
    double min = 0, max = 1, step = 0;
    double curve = 1;
    std::optional<double> tick;  // the default, marked
    bool filled = true;          // accent from the left end to the knob
    const TrackScale* scale = nullptr;
};
[[nodiscard]] double track_share(const Track& track, double value);  // 0 .. 1 along the track
struct TrackResult {
    std::optional<double> value;
    std::uint64_t gesture = 0;
    bool hovered = false, held = false;
    bool double_clicked = false, reset = false;  // wants typing; wants the default
};
TrackResult slider_track(Context& context, const char* name, ImVec2 min, ImVec2 max, const Track& track, double value);

// A one-line text field of `width` pixels that takes the keyboard at once. Returns the text when Enter is pressed or
// the field is left after a change; `cancelled` is set by Esc or by leaving it unchanged.
std::optional<std::string> typing_field(Context& context, const char* name, float width, bool& cancelled);
// Why what was typed into the row `id` was refused, over its track; nothing where it was not.
void refusal(Context& context, ImGuiID id, ImVec2 at, float width);

}  // namespace stipple::ui
