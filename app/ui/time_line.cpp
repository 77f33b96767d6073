#include "time_line.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "format.h"
#include "session_plan.h"
#include "strength_plot.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::ParameterId;

constexpr float kPlotFromHeight = 900;  // points of window height from which there is room for the plot

std::string stage(double years, const model::Design& design) {
    const int sessions = int(design.number(ParameterId::sessions_count));
    const int shown = std::min(sessions, int(design.number(ParameterId::sessions_shown)));
    if (shown < sessions) return "After session " + std::to_string(shown) + " of " + std::to_string(sessions);
    // As clinics tell their clients: redness goes within 3 days, scabs fall from day 3 to 10, true colour after 28 to 42.
    const double days = years * kDaysPerYear;
    if (days < 1) return "Fresh: dark, cool, red";
    if (days < 3) return "Redness goes, scabs form";
    if (days < 10) return "Scabs fall: patchy for a while";
    if (days < 28) return "Settling: softer by the day";
    if (years < kHealedYears - 0.005) return "Nearly the true colour";
    if (years < 0.2) return "Healed: the true colour";
    double last = 0;
    for (const double touchup : design.list(ParameterId::touchup_years))
        if (touchup <= years) last = touchup;
    if (last > 0) return years_text(years - last < 0.003 ? 0 : years - last) + " after a touch-up";
    return "Since the last session";
}

}  // namespace

bool TimeLine::plot_wanted(float window_height, const Theme& theme) const {
    return plot_chosen_.value_or(window_height >= theme.px(kPlotFromHeight));
}

