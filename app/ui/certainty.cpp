#include "certainty.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "format.h"
#include "model/fade_calibration.h"
#include "model/fade_sources.h"
#include "model/time_table.h"
#include "number_cell.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::ParameterId;

constexpr double kApartYears = 0.1;  // two observations are of different times

float text_height(ImFont* font, const std::string& words, float width) {
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, width, words.data(), words.data() + words.size()).y;
}

float wrapped(ImFont* font, ImVec2 at, ImU32 ink, const std::string& words, float width) {
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, ink, words.data(), words.data() + words.size(), width);
    return text_height(font, words, width);
}

const char* ground_title(model::Ground ground) {
    switch (ground) {
        case model::Ground::known:
            return "Known";
        case model::Ground::derived:
            return "Follows from it";
        case model::Ground::assumed:
            break;
    }
    return "Assumed";
}

// Times and strengths go together: both lists change in one step.
void edit_both(Context& context, std::vector<double> years, std::vector<double> percent, std::uint64_t gesture) {
    context.edit(ParameterId::fade_observed_years, std::move(years), gesture);
    context.edit(ParameterId::fade_observed_percent, std::move(percent), gesture);
}

// What was seen, beside what skin, sun, pigment and depth say.
std::string calibration_text(const model::Design& design) {
    const model::Calibration found = model::fade_calibration(design);
    std::string text = "This is ";
    if (std::abs(found.rate - 1) < 0.02) text += "as fast as";
    else text += number_text(std::round(found.rate * 10) / 10, 0.1) + " times as fast as";
    text += " skin, sun, pigment and depth alone say";
    if (found.observations == 2 && found.one_off < 0.98) text += "; " + number_text(std::round((1 - found.one_off) * 100), 1) + " % went once and for all at first";
    text += ". The band is " + number_text(model::course_factor(found.observations), 0.01) + " times either way.";
    if (!found.met) text += " No one half-life passes what you saw: the nearest course is drawn.";
    return text;
}

}  // namespace

// Kept while the page is drawn again and again; a fit of two observations takes milliseconds.
const std::string& Certainty::calibration(const model::Design& design) {
    std::vector<model::Value> values;
    for (const model::Parameter& p : model::parameters())
        if (p.id != ParameterId::time_years) values.push_back(design.value(p.id));
    if (values != calibrated_) {
        calibrated_ = std::move(values);
        calibration_ = calibration_text(design);
    }
    return calibration_;
}

float Certainty::draw_observations(Context& context, ImVec2 at, float width, const model::Design& design) {
    const model::Parameter &after = model::parameter(ParameterId::fade_observed_years), &seen = model::parameter(ParameterId::fade_observed_percent);
    std::vector<double> years = design.list(after.id), percent = design.list(seen.id);
    const std::size_t rows = std::min(years.size(), percent.size());
    years.resize(rows);
    percent.resize(rows);
    ImFont *body = context.theme.body, *small = context.theme.small;
    ImGui::PushID("observations");
    const ImGuiID table = ImGui::GetID("table");
    float y = at.y + context.px(8);
    draw_text(body, {at.x, y}, color::text, "What you saw of your own work");
    y += context.px(22);
    y += wrapped(small, {at.x, y}, color::quiet, "Strength in per cent of the healed work, without touch-ups, on a client like this one. Up to two.", width) + context.px(8);

    const float row = context.px(36), cell = context.px(72), height = context.px(30);
    for (std::size_t i = 0; i < rows; ++i) {
        const float text_y = y + (height - body->FontSize) / 2;
        float x = at.x;
        x += draw_text(body, {x, text_y}, color::quiet, "after") + context.px(8);
        const std::string which = std::to_string(i);
        // The earlier one stays the earlier one.
        const double least = i > 0 ? years[i - 1] + kApartYears : after.min, most = i + 1 < rows ? years[i + 1] - kApartYears : after.max;
        const CellResult time = number_cell(context, "observed-years-" + which, {x, y}, {x + cell, y + height},
                                            {years[i], least, most, after.step, number_text(years[i], after.step) + " y", true, std::string(after.help)}, table);
        x += cell + context.px(8);
        x += draw_text(body, {x, text_y}, color::quiet, "I saw") + context.px(8);
        const CellResult strength = number_cell(context, "observed-percent-" + which, {x, y}, {x + cell, y + height},
                                                {percent[i], seen.min, seen.max, seen.step, number_text(percent[i], seen.step) + " %", true, std::string(seen.help)}, table);
        ImGui::SetCursorScreenPos({at.x + width - context.px(32), y - context.px(1)});
        ImGui::PushID(int(i));
        const bool removed = icon_button(context, ("observed-remove-" + which).c_str(), Icon::close, true, "Takes this observation away", {}) || time.reset || strength.reset;
        ImGui::PopID();
        if (time.value) years[i] = *time.value;
        if (strength.value) percent[i] = *strength.value;
        if (removed) {
            years.erase(years.begin() + std::ptrdiff_t(i));
            percent.erase(percent.begin() + std::ptrdiff_t(i));
            edit_both(context, years, percent, context.new_gesture());
            break;
        }
        if (time.value || strength.value) {
            // Typed values are a step of their own, of both lists.
            const std::uint64_t gesture = std::max(time.gesture, strength.gesture);
            edit_both(context, years, percent, gesture != 0 ? gesture : context.new_gesture());
        }
        y += row;
    }
    if (rows < std::size_t(after.max_count)) {
        ImGui::SetCursorScreenPos({at.x, y});
        if (text_button(context, "observed.add", "Add an observation")) {
            // Begins on the course as it is, so that nothing jumps before a figure is given.
            double when = rows == 0 ? 3 : years.back() + 2;
            if (when > after.max) when = years.front() > after.min + 1 ? years.front() - 1 : after.max;
            const double there = model::strength_at(design.with(ParameterId::touchup_years, std::vector<double>{}).with(ParameterId::time_course, std::string("typical")), when);
            const auto place = std::lower_bound(years.begin(), years.end(), when) - years.begin();
            percent.insert(percent.begin() + place, std::clamp(std::round(there * 100), seen.min, seen.max));
            years.insert(years.begin() + place, when);
            edit_both(context, years, percent, context.new_gesture());
        }
        tooltip(context, "Calibrates the course by a client of yours: how many years after the last session, and how strong the work was then.");
        y += context.px(40);
    }
    if (rows > 0) {
        const std::string& words = calibration(design);
        const float tall = wrapped(small, {at.x, y}, color::quiet, words, width);
        context.place("calibration", {at.x, y}, {at.x + width, y + tall});
        y += tall + context.px(8);
    }
    if (context.hand.wrong == table) {
        draw_text(small, {at.x, y}, color::problem, context.hand.wrong_text, width);
        y += context.px(20);
    }
    ImGui::PopID();
    return y - at.y + context.px(8);
}

