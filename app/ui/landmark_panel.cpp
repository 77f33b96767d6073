#include "landmark_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "landmark_picture.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

// Text in lines of at most `width` pixels; returns the height.
float wrapped(ImFont* font, ImVec2 at, ImU32 ink, std::string_view text, float width) {
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, ink, text.data(), text.data() + text.size(), width);
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), text.data() + text.size()).y;
}

// Diameters in mm, from the mints' own specifications.
struct Coin {
    const char* name;
    double mm;
};
constexpr std::array<Coin, 12> kCoins{{{"2 euro", 25.75},
                                       {"1 euro", 23.25},
                                       {"50 cent (euro)", 24.25},
                                       {"US quarter", 24.26},
                                       {"US dime", 17.91},
                                       {"US cent", 19.05},
                                       {"UK 2 pounds", 28.4},
                                       {"UK 10 pence", 24.5},
                                       {"Swiss 5 francs", 31.45},
                                       {"Canada 25 cents", 23.88},
                                       {"Australia 1 dollar", 25.0},
                                       {"Japan 100 yen", 22.6}}};

void mark_row(Context& context, ImVec2 at, float width, const LandmarkState& state, std::size_t i) {
    const float height = context.px(32);
    const LandmarkState::Mark& mark = state.marks[i];
    const bool next = state.next == int(i) && !state.clicking_points;
    const std::string name = "mark=" + std::string(model::kMarkNames[i]);
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton(name.c_str(), {width, height})) context.out.commands.emplace_back(AskMark{int(i)});
    const bool over = ImGui::IsItemHovered();
    context.place(name, at, {at.x + width, at.y + height});
    tooltip(context, kMarkTexts[i].where);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (next || over)
        list->AddRectFilled(at, {at.x + width, at.y + height}, next ? color::raised : color::hovered, context.px(6));
    const ImVec2 dot(at.x + context.px(16), at.y + height / 2);
    const float radius = context.px(5);
    if (mark.set)
        list->AddCircleFilled(dot, radius, color::accent, 24);
    else
        list->AddCircle(dot, radius, next ? color::accent : color::quiet, 24, std::max(1.0F, context.px(1.5F)));
    draw_text(context.theme.body, {at.x + context.px(32), at.y + (height - context.theme.body->FontSize) / 2},
              next || mark.set ? color::text : color::quiet, kMarkTexts[i].label);
    const char* word = mark.set ? "set" : next ? "click it" : state.found ? "found" : "";
    draw_text(context.theme.small,
              {at.x + width - context.px(12) - text_width(context.theme.small, word),
               at.y + (height - context.theme.small->FontSize) / 2},
              next && !mark.set ? color::accent : color::quiet, word);
}

void ring(ImDrawList* list, ImVec2 at, float radius, ImU32 ink, float thick) {
    list->AddCircle(at, radius, IM_COL32(0, 0, 0, 140), 40, thick + 2);
    list->AddCircle(at, radius, ink, 40, thick);
}

}  // namespace

float draw_landmark_page(Context& context, ImVec2 at, float width, const LandmarkState& state) {
    const float top = at.y;
    const Theme& theme = context.theme;
    draw_text(theme.strong, at, color::text, state.found ? "Correct the landmarks" : "Set the landmarks", width);
    at.y += context.px(24);
    const char* lead = state.found ? "Rings show where the program sees them."
                                   : "Six clicks tell where the head is. Turn it with the mouse as you like.";
    at.y += wrapped(theme.small, at, color::quiet, lead, width) + context.px(12);

    // What is asked for now, with a picture of where it usually lies.
    const float box = context.px(144);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + box}, color::bar, context.px(6));
    const int shown = state.clicking_points ? -1 : state.next;
    draw_landmark_picture(list, {at.x + context.px(12), at.y + context.px(12)}, box - context.px(24), shown);
    const float text_x = at.x + box + context.px(4), text_width_now = width - box - context.px(16);
    float text_y = at.y + context.px(16);
    if (shown >= 0) {
        draw_text(theme.strong, {text_x, text_y}, color::accent, kMarkTexts[std::size_t(shown)].label, text_width_now);
        text_y += context.px(24);
        wrapped(theme.small, {text_x, text_y}, color::text, kMarkTexts[std::size_t(shown)].where, text_width_now);
    } else if (state.clicking_points) {
        draw_text(theme.strong, {text_x, text_y}, color::accent, state.points_set == 0 ? "First end" : "Other end",
                  text_width_now);
        text_y += context.px(24);
        wrapped(theme.small, {text_x, text_y}, color::text,
                "Click both ends of the known length; on a coin, two points of its rim right across from each other.",
                text_width_now);
    } else {
        wrapped(theme.small, {text_x, text_y}, color::text,
                state.refusal.empty()
                    ? !state.found       ? "All marks are set. Drag any of them, then press Done."
                      : state.can_accept ? "Press Done to place the head by what you changed."
                                         : "Drag a ring on the head, or choose a mark below and click where it belongs."
                    : "One of the marks is wrong.",
                text_width_now);
    }
    at.y += box + context.px(8);

    for (std::size_t i = 0; i < state.marks.size(); ++i) {
        mark_row(context, at, width, state, i);
        at.y += context.px(32);
    }
    at.y += context.px(8);
    if (!state.refusal.empty()) at.y += wrapped(theme.small, at, color::problem, state.refusal, width) + context.px(8);

    // Done, undo, cancel
    ImGui::SetCursorScreenPos(at);
    ImGui::BeginDisabled(!state.can_accept);
    if (text_button(context, "landmarks.done", "Done", state.can_accept))
        context.out.commands.emplace_back(AcceptLandmarks{});
    ImGui::EndDisabled();
    tooltip(context, "Place the head by these marks. Undo brings back what was.", "Enter");
    float x = at.x + text_width(theme.strong, "Done") + context.px(32);
    ImGui::SetCursorScreenPos({x, at.y});
    ImGui::BeginDisabled(!state.can_undo);
    if (text_button(context, "landmarks.undo", "Undo click")) context.out.commands.emplace_back(UndoMark{});
    ImGui::EndDisabled();
    tooltip(context, "Take back the last mark", "Ctrl+Z");
    x += text_width(theme.body, "Undo click") + context.px(32);
    ImGui::SetCursorScreenPos({x, at.y});
    if (text_button(context, "landmarks.cancel", "Cancel")) context.out.commands.emplace_back(LeaveLandmarks{});
    tooltip(context, "Leave everything as it was", "Esc");
    at.y += context.px(40);
    if (!state.found) {
        ImGui::SetCursorScreenPos(at);
        if (text_button(context, "landmarks.turn", "Turn the picture by a quarter"))
            context.out.commands.emplace_back(TurnScan{});
        tooltip(context, "For scans that lie on their side or stand on their head", "R");
        at.y += context.px(40);
    }
    return at.y - top;
}