void TimeLine::draw(Context& context, const Rect& area, bool plot, const model::Design& design, const UiState& state) {
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.width, area.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::Begin("time strip", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::GetWindowDrawList()->AddLine({area.x, area.y + 0.5F}, {area.x + area.width, area.y + 0.5F}, color::line);

    const float margin = context.px(36);
    const double stretch = held_session_ ? held_session_->stretch_days : stretch_days(design);
    const TimeScale scale(area.x + margin, area.x + area.width - margin, stretch);
    const float track_y = area.y + area.height - context.px(30), lane_y = track_y - context.px(17);

    context.tooltips_above = true;
    head_row(context, area, plot, design, state);
    if (plot) {
        const float top = area.y + context.px(44), bottom = lane_y - context.px(14);
        draw_strength_plot(context, {scale.left(), top, scale.right() - scale.left(), bottom - top}, scale, design,
                           strengths_.curves(design), strengths_.now(design));
    }
    // Marks first: where they reach into the track's room they are what the hand takes.
    sessions(context, scale, track_y, lane_y, design);
    touchups(context, scale, lane_y, design);
    track(context, scale, track_y, design, state);
    marks_below(context, scale, track_y);
    context.tooltips_above = false;
    ImGui::End();
    ImGui::PopStyleVar(2);
}

void TimeLine::head_row(Context& context, const Rect& area, bool plot, const model::Design& design, const UiState& state) {
    const float margin = context.px(16), button = context.px(32), gap = context.px(4);
    const float top = area.y + context.px(5);
    const double years = design.number(ParameterId::time_years);
    ImGui::SetCursorScreenPos({area.x + margin - context.px(8), top});
    if (icon_button(context, "time.play", state.playing ? Icon::pause : Icon::play, state.head_ready,
                    state.playing ? "Stops here" : "Plays healing and 15 years in 12 seconds, from day 0 or where it was stopped", "T"))
        context.out.commands.emplace_back(PlayTime{});

    float right = area.x + area.width - margin + context.px(8) - button;
    ImGui::SetCursorScreenPos({right, top});
    if (icon_button(context, "time.plot", Icon::plot, true,
                    plot ? "Puts the plot of strength over time away" : "Shows strength over time, and how sure it is", {})) {
        plot_chosen_ = !plot;
        context.out.wake_after_s = 0;
    }
    right -= button + gap;
    ImGui::SetCursorScreenPos({right, top});
    if (icon_button(context, "time.other", Icon::exchange, state.head_ready,
                    "Back and forth between two times, here " + years_text(years) + " and " + years_text(state.other_years) +
                        ": wherever you leave one of them it is found again",
                    "X"))
        context.out.commands.emplace_back(OtherTime{});

    const ImVec2 at(area.x + margin + button, area.y + context.px(13));
    const float left_of = right - context.px(12);
    if (context.hand.typing == ImGui::GetID("years")) {
        typed_time(context, {at.x, at.y - context.px(3)}, design);
        return;
    }
    const float width = draw_text(context.theme.strong, at, color::text, years_text(years));
    // Whatever is said of the stage, what is known of the strength is said whole.
    const StrengthNow now = strengths_.now(design);
    const std::string& course = design.choice(ParameterId::time_course);
    const std::string chosen = percent_text(now.chosen) + " " + course, band = number_text(std::round(now.low * 100), 1) + " to " + percent_text(now.high);
    const float chosen_width = text_width(context.theme.body, chosen), band_width = text_width(context.theme.small, band);
    const float stage_x = at.x + width + context.px(12), read_x = left_of - band_width - context.px(10) - chosen_width;
    if (read_x > stage_x) {
        draw_text(context.theme.body, {read_x, at.y}, color::text, chosen);
        draw_text(context.theme.small, {left_of - band_width, at.y + context.px(2)}, color::quiet, band);
        ImGui::SetCursorScreenPos({read_x, top});
        ImGui::InvisibleButton("strength", {left_of - read_x, button});
        context.place("time.strength", {read_x, top}, {left_of, top + button});
        tooltip(context,
                "Strength now, in per cent of the healed work: as the chosen course has it, and between the slow and the fast course. Nobody has "
                "published how scalp micropigmentation fades; see How sure is it.");
    }
    const float stage_room = std::max(read_x, stage_x) - context.px(16) - stage_x;
    if (stage_room > context.px(40))
        draw_text(context.theme.small, {stage_x, at.y + context.px(2)}, color::quiet, stage(years, design), stage_room);
}

void TimeLine::typed_time(Context& context, ImVec2 at, const model::Design& design) {
    ImGui::SetCursorScreenPos(at);
    bool cancelled = false;
    const auto text = typing_field(context, "time.years:text", context.px(96), cancelled);
    if (!text && !cancelled) return;
    context.hand.typing = 0;
    if (!text) return;
    try {
        const model::Value value = model::parse_value(ParameterId::time_years, text->substr(0, text->find(" y")));
        if (value != design.value(ParameterId::time_years)) context.edit(ParameterId::time_years, value);
    } catch (const model::BadValue&) {
        // The field shows the old value again: the line's own marks say what is allowed.
    }
}

void TimeLine::track(Context& context, const TimeScale& scale, float y, const model::Design& design, const UiState& state) {
    const model::Parameter& parameter = model::parameter(ParameterId::time_years);
    const double years = design.number(parameter.id);
    const float radius = context.px(7);
    ImDrawList* list = ImGui::GetWindowDrawList();
    // The healing weeks are days, not years: a ground of their own says where the scale changes.
    list->AddRectFilled({scale.day_0(), y - context.px(6)}, {scale.x_of(kHealedYears), y + context.px(6)}, color::raised, context.px(3));
    // Where a jump goes.
    const float other = std::round(scale.x_of(state.other_years));
    list->AddTriangleFilled({other, y + context.px(8)}, {other - context.px(4), y + context.px(14)}, {other + context.px(4), y + context.px(14)},
                            color::track);

    const TrackScale share{time_share, time_at_share, snapped_time};
    const bool in_days = years < kHealedYears || (years <= kHealedYears && ImGui::GetIO().MouseWheel < 0);
    const Track line{parameter.min, parameter.max, in_days ? 1 / kDaysPerYear : 0.05, 1, std::nullopt, true, &share};
    const TrackResult result = slider_track(context, "time.years", {scale.day_0() - radius, y - context.px(9)},
                                            {scale.right() + radius, y + context.px(11)}, line, years);
    tooltip(context, std::string(parameter.help) + "\n\nThe first six weeks are drawn out, so that single days can be set. Double-click to type, "
                                                   "right-click for healed, Shift for fine steps.",
            "Left and right arrow keys");
    if (result.value) context.edit(parameter.id, *result.value, result.gesture);
    if (result.reset && years != parameter.default_number) context.edit(parameter.id, parameter.default_number);
    if (result.double_clicked) {
        context.hand.typing = ImGui::GetID("years");
        context.hand.typing_begins = true;
        context.hand.typed = number_text(years, parameter.step);
    }
}

// Ticks and names under the track; a name gives way where it would touch its neighbour.
void TimeLine::marks_below(Context& context, const TimeScale& scale, float y) const {
    ImDrawList* list = ImGui::GetWindowDrawList();
    ImFont* font = context.theme.small;
    const float text_y = y + context.px(13), gap = context.px(6);
    struct Placed {
        float left, right;
    };
    std::vector<Placed> placed;
    const auto put = [&](float left, std::string_view label) {
        const float right = left + text_width(font, label);
        for (const Placed& p : placed)
            if (left < p.right + gap && right > p.left - gap) return false;
        placed.push_back({left, right});
        draw_text(font, {left, text_y}, color::quiet, label);
        return true;
    };
    for (int rank = 0; rank <= 2; ++rank)
        for (const TimeMark& mark : kTimeMarks) {
            if (mark.rank != rank) continue;
            const float x = std::round(scale.x_of(mark.years));
            list->AddLine({x + 0.5F, y + context.px(8)}, {x + 0.5F, y + context.px(12)}, color::track, 1);
            (void)put(x - text_width(font, mark.label) / 2, mark.label);
        }
    // What the first figures count.
    const float zero = scale.day_0() - text_width(font, "0") / 2;
    (void)put(zero - gap - 1 - text_width(font, "Day"), "Day");
}

}  // namespace stipple::ui
