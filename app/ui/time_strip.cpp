#include "time_strip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "format.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

struct Mark {
    double years;
    const char* label;
    int rank;  // 0 always shown, 1 where there is room, 2 where there is plenty
};
constexpr double kHealed = 0.12;  // six weeks: true colour after 28 to 42 days
constexpr std::array<Mark, 14> kMarks{{{0, "Day 0", 0},
                                       {kHealed, "Healed", 0},
                                       {0.5, "6 mo", 2},
                                       {1, "1 year", 0},
                                       {2, "2", 0},
                                       {3, "3", 1},
                                       {4, "4", 0},
                                       {5, "5", 1},
                                       {6, "6", 2},
                                       {7, "", 2},
                                       {8, "8", 0},
                                       {10, "10", 1},
                                       {12, "12", 1},
                                       {15, "15 years", 0}}};

std::string stage(double years, const std::vector<double>& touchups) {
    if (years < 0.005) return "Fresh: dark, cool, a little swollen";
    if (years < kHealed - 0.005) return "Healing: scabs go, colour settles";
    if (years < 0.2) return "Healed: the true colour";
    double last = 0;
    for (double touchup : touchups)
        if (touchup <= years) last = touchup;
    if (last > 0) return years_text(years - last < 0.003 ? 0 : years - last) + " after a touch-up";
    return "Since the last session";
}

}  // namespace

void draw_time_strip(Context& context, const Rect& area, const model::Design& design) {
    const model::Parameter& parameter = model::parameter(model::ParameterId::time_years);
    const std::string name(parameter.name);
    const double years = design.number(parameter.id);
    const std::vector<double>& touchups = design.list(model::ParameterId::touchup_years);
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.width, area.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::Begin("time strip", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({area.x, area.y + 0.5F}, {area.x + area.width, area.y + 0.5F}, color::line);

    const float margin = context.px(16), edge = context.px(20);
    const float left = area.x + margin + edge, right = area.x + area.width - margin - edge;
    const float radius = context.px(7);
    const float track_y = area.y + context.px(42);
    // Half of what happens happens in the first four years: a square root gives it its room.
    const Track track{parameter.min, parameter.max, 0.01, 2, std::nullopt, true};
    auto x_of = [&](double v) { return left + float(track_share(track, v)) * (right - left); };
    const TrackResult result = slider_track(context, name.c_str(), {left - radius, track_y - context.px(12)},
                                            {right + radius, track_y + context.px(12)}, track, years);
    tooltip(context,
            std::string(parameter.help) + "\n\nDouble-click to type, right-click for healed, Shift for fine steps.",
            "Left and right arrow keys");
    double shown = years;
    if (result.value) {
        shown = *result.value;
        context.edit(parameter.id, shown, result.gesture);
    }
    if (result.reset && years != parameter.default_number) context.edit(parameter.id, parameter.default_number);

    // Marks under the track; a label gives way where it would touch its neighbour.
    float occupied = -1e9F;
    for (int pass = 0; pass < 2; ++pass) {
        occupied = -1e9F;
        for (std::size_t i = 0; i < kMarks.size(); ++i) {
            const Mark& mark = kMarks[i];
            const float x = std::round(x_of(mark.years));
            if (pass == 0) {
                list->AddLine({x + 0.5F, track_y + context.px(9)}, {x + 0.5F, track_y + context.px(13)}, color::track,
                              1);
                continue;
            }
            const float width = text_width(context.theme.small, mark.label);
            float next_fixed = right + edge;
            for (std::size_t j = kMarks.size(); j-- > i + 1;)
                if (kMarks[j].rank < mark.rank || (kMarks[j].rank == 0 && mark.rank > 0))
                    next_fixed = std::min(next_fixed,
                                          x_of(kMarks[j].years) - text_width(context.theme.small, kMarks[j].label) / 2);
            const float gap = context.px(8);
            if (x - width / 2 < occupied + gap) continue;
            if (mark.rank > 0 && x + width / 2 > next_fixed - gap) continue;
            draw_text(context.theme.small, {x - width / 2, track_y + context.px(14)}, color::quiet, mark.label);
            occupied = x + width / 2;
        }
    }
    for (std::size_t i = 0; i < touchups.size(); ++i) {
        // A diamond above the track, as an artist marks an appointment.
        const ImVec2 at(x_of(touchups[i]), track_y - context.px(12));
        const float size = context.px(5);
        const ImVec2 corners[4] = {{at.x, at.y - size}, {at.x + size, at.y}, {at.x, at.y + size}, {at.x - size, at.y}};
        list->AddConvexPolyFilled(corners, 4, touchups[i] <= shown ? color::accent : color::quiet);
        context.place("touchup-mark-" + std::to_string(i), {at.x - size, at.y - size}, {at.x + size, at.y + size});
        if (ImGui::IsMouseHoveringRect({at.x - size, at.y - size}, {at.x + size, at.y + size}))
            ImGui::SetTooltip("Touch-up at %s", years_text(touchups[i]).c_str());
    }

    const ImVec2 head(area.x + margin, area.y + context.px(9));
    const ImGuiID id = ImGui::GetID("years");
    if (context.hand.typing == id) {
        ImGui::SetCursorScreenPos({head.x, head.y - context.px(3)});
        bool cancelled = false;
        if (auto text = typing_field(context, "time.years:text", context.px(96), cancelled)) {
            context.hand.typing = 0;
            try {
                const model::Value value = model::parse_value(parameter.id, text->substr(0, text->find(" y")));
                if (value != design.value(parameter.id)) context.edit(parameter.id, value);
            } catch (const model::BadValue&) {
                // The field shows the old value again: the strip's own marks say what is allowed.
            }
        } else if (cancelled) {
            context.hand.typing = 0;
        }
    } else {
        const float width = draw_text(context.theme.strong, head, color::text, years_text(shown));
        const float rest = area.width - 2 * margin - width - context.px(12);
        draw_text(context.theme.small, {head.x + width + context.px(12), head.y + context.px(2)}, color::quiet,
                  stage(shown, touchups), rest);
    }
    if (result.double_clicked) {
        context.hand.typing = id;
        context.hand.typing_begins = true;
        context.hand.typed = number_text(shown, parameter.step);
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace stipple::ui
