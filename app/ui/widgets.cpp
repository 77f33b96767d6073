#include "widgets.h"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

namespace stipple::ui {
namespace {

constexpr double kTooltipPause = 0.45;  // seconds the mouse rests before a tooltip comes
constexpr double kWheelPause = 0.6;     // seconds after which the next notch is a new gesture

double track_value(const Track& track, double share) {
    if (track.scale) return track.scale->value(std::clamp(share, 0.0, 1.0));
    return track.min + (track.max - track.min) * std::pow(std::clamp(share, 0.0, 1.0), track.curve);
}

double snapped(const Track& track, double value, bool fine) {
    if (track.scale) return std::clamp(track.scale->snapped(value, fine), track.min, track.max);
    const double step = fine ? track.step / 10 : track.step;
    if (step > 0) {
        // Ends stay reachable where the range is no whole number of steps.
        if (value >= track.max - 1e-9) return track.max;
        value = std::round(value / step) * step;
        // A step of 0.01 is no binary number: take the shortest decimal, so that files and labels read 0.22, not
        // 0.22000000000000003.
        value = std::round(value * 1e6) / 1e6;
    }
    return std::clamp(value, track.min, track.max);
}

}  // namespace

float text_width(ImFont* font, std::string_view text) {
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

std::string shortened(ImFont* font, std::string_view text, float width) {
    std::string cut(text);
    if (text_width(font, text) <= width) return cut;
    while (!cut.empty() && text_width(font, cut + "\xE2\x80\xA6") > width) {
        do cut.pop_back();
        while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0U) == 0x80U);
        if (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0U) == 0xC0U) cut.pop_back();
    }
    while (!cut.empty() && cut.back() == ' ') cut.pop_back();
    return cut + "\xE2\x80\xA6";
}

float draw_text(ImFont* font, ImVec2 at, ImU32 color, std::string_view text, float width) {
    std::string cut;
    if (width > 0) text = cut = shortened(font, text, width);
    // A disabled or fading group dims everything in it.
    const ImU32 dimmed = ImGui::GetColorU32(ImGui::ColorConvertU32ToFloat4(color));
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, dimmed, text.data(),
                                        text.data() + text.size());
    return text_width(font, text);
}

void tooltip(Context& context, std::string_view help, std::string_view key, std::string_view source) {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    const ImGuiID id = ImGui::GetItemID() ? ImGui::GetItemID() : ImGui::GetID(help.data(), help.data() + help.size());
    const double now = ImGui::GetTime();
    Interaction& hand = context.hand;
    if (hand.hovered != id) {
        hand.hovered = id;
        hand.hovered_since = now;
        hand.used = 0;
    }
    if (ImGui::IsAnyMouseDown()) hand.used = id;
    if (hand.used == id) return;
    const double left = kTooltipPause - (now - hand.hovered_since);
    if (left > 0) {
        context.out.wake_after_s = left + 0.01;
        return;
    }
    // ImGui measures a window that fits its contents in one frame and shows it in the next.
    if (left > -0.2) context.out.wake_after_s = 0.02;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(context.px(12), context.px(8)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, context.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, context.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(context.px(8), context.px(6)));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, color::raised);
    if (context.tooltips_left_of > 0)
        ImGui::SetNextWindowPos({context.tooltips_left_of - context.px(8), ImGui::GetItemRectMin().y - context.px(4)},
                                ImGuiCond_Always, {1, 0});
    else if (context.tooltips_above)
        ImGui::SetNextWindowPos({std::max(0.0F, std::min(ImGui::GetMousePos().x, ImGui::GetIO().DisplaySize.x - context.px(332))),
                                 ImGui::GetItemRectMin().y - context.px(8)},
                                ImGuiCond_Always, {0, 1});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(context.px(300));
    ImGui::PushFont(context.theme.small);
    ImGui::TextUnformatted(help.data(), help.data() + help.size());
    if (!key.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, color::accent);
        ImGui::TextUnformatted(key.data(), key.data() + key.size());
        ImGui::PopStyleColor();
    }
    if (!source.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, color::quiet);
        ImGui::TextUnformatted(source.data(), source.data() + source.size());
        ImGui::PopStyleColor();
    }
    ImGui::PopFont();
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(4);
}

bool icon_button(Context& context, const char* name, Icon icon, bool enabled, std::string_view help,
                 std::string_view key) {
    const ImVec2 size(context.px(32), context.px(32));
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max(min.x + size.x, min.y + size.y);
    ImGui::BeginDisabled(!enabled);
    const bool clicked = ImGui::InvisibleButton(name, size);
    const bool hovered = enabled && ImGui::IsItemHovered();
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (hovered) list->AddRectFilled(min, max, ImGui::IsItemActive() ? color::pressed : color::hovered, context.px(6));
    const ImU32 stroke = enabled ? (hovered ? color::text : IM_COL32(206, 205, 203, 255)) : IM_COL32(92, 92, 92, 255);
    draw_icon(list, icon, {(min.x + max.x) / 2, (min.y + max.y) / 2}, context.px(18), stroke);
    ImGui::EndDisabled();
    context.place(name, min, max);
    tooltip(context, help, key);
    return clicked;
}

