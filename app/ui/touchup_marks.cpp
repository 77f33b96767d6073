// TimeLine: touch-ups as diamonds above the track, moved, added and taken away by hand.
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "format.h"
#include "time_line.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::ParameterId;

constexpr double kStepYears = 0.5, kFineYears = 0.1;
constexpr double kFirstYears = 0.2;  // before that the work is not healed: no touch-up is due
constexpr float kDraggedOff = 36;    // points away from its line at which a mark is taken off

void diamond(ImDrawList* list, ImVec2 at, float size, ImU32 ink, bool filled, float width) {
    const std::array<ImVec2, 4> corners{{{at.x, at.y - size}, {at.x + size, at.y}, {at.x, at.y + size}, {at.x - size, at.y}}};
    if (filled) list->AddConvexPolyFilled(corners.data(), 4, ink);
    else list->AddPolyline(corners.data(), 4, ink, ImDrawFlags_Closed, width);
}

double snapped_touchup(double years, bool fine) {
    const double step = fine ? kFineYears : kStepYears;
    const double least = fine ? kFirstYears : kStepYears;
    return std::clamp(std::round(std::round(years / step) * step * 1e6) / 1e6, least, kLastYears);
}

bool taken(const std::vector<double>& years, double wanted) {
    return std::any_of(years.begin(), years.end(), [wanted](double t) { return std::abs(t - wanted) < 0.05; });
}

std::vector<double> with_touchup(std::vector<double> years, double added) {
    years.insert(std::lower_bound(years.begin(), years.end(), added), added);
    return years;
}

std::string due_text(const std::optional<double>& years) {
    return years ? years_text(*years) : std::string("more than 15 years");
}

}  // namespace

void TimeLine::drag_touchup(Context& context, const TimeScale& scale, float y, const model::Design& design) {
    HeldTouchup& held = *held_;
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::KeepAliveID(held.id);
    if (!io.MouseDown[0] || ImGui::GetActiveID() != held.id) {
        if (held.now == held.before) context.out.gesture_over = true;
        if (ImGui::GetActiveID() == held.id) ImGui::ClearActiveID();
        held_.reset();
        return;
    }
    context.out.dragging = true;
    held.moved = held.moved || std::abs(io.MousePos.x - held.pressed_x) >= context.px(3) ||
                 std::abs(io.MousePos.y - held.pressed_y) >= context.px(3);
    if (!held.moved) return;
    if (std::abs(io.MousePos.y - y) > context.px(kDraggedOff)) {
        held.now.reset();
    } else {
        const double wanted = snapped_touchup(scale.years_at(io.MousePos.x - held.grip), io.KeyShift);
        // Never two on one day: it waits beside the other until there is room again.
        if (!taken(held.others, wanted)) held.now = wanted;
        else if (!held.now) held.now = held.before;
    }
    std::vector<double> years = held.now ? with_touchup(held.others, *held.now) : held.others;
    if (years != design.list(ParameterId::touchup_years)) context.edit(ParameterId::touchup_years, std::move(years), held.gesture);
}

