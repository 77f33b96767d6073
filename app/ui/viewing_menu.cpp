#include "viewing_menu.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "model/lens_stops.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

constexpr double kCardWidthMm = 85.60, kCardHeightMm = 53.98;  // ISO/IEC 7810, ID-1: bank cards
constexpr double kLeastScreenMm = 0.05, kMostScreenMm = 1.0;   // a window pixel

std::string key_text(char key) { return std::string(1, key); }

const StandardDistance& shown_distance(const ViewingState& state) {
    for (const StandardDistance& distance : kStandardDistances)
        if (distance.name == state.distance) return distance;
    return kStandardDistances[0];
}

bool is_on(const ViewingState& state, std::string_view name) {
    return name == "mirrored" ? state.mirrored : name == "life-size" ? state.life_size : name == "grey-card" ? state.grey_card : state.ruler;
}

void viewing_menu(Context& context, const model::Design& design, const UiState& whole) {
    const ViewingState& state = whole.viewing;
    const float label = context.px(88), width = context.px(384);
    std::vector<std::string> keys;
    std::vector<Segment> segments;
    keys.reserve(kStandardDistances.size());
    int selected = 0;
    for (std::size_t i = 0; i < kStandardDistances.size(); ++i) {
        const StandardDistance& d = kStandardDistances[i];
        segments.push_back({d.label, d.name, d.help, keys.emplace_back(key_text(d.key))});
        if (d.name == state.distance) selected = int(i);
    }
    const auto row = [&](std::string_view text) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text(context.theme.body, {at.x, at.y + (context.px(32) - context.theme.body->FontSize) / 2}, color::quiet, text);
        ImGui::SetCursorScreenPos({at.x + label, at.y});
    };
    row("From");
    if (const auto picked = segmented(context, "distance", segments, selected, width)) context.out.commands.emplace_back(SetDistance{kStandardDistances[std::size_t(*picked)].name});
    row("Lens");
    std::vector<Segment> stops;
    const std::string lens_key = key_text(kLensKey);
    int stop = 0;
    for (std::size_t i = 0; i < model::kLensStops.size(); ++i) {
        stops.push_back({model::kLensStops[i].label, model::kLensStops[i].name, model::kLensStops[i].help, lens_key});
        if (model::kLensStops[i].name == state.lens) stop = int(i);
    }
    if (const auto picked = segmented(context, "lens", stops, stop, width)) context.out.commands.emplace_back(SetLens{model::kLensStops[std::size_t(*picked)].name});
    if (whole.swatches) {
        const ImVec2 start = ImGui::GetCursorScreenPos();
        draw_text(context.theme.body, {start.x, start.y + context.px(26) - context.theme.body->FontSize / 2}, color::quiet, "Light");
        context.tooltips_above = true;  // below and beside them are what the hand goes to next
        const float height = draw_light_balls(context, "viewing.light:", {start.x + label, start.y}, width, design, *whole.swatches);
        context.tooltips_above = false;
        ImGui::SetCursorScreenPos(start);
        ImGui::Dummy({label + width, height - ImGui::GetStyle().ItemSpacing.y});
    }
    for (const ViewingSwitch& s : kViewingSwitches) {
        row(s.label);
        const std::string key = key_text(s.key), name(s.name);
        const std::vector<Segment> both{{"Off", "no", s.help, key}, {"On", "yes", s.help, key}};
        const bool on = is_on(state, s.name);
        if (const auto picked = segmented(context, name.c_str(), both, on ? 1 : 0, context.px(112)); picked && (*picked == 1) != on)
            context.out.commands.emplace_back(SwitchViewing{s.name});
        if (s.name != "life-size") continue;
        const Rect place = context.out.places["life-size=yes"];
        const ImVec2 after = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({place.x + place.width + context.px(16), place.y});
        if (text_button(context, "measure-screen", state.screen_measured ? "Measure the screen again" : "Measure the screen")) {
            context.out.commands.emplace_back(MeasureScreen{true});
            ImGui::CloseCurrentPopup();
        }
        tooltip(context, "Hold a bank card to the screen and drag a frame to its width. Needed once for each screen; until then its own word is taken.");
        ImGui::SetCursorScreenPos(after);
    }
}

// Dark plate with text, as the scale bar has it.
void plate(Context& context, ImVec2 min, const std::string& text) {
    ImFont* font = context.theme.small;
    const float height = context.px(24), pad = context.px(8);
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->AddRectFilled(min, {min.x + text_width(font, text) + 2 * pad, min.y + height}, color::panel, context.px(6));
    list->AddText(font, font->FontSize, {min.x + pad, std::round(min.y + (height - font->FontSize) / 2)}, color::text, text.c_str());
}

void draw_ruler(Context& context, const Rect& viewport, const ViewingState& state) {
    if (state.ticks.empty()) return;
    ImFont* font = context.theme.small;
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    const float pad = context.px(12), height = context.px(34), length = state.ticks.back().x;
    const ImVec2 min(viewport.x + context.px(16), viewport.y + viewport.height - context.px(16) - height);
    const float left = std::round(min.x + pad), end = text_width(font, state.ticks.back().number);
    list->AddRectFilled(min, {left + length + std::max(pad, end), min.y + height}, color::panel, context.px(6));
    const float top = min.y + context.px(5);
    list->AddLine({left, top + 0.5F}, {left + std::round(length) + 1, top + 0.5F}, color::text);
    for (const ViewingState::Tick& tick : state.ticks) {
        const float x = left + std::round(tick.x) + 0.5F, down = context.px(tick.rank == 2 ? 11 : tick.rank == 1 ? 8 : 5);
        list->AddLine({x, top}, {x, top + down}, color::text);
        if (tick.rank != 2) continue;
        // The unit hangs out to the right: the number itself stands under its tick.
        const float number = text_width(font, tick.number.substr(0, tick.number.find(' ')));
        list->AddText(font, font->FontSize, {std::round(x - number / 2), min.y + height - font->FontSize - context.px(2)}, color::text, tick.number.c_str());
    }
    context.place("ruler", {left, top}, {left + std::round(length), min.y + height});
}

}  // namespace

