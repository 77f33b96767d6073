#include "strength_plot.h"

#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "format.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::ParameterId;

constexpr ImU32 kBand = IM_COL32(226, 163, 107, 40);        // the accent, thinly: what may be
constexpr ImU32 kBandEdge = IM_COL32(226, 163, 107, 90);
constexpr ImU32 kGrid = IM_COL32(44, 44, 44, 255);

struct Plot {
    const Rect& area;
    const TimeScale& scale;
    double top;  // strength at the upper edge
    [[nodiscard]] float y_of(double strength) const {
        return area.y + area.height * float(1 - std::clamp(strength / top, 0.0, 1.0));
    }
    [[nodiscard]] std::vector<ImVec2> line(const std::vector<double>& years, const std::vector<double>& strengths) const {
        std::vector<ImVec2> points;
        for (std::size_t i = 0; i < years.size(); ++i) {
            const ImVec2 p(scale.x_of(years[i]), y_of(strengths[i]));
            // Closer than a third of a pixel says nothing more.
            if (points.empty() || std::abs(p.x - points.back().x) + std::abs(p.y - points.back().y) > 0.33F) points.push_back(p);
        }
        return points;
    }
};

void stroke(ImDrawList* list, const std::vector<ImVec2>& points, ImU32 ink, float width) {
    list->AddPolyline(points.data(), int(points.size()), ink, ImDrawFlags_None, width);
}

void dashes(ImDrawList* list, const std::vector<ImVec2>& points, ImU32 ink, float width, float dash) {
    float phase = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const ImVec2 a = points[i - 1], b = points[i];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        for (float s = 0; s < length;) {
            const bool on = phase < dash;
            const float step = std::min(length - s, (on ? dash : 2 * dash) - phase);
            const auto along = [&](float d) { return ImVec2(a.x + (b.x - a.x) * d / length, a.y + (b.y - a.y) * d / length); };
            if (on) list->AddLine(along(s), along(s + step), ink, width);
            s += std::max(step, 0.01F);
            phase = std::fmod(phase + std::max(step, 0.01F), 2 * dash);
        }
    }
}

// Between two lines over the same times. Without antialiasing of its own, or every seam would show; the edges are strokes.
void fill_between(ImDrawList* list, const Plot& plot, const StrengthCurves& curves, ImU32 ink) {
    const ImDrawListFlags flags = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (std::size_t i = 1; i < curves.years.size(); ++i) {
        const float x0 = plot.scale.x_of(curves.years[i - 1]), x1 = plot.scale.x_of(curves.years[i]);
        if (x1 - x0 < 0.01F) continue;
        list->AddQuadFilled({x0, plot.y_of(curves.high[i - 1])}, {x1, plot.y_of(curves.high[i])}, {x1, plot.y_of(curves.low[i])},
                            {x0, plot.y_of(curves.low[i - 1])}, ink);
    }
    list->Flags = flags;
}

// The line below which a touch-up is due; the hand moves it.
void threshold(Context& context, const Plot& plot, const model::Design& design) {
    const model::Parameter& parameter = model::parameter(ParameterId::touchup_threshold_percent);
    const double percent = design.number(parameter.id);
    const float left = plot.scale.day_0(), right = plot.scale.right(), reach = context.px(5);
    const float y = std::round(plot.y_of(percent / 100)) + 0.5F;
    ImGui::SetCursorScreenPos({plot.scale.left(), y - reach});
    ImGui::InvisibleButton("threshold", {right - plot.scale.left(), 2 * reach});
    const ImGuiIO& io = ImGui::GetIO();
    Interaction& hand = context.hand;
    const bool over = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    if (ImGui::IsItemActivated()) {
        hand.held = ImGui::GetItemID();
        hand.held_value = hand.value_before = percent;
        context.new_gesture();
    }
    if (held) {
        context.out.dragging = true;
        hand.held_value -= double(io.MouseDelta.y / plot.area.height) * plot.top * 100 * (io.KeyShift ? 0.1 : 1.0);
        const double wanted = std::clamp(std::round(hand.held_value), parameter.min, parameter.max);
        if (wanted != percent) context.edit(parameter.id, wanted, hand.gesture);
    }
    if (ImGui::IsItemDeactivated() && percent == hand.value_before) context.out.gesture_over = true;
    if (over && ImGui::IsMouseClicked(ImGuiMouseButton_Right) && percent != parameter.default_number)
        context.edit(parameter.id, parameter.default_number);
    if (over || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    tooltip(context, std::string(parameter.help) + "\n\nDrag to move, right-click for the default.");
    context.place("plot.threshold", {left, y - reach}, {right, y + reach});
    const ImU32 ink = over || held ? color::text : color::quiet;
    dashes(ImGui::GetWindowDrawList(), {{left, y}, {right, y}}, ink, 1, context.px(4));
    const std::string text = number_text(percent, 1) + " %";
    draw_text(context.theme.small, {left - context.px(8) - text_width(context.theme.small, text), y - context.theme.small->FontSize / 2}, ink, text);
}

}  // namespace