void TimeLine::touchups(Context& context, const TimeScale& scale, float y, const model::Design& design) {
    const model::Parameter& parameter = model::parameter(ParameterId::touchup_years);
    const double now = design.number(ParameterId::time_years);
    // After a few sessions of the plan no touch-up is due yet.
    const bool whole = design.number(ParameterId::sessions_shown) >= design.number(ParameterId::sessions_count);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float size = context.px(6), reach = context.px(9);
    if (held_) drag_touchup(context, scale, y, design);

    const std::vector<double>& years = design.list(ParameterId::touchup_years);
    std::optional<std::size_t> removed;
    bool over_one = false;
    for (std::size_t i = 0; i < years.size(); ++i) {
        const ImVec2 at(scale.x_of(years[i]), y);
        const bool under_hand = held_ && held_->now == years[i];
        bool over = false;
        ImGui::PushID(int(i));
        if (!held_) {
            ImGui::SetCursorScreenPos({at.x - reach, at.y - reach});
            ImGui::InvisibleButton("touch-up", {2 * reach, 2 * reach});
            over = ImGui::IsItemHovered();
            if (ImGui::IsItemActivated()) {
                held_ = HeldTouchup{ImGui::GetItemID(), years, years[i], years[i], ImGui::GetIO().MousePos.x - at.x,
                                    ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y, context.new_gesture(), false};
                held_->others.erase(held_->others.begin() + std::ptrdiff_t(i));
                context.out.dragging = true;
            }
            tooltip(context, "Touch-up at " + years_text(years[i]) +
                                 ": new dots between the old ones, as many as restore the healed strength.\n\nDrag to move, Shift for fine steps; drag it "
                                 "off, right-click or Delete takes it away.");
            if (over && (ImGui::IsMouseClicked(ImGuiMouseButton_Right) || context.hand.erase)) removed = i;
        }
        ImGui::PopID();
        over_one = over_one || over;
        const bool done = whole && years[i] <= now;
        diamond(list, at, size + (over || under_hand ? context.px(2) : 0), color::panel, true, 1);
        diamond(list, at, size + (over || under_hand ? context.px(1) : 0), over || under_hand ? color::lit : done ? color::accent : color::quiet, true, 1);
        context.place("touchup-mark-" + std::to_string(i), {at.x - reach, at.y - reach}, {at.x + reach, at.y + reach});
        if (under_hand) {
            const std::string text = years_text(years[i]);
            const float width = text_width(context.theme.small, text);
            const float left = std::min(at.x + context.px(11), scale.right() + context.px(30) - width);
            list->AddRectFilled({left - context.px(4), y - context.px(9)}, {left + width + context.px(4), y + context.px(9)}, color::panel, context.px(4));
            draw_text(context.theme.small, {left, y - context.theme.small->FontSize / 2}, color::text, text);
        }
    }
    if (removed) {
        std::vector<double> fewer = years;
        fewer.erase(fewer.begin() + std::ptrdiff_t(*removed));
        context.edit(parameter.id, std::move(fewer));
        return;
    }
    if (held_) return;

    const bool full = int(years.size()) >= parameter.max_count;
    const StrengthCurves& curves = strengths_.curves(design);
    if (curves.suggested && whole && !full && !taken(years, *curves.suggested)) {
        const double due = std::round(*curves.suggested * 10) / 10;
        const ImVec2 at(scale.x_of(*curves.suggested), y);
        ImGui::SetCursorScreenPos({at.x - reach, at.y - reach});
        const bool clicked = ImGui::InvisibleButton("suggested", {2 * reach, 2 * reach});
        const bool over = ImGui::IsItemHovered();
        over_one = over_one || over;
        context.place("touchup.suggested", {at.x - reach, at.y - reach}, {at.x + reach, at.y + reach});
        tooltip(context, "Suggested touch-up: the " + design.choice(ParameterId::time_course) + " course falls below " +
                             number_text(design.number(ParameterId::touchup_threshold_percent), 1) + " % at " + years_text(*curves.suggested) +
                             "; between " + due_text(curves.suggested_early) + " (fast) and " + due_text(curves.suggested_late) +
                             " (slow).\n\nClick to plan it.");
        diamond(list, at, size, over ? color::lit : color::accent, false, std::max(1.0F, context.px(1.5F)));
        if (clicked && !taken(years, due)) context.edit(parameter.id, with_touchup(years, std::min(due, kLastYears)));
    }

    // The empty line takes new ones.
    const float from = scale.x_of(kHealedYears) + context.px(4);
    ImGui::SetCursorScreenPos({from, y - reach});
    ImGui::InvisibleButton("touch-up line", {scale.right() + reach - from, 2 * reach - context.px(1)});
    context.place("touchup.add", {from, y - reach}, {scale.right(), y + reach - context.px(1)});
    if (over_one || !ImGui::IsItemHovered()) return;
    const float mouse = ImGui::GetIO().MousePos.x;
    const double wanted = snapped_touchup(scale.years_at(mouse), ImGui::GetIO().KeyShift);
    tooltip(context, full ? "No more than " + std::to_string(parameter.max_count) + " touch-ups are kept: take one away first."
                          : std::string("Double-click to plan a touch-up here."));
    if (full || taken(years, wanted)) return;
    const ImVec2 at(scale.x_of(wanted), y);
    list->AddLine({at.x - size, y}, {at.x + size, y}, color::quiet, std::max(1.0F, context.px(1)));
    list->AddLine({at.x, y - size}, {at.x, y + size}, color::quiet, std::max(1.0F, context.px(1)));
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) context.edit(parameter.id, with_touchup(years, wanted));
}

}  // namespace stipple::ui
