#include "brush_page.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
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

// What a row of the brush shows: `value` times `factor` with its unit, and no parameter of a design.
struct Quantity {
    const char *name, *label, *unit;
    double factor = 1, step = 1;  // of what is shown
    std::string_view help, key;
};

// "12", "12 mm" and "12mm" are all twelve; nothing where it is no number inside the track.
std::optional<double> typed_value(const Quantity& quantity, const Track& track, std::string text) {
    const std::size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
    if (first == std::string::npos) return std::nullopt;
    text = text.substr(first, last - first + 1);
    if (text.ends_with(quantity.unit)) text.resize(text.size() - std::string_view(quantity.unit).size());
    while (!text.empty() && text.back() == ' ') text.pop_back();
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end) / quantity.factor;
    if (text.empty() || *end != 0 || !(value >= track.min - 1e-9 && value <= track.max + 1e-9)) return std::nullopt;
    return std::clamp(value, track.min, track.max);
}

// A row like those of parameters; the new value when the hand moves or types it.
std::optional<double> slider(Context& context, const Quantity& quantity, ImVec2 at, float width, const Track& track, double value) {
    Interaction& hand = context.hand;
    const ImGuiID id = ImGui::GetID(quantity.name);
    const auto text_of = [&](double v) { return number_text(v * quantity.factor, quantity.step); };
    draw_text(context.theme.body, {at.x, at.y + context.px(4)}, color::text, quantity.label);
    const TrackResult result = slider_track(context, quantity.name, {at.x - context.px(7), at.y + context.px(20)},
                                            {at.x + width + context.px(7), at.y + context.px(40)}, track, value);
    tooltip(context, std::string(quantity.help) + "\n\nDouble-click to type, right-click for the default, Shift for fine steps.", quantity.key);
    std::optional<double> wanted = result.value;
    if (wanted) hand.wrong = 0;
    bool begin = result.double_clicked, reset = result.reset;
    const float field = context.px(104);
    const ImVec2 corner(at.x + width - field, at.y + context.px(2));
    const std::string name(quantity.name);
    if (hand.typing == id) {
        ImGui::SetCursorScreenPos(corner);
        bool cancelled = false;
        if (const auto text = typing_field(context, (name + ":text").c_str(), field, cancelled)) {
            hand.typing = 0;
            if (const auto typed = typed_value(quantity, track, *text)) {
                wanted = typed;
            } else {
                hand.wrong = id;
                hand.wrong_text = std::string(quantity.label) + " goes from " + number_text(track.min * quantity.factor, 1) + " to " + number_text(track.max * quantity.factor, 1) + " " + quantity.unit + ".";
            }
        } else if (cancelled) {
            hand.typing = 0;
        }
    } else {
        ImGui::SetCursorScreenPos(corner);
        ImGui::InvisibleButton((name + ":value").c_str(), {field, context.px(20)});
        const bool over = ImGui::IsItemHovered();
        begin = begin || (over && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left));
        reset = reset || (over && ImGui::IsMouseClicked(ImGuiMouseButton_Right));
        context.place(name + ":value", corner, {corner.x + field, corner.y + context.px(20)});
        tooltip(context, "Double-click to type a value, right-click for the default.");
        const std::string shown = text_of(wanted.value_or(value)) + " " + quantity.unit;
        draw_text(context.theme.body, {at.x + width - text_width(context.theme.body, shown), at.y + context.px(4)}, over ? color::text : color::quiet, shown);
    }
    if (begin) {
        hand.typing = id;
        hand.typing_begins = true;
        hand.typed = text_of(wanted.value_or(value));
        hand.wrong = 0;
    }
    if (reset && track.tick) wanted = *track.tick, hand.wrong = 0;
    refusal(context, id, {at.x, at.y + context.px(22)}, width);
    return wanted;
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
    const Quantity mm{"brush.size_mm", "Size", "mm", 1, 0.5, "Width of the brush on the skin: the ring under the mouse shows it.", "[ and ], or Ctrl with the wheel"};
    if (const auto value = slider(context, mm, at, width, size, state.settings.size_mm)) {
        wanted.size_mm = *value;
        changed = true;
    }
    at.y += context.px(44);
    const Track strength{0, 1, 0.01, 1, 0.5, true};
    const Quantity percent{"brush.strength", "Strength", "%", 100, 1, "What the brush does where it stays for a moment.", {}};
    if (const auto value = slider(context, percent, at, width, strength, state.settings.strength)) {
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
    if (changed) {
        context.hand.wrong = 0;
        context.out.commands.emplace_back(SetBrush{wanted});
    }

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
