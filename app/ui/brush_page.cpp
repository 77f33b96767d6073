#include "brush_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "format.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

constexpr ImU32 kShade = IM_COL32(0, 0, 0, 120), kRing = IM_COL32(250, 248, 244, 225), kOtherRing = IM_COL32(250, 248, 244, 110);

void stretches(ImDrawList* list, const std::vector<HairlineState::Line>& lines, ImU32 ink, float thick) {
    for (const HairlineState::Line& line : lines) {
        std::vector<ImVec2> points;
        for (const ScreenPoint& p : line.points) points.emplace_back(p.x, p.y);
        list->AddPolyline(points.data(), int(points.size()), kShade, ImDrawFlags_None, thick + 2);
        list->AddPolyline(points.data(), int(points.size()), ink, ImDrawFlags_None, thick);
    }
}

float wrapped(ImFont* font, ImVec2 at, ImU32 ink, std::string_view text, float width) {
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, ink, text.data(), text.data() + text.size(), width);
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), text.data() + text.size()).y;
}

// A row like those of parameters; the new value while the hand moves it.
std::optional<double> slider(Context& context, const char* name, const char* label, const std::string& shown, ImVec2 at, float width, const Track& track,
                             double value, std::string_view help, std::string_view key) {
    draw_text(context.theme.body, {at.x, at.y + context.px(4)}, color::text, label);
    draw_text(context.theme.body, {at.x + width - text_width(context.theme.body, shown), at.y + context.px(4)}, color::quiet, shown);
    const TrackResult result = slider_track(context, name, {at.x - context.px(7), at.y + context.px(20)},
                                            {at.x + width + context.px(7), at.y + context.px(40)}, track, value);
    tooltip(context, help, key);
    if (result.reset && track.tick) return *track.tick;
    return result.value;
}

}  // namespace

void draw_brush_ring(Context& context, const Rect& viewport, const BrushState& state) {
    if (!state.on_skin) return;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({viewport.x, viewport.y}, {viewport.x + viewport.width, viewport.y + viewport.height});
    const float thick = std::max(1.0F, context.px(1.5F));
    stretches(list, state.mirrored_ring, kOtherRing, thick);
    stretches(list, state.ring, state.painting ? color::accent : kRing, thick);
    list->PopClipRect();
    ImVec2 low(1e9F, 1e9F), high(-1e9F, -1e9F);
    for (const HairlineState::Line& line : state.ring)
        for (const ScreenPoint& p : line.points) {
            low = {std::min(low.x, p.x), std::min(low.y, p.y)};
            high = {std::max(high.x, p.x), std::max(high.y, p.y)};
        }
    if (low.x < high.x) context.place("brush.ring", low, high);
}

float draw_brush_page(Context& context, ImVec2 at, float width, const BrushState& state) {
    const float top = at.y;
    const Theme& theme = context.theme;
    BrushSettings wanted = state.settings;
    bool changed = false;
    draw_text(theme.strong, at, color::text, "Paint on the head", width);
    at.y += context.px(28);
    for (const int first : {0, 4}) {
        std::vector<Segment> segments;
        for (int i = first; i < first + 4; ++i)
            segments.push_back({kBrushTexts[std::size_t(i)].label, model::kBrushNames[std::size_t(i)], kBrushTexts[std::size_t(i)].help, {}});
        const int now = int(state.settings.brush) - first;
        ImGui::SetCursorScreenPos(at);
        if (const auto picked = segmented(context, first == 0 ? "brush" : "brush.skin", segments, now >= 0 && now < 4 ? now : -1, width)) {
            wanted.brush = model::Brush(*picked + first);
            changed = true;
        }
        at.y += context.px(40);
    }
    // Room for two lines whichever brush it is: nothing moves when another is picked.
    const bool idle = !state.note.empty();
    (void)wrapped(theme.small, at, idle ? color::problem : color::quiet, idle ? state.note : kBrushTexts[std::size_t(state.settings.brush)].help, width);
    at.y += context.px(40);

    const Track size{double(model::kLeastBrushMm), double(model::kMostBrushMm), 0.5, 2, 12.0, true};
    if (const auto value = slider(context, "brush.size_mm", "Size", number_text(state.settings.size_mm, 0.5) + " mm", at, width, size, state.settings.size_mm,
                                  "Width of the brush on the skin: the ring under the mouse shows it.", "[ and ], or Ctrl with the wheel")) {
        wanted.size_mm = *value;
        changed = true;
    }
    at.y += context.px(44);
    const Track strength{0, 1, 0.01, 1, 0.5, true};
    if (const auto value = slider(context, "brush.strength", "Strength", number_text(100 * state.settings.strength, 1) + " %", at, width, strength,
                                  state.settings.strength, "What the brush does where it stays for a moment.", {})) {
        wanted.strength = *value;
        changed = true;
    }
    at.y += context.px(48);
    const std::array<Segment, 2> sides{{{"One side", "one-side", "Paints where the mouse is", ""}, {"Both sides", "both-sides", "Does the same on the other side of the head", ""}}};
    ImGui::SetCursorScreenPos(at);
    if (const auto picked = segmented(context, "brush.sides", sides, wanted.mirrored ? 1 : 0, width)) {
        wanted.mirrored = *picked == 1;
        changed = true;
    }
    at.y += context.px(48);
    if (changed) context.out.commands.emplace_back(SetBrush{wanted});

    const std::string_view keys = "Press on the head to paint. The right button turns the head, so does a press beside it.";
    at.y += wrapped(theme.small, at, color::quiet, keys, width) + context.px(12);
    ImGui::SetCursorScreenPos(at);
    if (text_button(context, "brush.done", "Done painting", true)) context.out.commands.emplace_back(PaintOnHead{});
    tooltip(context, "Leaves the brush", "P or Esc");
    if (state.strokes > 0) {
        const ImVec2 done = ImGui::GetItemRectSize();
        ImGui::SetCursorScreenPos({at.x + done.x + context.px(8), at.y});
        const std::string clear = "Clear " + std::to_string(state.strokes) + (state.strokes == 1 ? " stroke" : " strokes");
        if (text_button(context, "brush.clear", clear)) context.out.commands.emplace_back(ClearPainting{});
        tooltip(context, "Takes away all that was painted; one step to undo");
    }
    at.y += context.px(44);
    return at.y - top;
}

}  // namespace stipple::ui