bool text_button(Context& context, const char* name, std::string_view label, bool strong) {
    ImFont* font = strong ? context.theme.strong : context.theme.body;
    const ImVec2 size(text_width(font, label) + context.px(24), context.px(32));
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max(min.x + size.x, min.y + size.y);
    const bool clicked = ImGui::InvisibleButton(name, size);
    const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    ImU32 fill = strong ? color::accent : held ? color::pressed : hovered ? color::hovered : color::raised;
    if (strong && hovered) fill = held ? IM_COL32(206, 146, 94, 255) : IM_COL32(238, 180, 127, 255);
    ImGui::GetWindowDrawList()->AddRectFilled(min, max, ImGui::GetColorU32(ImGui::ColorConvertU32ToFloat4(fill)),
                                              context.px(6));
    draw_text(font, {min.x + context.px(12), min.y + (size.y - font->FontSize) / 2},
              strong ? color::on_accent : color::text, label);
    context.place(name, min, max);
    return clicked;
}

float segmented_width(const Context& context, std::span<const Segment> segments) {
    float width = 0;
    for (const Segment& segment : segments) width += text_width(context.theme.body, segment.label) + context.px(20);
    return width;
}

std::optional<int> segmented(Context& context, const char* name, std::span<const Segment> segments, int selected,
                             float width) {
    std::optional<int> clicked;
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float height = context.px(32), rounding = context.px(6);
    const float spare = std::max(0.0F, width - segmented_width(context, segments)) / float(segments.size());
    ImDrawList* list = ImGui::GetWindowDrawList();
    ImGui::PushID(name);
    float x = start.x;
    list->AddRectFilled(start, {start.x + width, start.y + height}, color::raised, rounding);
    for (int i = 0; i < int(segments.size()); ++i) {
        const Segment& segment = segments[std::size_t(i)];
        const float label = text_width(context.theme.body, segment.label);
        const float right =
            i + 1 == int(segments.size()) ? start.x + width : std::round(x + label + context.px(20) + spare);
        ImGui::SetCursorScreenPos({x, start.y});
        ImGui::PushID(i);
        if (ImGui::InvisibleButton("segment", {right - x, height})) clicked = i;
        ImGui::PopID();
        const ImVec2 inset(context.px(2), context.px(2));
        const ImVec2 min(x + inset.x, start.y + inset.y), max(right - inset.x, start.y + height - inset.y);
        const bool on = i == selected;
        if (on)
            list->AddRectFilled(min, max, color::accent, rounding - inset.x);
        else if (ImGui::IsItemHovered())
            list->AddRectFilled(min, max, ImGui::IsItemActive() ? color::pressed : color::hovered, rounding - inset.x);
        draw_text(context.theme.body, {(x + right - label) / 2, start.y + (height - context.theme.body->FontSize) / 2},
                  on ? color::on_accent : color::text, segment.label);
        context.place(std::string(name) + "=" + std::string(segment.name), {x, start.y}, {right, start.y + height});
        if (!segment.help.empty()) tooltip(context, segment.help, segment.key);
        x = right;
    }
    ImGui::PopID();
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({width, height});
    return clicked;
}

double track_share(const Track& track, double value) {
    if (track.scale) return track.scale->share(std::clamp(value, track.min, track.max));
    if (!(track.max > track.min)) return 0;
    return std::pow(std::clamp((value - track.min) / (track.max - track.min), 0.0, 1.0), 1 / track.curve);
}

