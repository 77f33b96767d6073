// How the window looks: one dark neutral palette with one warm accent, one typeface, one grid. Sizes are given in
// points of a 1x display and multiplied by the display's scale in one place.
#pragma once
#include <imgui.h>

#include <string>

namespace stipple::ui {

// Neutral greys only: skin is judged beside them, and any tint would shift the eye. sRGB, as ImGui packs colours.
namespace color {
inline constexpr ImU32 bar = IM_COL32(24, 24, 24, 255);     // top bar, footer
inline constexpr ImU32 panel = IM_COL32(32, 32, 32, 255);   // side panel, time strip
inline constexpr ImU32 raised = IM_COL32(46, 46, 46, 255);  // controls at rest, cards
inline constexpr ImU32 hovered = IM_COL32(58, 58, 58, 255);
inline constexpr ImU32 pressed = IM_COL32(70, 70, 70, 255);
inline constexpr ImU32 line = IM_COL32(52, 52, 52, 255);   // hairlines between regions
inline constexpr ImU32 track = IM_COL32(78, 78, 78, 255);  // slider tracks
inline constexpr ImU32 text = IM_COL32(234, 233, 231, 255);
inline constexpr ImU32 quiet = IM_COL32(168, 167, 165, 255);   // second-rank text
inline constexpr ImU32 accent = IM_COL32(226, 163, 107, 255);  // the one warm colour: what is set, what is chosen
inline constexpr ImU32 lit = IM_COL32(242, 190, 140, 255);     // the accent under the hand
inline constexpr ImU32 on_accent = IM_COL32(28, 22, 17, 255);  // text on the accent
inline constexpr ImU32 problem = IM_COL32(240, 142, 122, 255);
}  // namespace color

// Contrast ratio of two opaque colours after WCAG 2.1, 1 .. 21. Text wants at least 4.5.
[[nodiscard]] double contrast(ImU32 a, ImU32 b);

struct Theme {
    float scale = 1;           // display scale: pixels per point
    ImFont* body = nullptr;    // 15 pt
    ImFont* small = nullptr;   // 13 pt
    ImFont* strong = nullptr;  // 15 pt medium weight
    std::string typeface;      // what was found, "Roboto"
    std::string note;          // a sentence with the remedy where no packaged typeface was found, else empty

    [[nodiscard]] float px(float points) const;  // whole pixels, so that edges stay crisp
};

// Sets ImGui's style and fills its font atlas for a display scale of 0.5 .. 4. Throws away the fonts of an earlier
// call, so the back end's font texture must be made anew afterwards. Never fails: without a typeface it falls back to
// ImGui's own and says so in Theme::note.
[[nodiscard]] Theme make_theme(float scale);

}  // namespace stipple::ui