float Certainty::draw_figures(Context& context, ImVec2 at, float width) {
    const std::vector<model::FadeFigure>& figures = model::fade_figures();
    ImFont *body = context.theme.body, *small = context.theme.small;
    ImGui::PushID("figures");
    float y = at.y + context.px(4);
    const float row = context.px(28), icon = context.px(14), pad = context.px(10);
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const model::FadeFigure& figure = figures[i];
        if (i == 0 || figures[i - 1].ground != figure.ground) {
            y += context.px(i == 0 ? 4 : 10);
            draw_text(context.theme.strong, {at.x, y}, color::text, ground_title(figure.ground));
            y += context.px(24);
        }
        const ImVec2 min(at.x, y), max(at.x + width, y + row);
        ImGui::SetCursorScreenPos(min);
        ImGui::PushID(int(i));
        if (ImGui::InvisibleButton("figure", {width, row})) open_ = open_ == i ? std::nullopt : std::optional(i);
        ImGui::PopID();
        const bool over = ImGui::IsItemHovered(), open = open_ == i;
        context.place("figure-" + std::to_string(i), min, max);
        const ImU32 ink = over || open ? color::accent : color::text;
        const float text_y = y + (row - body->FontSize) / 2, right = max.x - icon - context.px(10);
        const float name = draw_text(body, {at.x, text_y}, ink, figure.figure);
        const float value = std::min(text_width(body, figure.value), right - at.x - name - context.px(10));
        draw_text(body, {right - value, text_y}, color::quiet, figure.value, value + 1);
        draw_icon(ImGui::GetWindowDrawList(), Icon::info, {max.x - icon / 2, y + row / 2}, icon, over || open ? color::accent : color::quiet);
        y += row;
        if (!open) continue;
        const std::string source = "Source: " + figure.source;
        const float room = width - 2 * pad;
        const float tall = text_height(small, figure.why, room) + context.px(6) + text_height(small, source, room) + 2 * pad;
        ImGui::GetWindowDrawList()->AddRectFilled({at.x, y}, {at.x + width, y + tall}, color::raised, context.px(6));
        float line = y + pad;
        line += wrapped(small, {at.x + pad, line}, color::text, figure.why, room) + context.px(6);
        (void)wrapped(small, {at.x + pad, line}, color::quiet, source, room);
        context.place("figure-source", {at.x, y}, {at.x + width, y + tall});
        y += tall + context.px(6);
    }
    ImGui::PopID();
    return y - at.y + context.px(8);
}

}  // namespace stipple::ui