TrackResult slider_track(Context& context, const char* name, ImVec2 min, ImVec2 max, const Track& track, double value) {
    TrackResult result;
    Interaction& hand = context.hand;
    const ImGuiIO& io = ImGui::GetIO();
    const float radius = context.px(7);
    const float left = min.x + radius, right = max.x - radius, length = std::max(1.0F, right - left);
    auto x_of = [&](double v) { return left + float(track_share(track, v)) * length; };

    ImGui::SetCursorScreenPos(min);
    ImGui::PushID(name);
    ImGui::InvisibleButton("track", {max.x - min.x, max.y - min.y});
    const ImGuiID id = ImGui::GetItemID();
    ImGui::PopID();
    context.place(name, {left, min.y}, {right, max.y});
    result.hovered = ImGui::IsItemHovered();
    result.held = ImGui::IsItemActive();

    if (ImGui::IsItemActivated()) {
        if (io.MouseClickedCount[0] == 2 && hand.held == id) {
            // The first click of the two moved the knob: take it back, under the same gesture, so that no undo step is
            // left.
            result.double_clicked = true;
            if (value != hand.value_before) result.value = hand.value_before;
            result.gesture = hand.gesture;
            context.out.gesture_over = true;
            ImGui::ClearActiveID();
            result.held = false;
        } else {
            hand.held = id;
            hand.value_before = hand.held_value = value;
            context.new_gesture();
            if (std::abs(io.MousePos.x - x_of(value)) > radius * 1.5F)
                hand.held_value = track_value(track, double((io.MousePos.x - left) / length));
        }
    }
    if (ImGui::IsItemDeactivated() && value == hand.value_before) context.out.gesture_over = true;
    if (result.held) {
        const double share =
            track_share(track, hand.held_value) + double(io.MouseDelta.x / length) * (io.KeyShift ? 0.1 : 1.0);
        if (io.MouseDelta.x != 0 && !ImGui::IsItemActivated()) hand.held_value = track_value(track, share);
        const bool moved = std::abs(hand.held_value - hand.value_before) > 1e-12 || value != hand.value_before;
        const double wanted = snapped(track, hand.held_value, io.KeyShift);
        if (moved && wanted != value) {
            result.value = wanted;
            result.gesture = hand.gesture;
        }
        context.out.dragging = true;
    }
    if (result.hovered && !result.held && io.MouseWheel != 0 && io.KeyCtrl == false &&
        ImGui::GetTime() - hand.scroll_time > kWheelPause) {
        if (hand.wheel_row != id || ImGui::GetTime() - hand.wheel_time > kWheelPause) context.new_gesture();
        hand.wheel_row = id;
        hand.wheel_time = ImGui::GetTime();
        const double step = track.step * (io.KeyShift ? 0.1 : 1.0);
        const double wanted =
            std::clamp(std::round((value + double(io.MouseWheel) * step) * 1e6) / 1e6, track.min, track.max);
        if (wanted != value) {
            result.value = wanted;
            result.gesture = hand.gesture;
        }
    }
    if (result.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) result.reset = true;

    const double shown = result.value.value_or(value);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = std::round((min.y + max.y) / 2), half = std::max(1.0F, context.px(2) * 0.75F);
    const bool lit = result.hovered || result.held;
    list->AddRectFilled({left, y - half}, {right, y + half}, color::track, half);
    const float knob = x_of(shown);
    if (track.filled && knob - left > 2 * half)
        list->AddRectFilled({left, y - half}, {knob, y + half}, color::accent, half);
    if (track.tick) {
        const float tick = std::round(x_of(*track.tick));
        const float reach = context.px(6), width = std::max(1.0F, context.px(1.5F));
        list->AddRectFilled({tick - width / 2, y - reach}, {tick + width / 2, y + reach}, color::quiet);
    }
    list->AddCircleFilled({knob, y}, radius + (result.held ? context.px(1) : 0), color::panel, 32);
    list->AddCircleFilled({knob, y}, (lit ? radius : radius - context.px(1)) - context.px(0.5F),
                          lit ? color::lit : color::accent, 32);
    return result;
}

std::optional<std::string> typing_field(Context& context, const char* name, float width, bool& cancelled) {
    Interaction& hand = context.hand;
    cancelled = false;
    ImGui::SetNextItemWidth(width);
    if (hand.typing_begins) ImGui::SetKeyboardFocusHere();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(context.px(6), context.px(2)));
    const bool entered = ImGui::InputText(("##" + std::string(name)).c_str(), &hand.typed,
                                          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    context.place(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    context.out.typing = true;
    if (entered || (hand.enter && ImGui::IsItemActive())) return hand.typed;
    if (!hand.typing_begins && ImGui::IsItemDeactivated()) {
        if (ImGui::IsItemDeactivatedAfterEdit() && !ImGui::IsKeyPressedMap(ImGuiKey_Escape)) return hand.typed;
        cancelled = true;
    }
    if (ImGui::IsItemActive()) hand.typing_begins = false;
    return std::nullopt;
}

void refusal(Context& context, ImGuiID id, ImVec2 at, float width) {
    if (context.hand.wrong != id) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 max(at.x + width, at.y + context.px(18));
    list->AddRectFilled(at, max, color::panel);
    draw_text(context.theme.small, {at.x, at.y + context.px(2)}, color::problem, context.hand.wrong_text, width);
    if (ImGui::IsMouseHoveringRect(at, max)) ImGui::SetTooltip("%s", context.hand.wrong_text.c_str());
}

}  // namespace stipple::ui