float draw_length_points(Context& context, ImVec2 at, float width, const LandmarkState& state, bool coin) {
    const float top = at.y;
    if (coin) {
        ImGui::SetCursorScreenPos(at);
        ImGui::SetNextItemWidth(width);
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                            ImVec2(context.px(12), (context.px(32) - context.theme.body->FontSize) / 2));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(context.px(12), context.px(12)));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(context.px(8), context.px(8)));
        const bool open = ImGui::BeginCombo("##coins", "Choose a coin",
                                            ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_HeightLargest);
        const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
        if (open) {
            for (const Coin& each : kCoins) {
                char text[64];
                std::snprintf(text, sizeof text, "%s, %.2f mm", each.name, each.mm);
                if (ImGui::Selectable(text)) context.edit(model::ParameterId::scan_known_length_mm, each.mm);
                context.place(std::string("coin=") + each.name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
            }
            ImGui::EndCombo();
        }
        ImGui::PopStyleVar(3);
        draw_icon(ImGui::GetWindowDrawList(), Icon::chevron_down, {max.x - context.px(16), (min.y + max.y) / 2},
                  context.px(10), color::quiet);
        context.place("coins", min, max);
        at.y += context.px(40);
    }
    ImGui::SetCursorScreenPos(at);
    const char* label =
        coin ? (state.has_points ? "Click the coin\xE2\x80\x99s rim anew" : "Click the coin\xE2\x80\x99s rim twice")
             : (state.has_points ? "Click both ends anew" : "Click both ends");
    if (text_button(context, "length.points", label, state.clicking_points))
        context.out.commands.emplace_back(AskLengthPoints{});
    tooltip(context, "Two clicks on the picture, as far apart as the length above");
    return at.y + context.px(40) - top;
}

void draw_marks(Context& context, const Rect& viewport, const LandmarkState& state) {
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({viewport.x, viewport.y}, {viewport.x + viewport.width, viewport.y + viewport.height});
    const float thick = std::max(1.0F, context.px(2));
    ImFont* font = context.theme.small;
    for (std::size_t i = 0; i < state.marks.size(); ++i) {
        const LandmarkState::Mark& mark = state.marks[i];
        const bool next = state.next == int(i) && !state.clicking_points;
        if (mark.ghost && !mark.set) {
            const ImVec2 at(mark.ghost->x, mark.ghost->y);
            ring(list, at, context.px(next ? 14 : 9), next ? color::accent : IM_COL32(234, 233, 231, 150), thick);
            if (next)
                for (const ImVec2& arm : {ImVec2(1, 0), ImVec2(-1, 0), ImVec2(0, 1), ImVec2(0, -1)})
                    list->AddLine({at.x + arm.x * context.px(8), at.y + arm.y * context.px(8)},
                                  {at.x + arm.x * context.px(20), at.y + arm.y * context.px(20)}, color::accent, thick);
        }
        if (mark.at) {
            const ImVec2 at(mark.at->x, mark.at->y);
            list->AddCircleFilled(at, context.px(4), color::accent, 24);
            ring(list, at, context.px(9), color::accent, thick);
            const std::string_view label = kMarkTexts[i].label;
            const ImVec2 min(at.x + context.px(16), at.y - context.px(10));
            list->AddRectFilled(min, {min.x + text_width(font, label) + context.px(16), min.y + context.px(20)},
                                color::panel, context.px(4));
            list->AddText(font, font->FontSize, {min.x + context.px(8), min.y + (context.px(20) - font->FontSize) / 2},
                          color::text, label.data(), label.data() + label.size());
        }
        if (mark.at || mark.ghost) {
            const ScreenPoint p = mark.at ? *mark.at : *mark.ghost;
            context.place("on-head=" + std::string(model::kMarkNames[i]), {p.x - 4, p.y - 4}, {p.x + 4, p.y + 4});
        }
    }
    for (const auto& point : state.points)
        if (point) {
            list->AddCircleFilled({point->x, point->y}, context.px(3), color::text, 16);
            ring(list, {point->x, point->y}, context.px(7), color::text, thick);
        }
    if (state.points[0] && state.points[1])
        list->AddLine({state.points[0]->x, state.points[0]->y}, {state.points[1]->x, state.points[1]->y}, color::text,
                      thick);
    list->PopClipRect();
}

}  // namespace stipple::ui
