#include "number_cell.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "format.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

constexpr float kPixelsPerStep = 4;  // points the hand moves for one step

}  // namespace

std::optional<double> typed_number(const std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    if (end == text.c_str() || !std::isfinite(value)) return std::nullopt;
    // A unit may follow, no second number.
    for (; *end != 0; ++end)
        if (*end == '.' || *end == ',') return std::nullopt;
    return value;
}

CellResult number_cell(Context& context, const std::string& name, ImVec2 min, ImVec2 max, const Cell& cell, ImGuiID table) {
    CellResult result;
    Interaction& hand = context.hand;
    const ImGuiIO& io = ImGui::GetIO();
    const ImGuiID id = ImGui::GetID(name.c_str());
    ImDrawList* list = ImGui::GetWindowDrawList();
    context.place(name, min, max);
    if (hand.typing == id) {
        ImGui::SetCursorScreenPos({min.x, std::round((min.y + max.y - context.theme.body->FontSize) / 2) - context.px(2)});
        bool cancelled = false;
        const auto text = typing_field(context, (name + ":text").c_str(), max.x - min.x, cancelled);
        if (text || cancelled) hand.typing = 0;
        if (text) {
            const std::optional<double> value = typed_number(*text);
            if (value && *value >= cell.min - 1e-9 && *value <= cell.max + 1e-9) {
                hand.wrong = 0;
                if (*value != cell.value || !cell.given) result.value = *value;
            } else {
                hand.wrong = table;
                hand.wrong_text = "\"" + *text + "\" is not between " + number_text(cell.min, cell.step) + " and " + number_text(cell.max, cell.step) + ".";
            }
        }
        return result;
    }
    ImGui::SetCursorScreenPos(min);
    ImGui::InvisibleButton(name.c_str(), {max.x - min.x, max.y - min.y});
    const bool over = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    if (ImGui::IsItemActivated()) {
        hand.held = ImGui::GetItemID();
        hand.value_before = hand.held_value = cell.value;
        context.new_gesture();
    }
    if (held) {
        context.out.dragging = true;
        hand.held_value = std::clamp(hand.held_value + double(io.MouseDelta.x / context.px(kPixelsPerStep)) * cell.step * (io.KeyShift ? 0.1 : 1.0), cell.min, cell.max);
        const double step = io.KeyShift ? cell.step / 10 : cell.step;
        const double wanted = std::clamp(std::round(std::round(hand.held_value / step) * step * 1e6) / 1e6, cell.min, cell.max);
        if (std::abs(hand.held_value - hand.value_before) >= step / 2 || cell.value != hand.value_before)
            if (wanted != cell.value) {
                result.value = wanted;
                result.gesture = hand.gesture;
                hand.wrong = 0;
            }
    }
    if (ImGui::IsItemDeactivated() && cell.value == hand.value_before) context.out.gesture_over = true;
    if (over && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        hand.typing = id;
        hand.typing_begins = true;
        hand.typed = number_text(cell.value, cell.step);
        hand.wrong = 0;
        context.out.gesture_over = true;
        ImGui::ClearActiveID();
    }
    result.reset = over && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    if (over || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    tooltip(context, cell.help + "\n\nDrag sideways, Shift for fine steps, double-click to type, right-click for the default.");
    list->AddRectFilled(min, max, held ? color::pressed : over ? color::hovered : color::raised, context.px(4));
    ImFont* font = context.theme.body;
    draw_text(font, {max.x - context.px(8) - text_width(font, cell.text), (min.y + max.y - font->FontSize) / 2}, cell.given ? color::text : color::quiet, cell.text);
    return result;
}

}  // namespace stipple::ui