void draw_viewing_button(Context& context, ImVec2 min, float width, const model::Design& design, const UiState& state) {
    const std::string label(shown_distance(state.viewing).label);
    const float pad = context.px(12), height = context.px(32);
    ImGui::SetCursorScreenPos(min);
    if (ImGui::InvisibleButton("viewing", {width, height})) ImGui::OpenPopup("viewing menu");
    const bool over = ImGui::IsItemHovered(), open = ImGui::IsPopupOpen("viewing menu");
    context.place("viewing", min, {min.x + width, min.y + height});
    tooltip(context, "From where the head is seen: in the mirror, in conversation, across a room, under a loupe; in which light; through a lens, mirrored, life-size, with a grey card or a ruler.");
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(min, {min.x + width, min.y + height}, over || open ? color::hovered : color::raised, context.px(6));
    draw_text(context.theme.body, {min.x + pad, min.y + (height - context.theme.body->FontSize) / 2}, color::text, label, width - 2 * pad - context.px(12));
    draw_icon(list, Icon::chevron_down, {min.x + width - context.px(14), min.y + height / 2}, context.px(10), color::quiet);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(context.px(16), context.px(14)));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(context.px(8), context.px(8)));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, context.px(6));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, color::panel);
    ImGui::SetNextWindowPos({min.x, min.y + height + context.px(8)});
    if (ImGui::BeginPopup("viewing menu", ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav)) {
        viewing_menu(context, design, state);
        ImGui::EndPopup();
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

void draw_viewing(Context& context, const Rect& viewport, const ViewingState& state) {
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    if (state.ruler) draw_ruler(context, viewport, state);
    if (state.grey_card) {
        const float side = std::round(std::clamp(viewport.height / 9, context.px(40), context.px(96)));
        const ImVec2 max(viewport.x + viewport.width - context.px(16), viewport.y + viewport.height - context.px(16)), min(max.x - side, max.y - side);
        list->AddRectFilled({min.x - 2, min.y - 2}, {max.x + 2, max.y + 2}, color::bar);
        list->AddRectFilled(min, max, IM_COL32(state.card[0], state.card[1], state.card[2], 255));
        const char* words = "18 %";
        ImFont* font = context.theme.small;
        list->AddText(font, font->FontSize, {std::round((min.x + max.x - text_width(font, words)) / 2), max.y - font->FontSize - context.px(4)},
                      state.card[1] > 110 ? color::bar : color::text, words);
        context.place("grey card", min, max);
    }
    if (!state.seen_from.empty()) plate(context, {viewport.x + context.px(16), viewport.y + viewport.height - context.px(state.ruler ? 82 : 72)}, state.seen_from);
}

void draw_screen_measure(Context& context, const Rect& viewport, const ViewingState& state) {
    const float margin = context.px(24), room = viewport.width - 2 * margin;
    const double mm = std::clamp(state.screen_mm > 0 ? state.screen_mm : 0.25, kLeastScreenMm, kMostScreenMm);
    const auto card = float(kCardWidthMm / mm), card_height = float(kCardHeightMm / mm);
    const float width = std::max(card + 2 * margin, std::min(room, context.px(420)));
    const ImVec2 min(viewport.x + margin, viewport.y + margin);
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize({width, card_height + context.px(132)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, context.px(8));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color::panel);
    ImGui::Begin("screen measure", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const char* words = "Hold a bank card to the screen, its left edge on the left edge of the frame, and drag the right edge until both are one.";
    list->AddText(context.theme.small, context.theme.small->FontSize, {min.x + margin, min.y + context.px(14)}, color::text, words, nullptr, width - 2 * margin);
    const ImVec2 frame(min.x + margin, min.y + context.px(62)), corner(frame.x + card, frame.y + card_height);
    list->AddRect(frame, corner, color::accent, 0, 0, context.px(2));
    char size[48];
    std::snprintf(size, sizeof size, "85.60 mm: %.4f mm a pixel", mm);
    draw_text(context.theme.small, {frame.x + context.px(12), frame.y + context.px(12)}, color::quiet, size);
    const float grab = context.px(16);
    ImGui::SetCursorScreenPos({corner.x - grab / 2, frame.y});
    ImGui::InvisibleButton("card edge", {grab, card_height});
    context.place("card edge", {corner.x - grab / 2, frame.y}, {corner.x + grab / 2, corner.y});
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (ImGui::IsItemActive() && ImGui::GetIO().MouseDelta.x != 0) {
        const double wide = std::clamp(double(ImGui::GetIO().MousePos.x - frame.x), kCardWidthMm / kMostScreenMm, kCardWidthMm / kLeastScreenMm);
        context.out.commands.emplace_back(SetScreen{kCardWidthMm / wide, false});
    }
    ImGui::SetCursorScreenPos({frame.x, corner.y + context.px(20)});
    if (text_button(context, "screen.done", "The card fits", true)) context.out.commands.emplace_back(SetScreen{mm, true});
    const Rect done = context.out.places["screen.done"];
    ImGui::SetCursorScreenPos({done.x + done.width + context.px(8), done.y});
    if (text_button(context, "screen.cancel", "Cancel")) context.out.commands.emplace_back(MeasureScreen{false});
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

}  // namespace stipple::ui
