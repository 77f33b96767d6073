#include "session_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>

#include "format.h"
#include "number_cell.h"
#include "session_plan.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::ParameterId;

struct Column {
    SessionColumn column;
    const char* name;
    const char* head;
    float width;  // points
};
constexpr std::array<Column, 4> kColumns{{{SessionColumn::dots, "dots", "dots/cm\xC2\xB2", 76},
                                          {SessionColumn::water, "water", "water", 68},
                                          {SessionColumn::size, "size", "mm wide", 68},
                                          {SessionColumn::days, "days", "days to next", 80}}};

std::string cell_text(SessionColumn column, double value, double step) {
    if (column == SessionColumn::dots) return number_text(std::round(value), 1);
    const std::string text = number_text(value, step);
    return column == SessionColumn::water ? text + " : 1" : text;
}

}  // namespace

float draw_session_table(Context& context, ImVec2 at, float width, const model::Design& design) {
    const int sessions = int(design.number(ParameterId::sessions_count));
    const int shown = std::min(sessions, int(design.number(ParameterId::sessions_shown)));
    const float row = context.px(30), head = context.px(28), gap = context.px(4);
    ImFont* small = context.theme.small;
    ImGui::PushID("session table");
    const ImGuiID table = ImGui::GetID("table");
    float asked = 0;
    for (const Column& c : kColumns) asked += context.px(c.width) + gap;
    const float names = std::max(context.px(24), width - asked), share = std::min(1.0F, (width - names) / asked);

    float x = at.x + names;
    for (const Column& c : kColumns) {
        const float cell = std::round(context.px(c.width) * share);
        const model::Parameter& parameter = model::parameter(session_list(c.column));
        const float head_width = text_width(small, c.head);
        draw_text(small, {std::max(x + gap, x + gap + cell - context.px(8) - head_width), at.y + (head - small->FontSize) / 2}, color::quiet, c.head, cell);
        ImGui::SetCursorScreenPos({x, at.y});
        ImGui::InvisibleButton(c.head, {cell, head});
        tooltip(context, unit_label(parameter.help), {}, "Source: " + unit_label(parameter.source));
        for (int k = 0; k < sessions; ++k) {
            const ImVec2 min(x + gap, at.y + head + float(k) * row), max(min.x + cell, min.y + row - gap);
            const SessionValue value = session_value(design, c.column, k);
            const std::string name = std::string("session-") + c.name + "-" + std::to_string(k);
            if (k >= session_values(c.column, sessions)) {
                // The last session sets what is missing, and none comes after it.
                const std::string text = c.column == SessionColumn::dots ? cell_text(c.column, value.value, 1) : "\xE2\x80\x93";
                draw_text(context.theme.body, {max.x - context.px(8) - text_width(context.theme.body, text), (min.y + max.y - context.theme.body->FontSize) / 2}, color::quiet, text);
                context.place(name, min, max);
                continue;
            }
            Cell shows{value.value, parameter.min, parameter.max, parameter.step, cell_text(c.column, value.value, parameter.step), value.given, unit_label(parameter.help)};
            const CellResult result = number_cell(context, name, min, max, shows, table);
            if (result.value) context.edit(parameter.id, with_session_value(design, c.column, k, *result.value), result.gesture);
            else if (result.reset && !design.list(parameter.id).empty()) context.edit(parameter.id, std::vector<double>{});
        }
        x += cell + gap;
    }
    for (int k = 0; k < sessions; ++k)
        draw_text(context.theme.body, {at.x, at.y + head + float(k) * row + (row - gap - context.theme.body->FontSize) / 2}, k < shown ? color::accent : color::quiet,
                  "S" + std::to_string(k + 1));
    float height = head + float(sessions) * row;

    // Below: what it comes to, or what is wrong with what was typed.
    const std::vector<double> gaps = session_gaps(design);
    std::string note = number_text(design.number(ParameterId::density_per_cm2), 1) + " dots per cm\xC2\xB2 in all, " +
                       number_text(std::accumulate(gaps.begin(), gaps.end(), 0.0), 1) + " days from first to last";
    const bool wrong = context.hand.wrong == table;
    if (wrong) note = context.hand.wrong_text;
    draw_text(small, {at.x, at.y + height + context.px(4)}, wrong ? color::problem : color::quiet, note, width);
    context.place("session table", at, {at.x + width, at.y + height});
    ImGui::PopID();
    return height + context.px(28);
}

}  // namespace stipple::ui