std::string percent_text(double strength) { return number_text(std::round(strength * 100), 1) + " %"; }

void draw_strength_plot(Context& context, const Rect& area, const TimeScale& scale, const model::Design& design, const StrengthCurves& curves,
                        const StrengthNow& now) {
    if (area.height < context.px(24) || curves.years.empty()) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Plot plot{area, scale, std::max(1.1, curves.most * 1.02)};
    const float left = scale.day_0(), right = scale.right(), hair = 1, thin = std::max(1.0F, context.px(1));
    context.place("plot", {left, area.y}, {right, area.y + area.height});
    ImFont* font = context.theme.small;

    const double due = design.number(ParameterId::touchup_threshold_percent) / 100;
    for (const double strength : {0.0, 0.5, 1.0}) {
        const float y = std::round(plot.y_of(strength)) + 0.5F;
        list->AddLine({left, y}, {right, y}, strength == 0 ? color::track : kGrid, hair);
        // The threshold's own figure stands in the same place.
        if (std::abs(plot.y_of(due) - y) < font->FontSize) continue;
        const std::string text = percent_text(strength);
        draw_text(font, {left - context.px(8) - text_width(font, text), y - font->FontSize / 2}, color::quiet, text);
    }
    const float healed = std::round(scale.x_of(kHealedYears)) + 0.5F;
    list->AddLine({healed, area.y}, {healed, area.y + area.height}, kGrid, hair);

    fill_between(list, plot, curves, kBand);
    stroke(list, plot.line(curves.years, curves.high), kBandEdge, thin);
    stroke(list, plot.line(curves.years, curves.low), kBandEdge, thin);
    if (!curves.untouched.empty()) dashes(list, plot.line(curves.years, curves.untouched), color::quiet, thin, context.px(3));
    threshold(context, plot, design);
    stroke(list, plot.line(curves.years, curves.chosen), color::accent, std::max(1.5F, context.px(2)));

    // What was seen on work of one's own.
    const std::vector<double>&seen_after = design.list(ParameterId::fade_observed_years), &seen = design.list(ParameterId::fade_observed_percent);
    for (std::size_t i = 0; i < std::min(seen_after.size(), seen.size()); ++i) {
        const ImVec2 at(scale.x_of(seen_after[i]), plot.y_of(seen[i] / 100));
        list->AddCircleFilled(at, context.px(5), color::panel, 20);
        list->AddCircleFilled(at, context.px(4), color::text, 20);
        context.place("plot.observed-" + std::to_string(i), {at.x - context.px(4), at.y - context.px(4)}, {at.x + context.px(4), at.y + context.px(4)});
    }

    // Now, with what is chosen and how far it may be off.
    const double years = design.number(ParameterId::time_years);
    const float x = std::round(scale.x_of(years)) + 0.5F;
    list->AddLine({x, area.y}, {x, area.y + area.height + context.px(4)}, color::quiet, hair);
    const float y_low = plot.y_of(now.low), y_high = plot.y_of(now.high);
    list->AddLine({x, y_high}, {x, y_low}, color::accent, std::max(1.0F, context.px(2)));
    list->AddCircleFilled({x, plot.y_of(now.chosen)}, context.px(4), color::panel, 20);
    list->AddCircleFilled({x, plot.y_of(now.chosen)}, context.px(3), color::lit, 20);

    // Where the mouse is, what is to be read there.
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (ImGui::IsWindowHovered() && !context.out.dragging && mouse.x >= left && mouse.x <= right && mouse.y >= area.y && mouse.y < area.y + area.height) {
        const double t = scale.years_at(mouse.x);
        const std::string text = years_text(t) + ": " + percent_text(strength_on(curves.years, curves.chosen, t)) + ", " +
                                 number_text(std::round(strength_on(curves.years, curves.low, t) * 100), 1) + " to " + percent_text(strength_on(curves.years, curves.high, t));
        const float width = text_width(font, text), pad = context.px(6);
        list->AddLine({std::round(mouse.x) + 0.5F, area.y}, {std::round(mouse.x) + 0.5F, area.y + area.height}, color::track, hair);
        const float at = std::clamp(mouse.x + context.px(10), left, right - width - 2 * pad);
        list->AddRectFilled({at, area.y}, {at + width + 2 * pad, area.y + context.px(20)}, color::raised, context.px(4));
        draw_text(font, {at + pad, area.y + (context.px(20) - font->FontSize) / 2}, color::text, text);
    }
}

}  // namespace stipple::ui
