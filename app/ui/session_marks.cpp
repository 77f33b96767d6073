// TimeLine: the sessions before day 0. A click shows the work up to one, a drag moves its day.
#include <algorithm>
#include <cmath>
#include <string>

#include "format.h"
#include "session_plan.h"
#include "time_line.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::ParameterId;

// The gaps after session `k` was moved by `days`: its neighbours stay where they are.
std::vector<double> moved_gaps(std::vector<double> gaps, int k, double days) {
    const model::Parameter& parameter = model::parameter(ParameterId::sessions_gap_days);
    const auto at = std::size_t(k);
    double low = gaps[at] - parameter.max, high = gaps[at] - parameter.min;
    if (k > 0) {
        low = std::max(low, parameter.min - gaps[at - 1]);
        high = std::min(high, parameter.max - gaps[at - 1]);
    }
    if (low > high) return gaps;
    const double by = std::clamp(std::round(days), low, high);
    gaps[at] -= by;
    if (k > 0) gaps[at - 1] += by;
    return gaps;
}

std::string days_text(double days) {
    const double weeks = days / 7;
    if (days >= 14 && weeks == std::floor(weeks)) return number_text(weeks, 1) + " weeks";
    return number_text(days, 1) + " days";
}

}  // namespace

void TimeLine::sessions(Context& context, const TimeScale& scale, float y, float lane, const model::Design& design) {
    const int count = int(design.number(ParameterId::sessions_count));
    const double all = model::parameter(ParameterId::sessions_shown).max;
    const int shown = std::min(count, int(design.number(ParameterId::sessions_shown)));
    const std::vector<double> gaps = session_gaps(design);
    const ImGuiIO& io = ImGui::GetIO();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float radius = context.px(5), reach = context.px(9), thin = std::max(1.0F, context.px(1.5F));
    if (count > 1) list->AddLine({scale.left(), y}, {scale.day_0(), y}, color::track, thin);
    if (held_session_ && (!io.MouseDown[0] || int(held_session_->gaps.size()) + 1 != count)) {
        const HeldSession& held = *held_session_;
        if (!held.moved && held.session < count) {
            // A second click on the one shown brings all sessions back.
            const double wanted = held.session + 1 == count || held.session + 1 == shown ? all : held.session + 1;
            if (wanted != design.number(ParameterId::sessions_shown)) context.edit(ParameterId::sessions_shown, wanted);
        } else if (held.gaps == gaps) {
            context.out.gesture_over = true;
        }
        held_session_.reset();
    }

    // Day 0 is the day of the last session shown; those after it are still to come.
    double days = 0;
    for (int k = shown - 1; k + 1 < count; ++k) days -= gaps[std::size_t(k)];
    float free_from = 1e9F;  // names are set from day 0 backwards, where there is room
    for (int k = count; k-- > 0;) {
        if (k + 1 < count) days += gaps[std::size_t(k)];
        const bool last = k + 1 == count, movable = k + 1 < shown;
        // From day 0 on the track is the knob's: these marks stand above.
        const ImVec2 at(movable ? scale.x_of_session(days) : scale.x_of(-days / kDaysPerYear), movable ? y : lane);
        const bool under_hand = held_session_ && held_session_->session == k;
        ImGui::PushID(k);
        ImGui::SetCursorScreenPos({at.x - reach, at.y - reach});
        ImGui::InvisibleButton("session", {2 * reach, 2 * reach});
        const bool over = ImGui::IsItemHovered();
        if (ImGui::IsItemActivated())
            held_session_ = HeldSession{k, gaps, io.MousePos.x, stretch_days(design), context.new_gesture(), false};
        const std::string name = "S" + std::to_string(k + 1);
        const std::string shows = last || k + 1 == shown ? "Click to show all sessions" : "Click to see the work as it stands after it";
        const std::string when = last ? std::string("the last one") : days_text(gaps[std::size_t(k)]) + " before session " + std::to_string(k + 2);
        tooltip(context, "Session " + std::to_string(k + 1) + " of " + std::to_string(count) + ": " + when + ". " + shows + (movable ? "; drag to move its day." : "."));
        ImGui::PopID();
        if (under_hand) {
            HeldSession& held = *held_session_;
            context.out.dragging = true;
            held.moved = held.moved || (movable && std::abs(io.MousePos.x - held.pressed_x) >= context.px(3));
            if (held.moved) {
                std::vector<double> wanted = moved_gaps(held.gaps, k, double(io.MousePos.x - held.pressed_x) * scale.session_days_per_pixel());
                if (wanted != gaps) context.edit(ParameterId::sessions_gap_days, std::move(wanted), held.gesture);
            }
        }
        const bool done = k < shown;
        const ImU32 ink = over || under_hand ? color::lit : done ? color::accent : color::quiet;
        list->AddCircleFilled(at, radius + context.px(1), color::panel, 24);
        if (done) list->AddCircleFilled(at, radius, ink, 24);
        else list->AddCircle(at, radius - thin / 2, ink, 24, thin);
        context.place("session-mark-" + std::to_string(k), {at.x - reach, at.y - reach}, {at.x + reach, at.y + reach});
        // Names stand above the line: over marks on it, beside those above it.
        const std::string text = under_hand && held_session_->moved ? number_text(session_gaps(design)[std::size_t(k)], 1) + " d" : name;
        const float width = text_width(context.theme.small, text);
        const float left = movable ? at.x - width / 2 : at.x + reach;
        if (left + width + context.px(6) < free_from) {
            draw_text(context.theme.small, {left, lane - context.theme.small->FontSize / 2}, done ? color::text : color::quiet, text);
            free_from = movable ? left : at.x - reach;
        }
    }
}

}  // namespace stipple::ui
