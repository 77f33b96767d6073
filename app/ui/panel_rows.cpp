// Panel: one row a parameter, by its kind.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "format.h"
#include "panel.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::Parameter;
using model::ParameterKind;

const model::Design& defaults() {
    static const model::Design design;
    return design;
}

// Whole numbers over a wide range are not quantities but names: a seed has no more and no less.
bool is_seed(const Parameter& p) { return p.kind == ParameterKind::integer && p.max - p.min > 200; }

std::string source_line(const Parameter& p) {
    return p.source.empty() ? std::string() : "Source: " + unit_label(p.source);
}

std::string slider_help(const Parameter& p, const std::string& standard) {
    return unit_label(p.help) + "\n\nDouble-click to type, right-click for " + standard + ", Shift for fine steps.";
}

// What was typed, as the parameter table reads it: "72 mm" is as good as "72", and percent become shares.
std::string plain_text(const Parameter& p, std::string text) {
    auto trim = [&text] {
        while (!text.empty() && text.back() == ' ') text.pop_back();
        while (!text.empty() && text.front() == ' ') text.erase(0, 1);
    };
    trim();
    for (const std::string& unit : {unit_label(p.unit), std::string(p.unit), std::string("%")})
        if (!unit.empty() && text.size() > unit.size() && text.ends_with(unit)) text.resize(text.size() - unit.size());
    if (p.unit == "Monk" && text.starts_with("Monk")) text.erase(0, 4);
    if (p.unit == "Monk") text.resize(std::min(text.size(), text.find(" \xC2\xB7")));  // and the types of Fitzpatrick behind it
    trim();
    if (is_percent(p)) {
        char* end = nullptr;
        const double percent = std::strtod(text.c_str(), &end);
        if (!text.empty() && *end == 0) {
            char share[40];
            std::snprintf(share, sizeof share, "%.12g", percent / 100);  // as typed, not as the step has it
            text = share;
        }
    }
    return text;
}

std::vector<Segment> segments_of(const Parameter& p, std::vector<std::string>& labels) {
    labels.clear();
    for (std::string_view choice : p.choices) labels.push_back(choice_text(choice));
    std::vector<Segment> segments;
    for (std::size_t i = 0; i < labels.size(); ++i) segments.push_back({labels[i], p.choices[i], {}, {}});
    return segments;
}

// Whether the choices fit on the label's own line.
bool segments_beside(const Context& context, const Parameter& p) {
    if (p.choices.size() > 4) return false;
    std::vector<std::string> labels;
    return segmented_width(context, segments_of(p, labels)) <= context.px(208);
}

}  // namespace

float Panel::row_height(const Context& context, const Parameter& parameter) const {
    switch (parameter.kind) {
        case ParameterKind::choice:
            return context.px(segments_beside(context, parameter) || parameter.choices.size() > 4 ? 40 : 64);
        case ParameterKind::number_list:
            return context.px(64);
        default:
            return context.px(is_seed(parameter) ? 40 : 44);
    }
}

void Panel::row(Context& context, const Parameter& parameter, const model::Design& design, float width) {
    ImGui::PushID(int(parameter.id));
    const ImVec2 start = ImGui::GetCursorScreenPos();
    switch (parameter.kind) {
        case ParameterKind::choice:
            choice_row(context, parameter, design, width);
            break;
        case ParameterKind::number_list:
            list_row(context, parameter, design, width);
            break;
        default:
            if (is_seed(parameter))
                seed_row(context, parameter, design, width);
            else
                slider_row(context, parameter, design, width);
    }
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({width, row_height(context, parameter)});
    ImGui::PopID();
}

void Panel::typed_text(Context& context, const Parameter& parameter, const model::Design& design, ImGuiID id, ImVec2 at,
                       float width) {
    ImGui::SetCursorScreenPos(at);
    bool cancelled = false;
    const std::string name = std::string(parameter.name) + ":text";
    if (auto text = typing_field(context, name.c_str(), width, cancelled)) {
        context.hand.typing = 0;
        try {
            model::Value value = model::parse_value(parameter.id, plain_text(parameter, *text));
            (void)design.with(parameter.id, value);
            context.hand.wrong = 0;
            if (value != design.value(parameter.id)) context.edit(parameter.id, std::move(value));
        } catch (const model::BadValue& bad) {
            context.hand.wrong = id;
            context.hand.wrong_text = bad.what();
        }
    } else if (cancelled) {
        context.hand.typing = 0;
    }
}

void Panel::slider_row(Context& context, const Parameter& parameter, const model::Design& design, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const ImGuiID id = ImGui::GetID("row");
    const std::string name(parameter.name);
    // A measure that follows from the others is what the head has.
    const auto measured = design.is_automatic(parameter.id) ? state_->measured.find(parameter.id) : state_->measured.end();
    const double value = measured != state_->measured.end() ? measured->second : design.number(parameter.id);
    const model::Value& standard = defaults().value(parameter.id);
    // What an automatic number would be now: the tick moves with what it follows.
    const double tick = parameter.automatic ? design.with(parameter.id, standard).number(parameter.id)
                                            : defaults().number(parameter.id);

    draw_text(context.theme.body, {start.x, start.y + context.px(4)}, color::text, parameter.label,
              width - context.px(112));
    const Track track{parameter.min,
                      parameter.max,
                      parameter.kind == ParameterKind::integer ? std::max(1.0, parameter.step) : parameter.step,
                      1,
                      tick,
                      true};
    const TrackResult result = slider_track(context, name.c_str(), {start.x - context.px(7), start.y + context.px(20)},
                                            {start.x + width + context.px(7), start.y + context.px(40)}, track, value);
    tooltip(context, slider_help(parameter, parameter.automatic ? "automatic" : "the default"), {},
            source_line(parameter));

    double shown_value = value;
    if (result.value) {
        shown_value = *result.value;
        context.hand.wrong = 0;
        context.edit(parameter.id, *result.value, result.gesture);
    }
    // The value is a control of its own: click it twice, or the track, and type.
    const float value_width = context.px(104);
    const ImVec2 value_min(start.x + width - value_width, start.y + context.px(2));
    bool begin = result.double_clicked, reset = result.reset;
    if (context.hand.typing == id) {
        typed_text(context, parameter, design, id, value_min, value_width);
    } else {
        ImGui::SetCursorScreenPos(value_min);
        ImGui::InvisibleButton("value", {value_width, context.px(20)});
        const bool over = ImGui::IsItemHovered();
        begin = begin || (over && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left));
        reset = reset || (over && ImGui::IsMouseClicked(ImGuiMouseButton_Right));
        context.place(name + ":value", value_min, {value_min.x + value_width, value_min.y + context.px(20)});
        tooltip(context, "Double-click to type a value, right-click for " +
                             std::string(parameter.automatic ? "automatic." : "the default."));
        std::string text = value_text(parameter, shown_value);
        const bool automatic = parameter.automatic && design.is_automatic(parameter.id) && !result.value;
        if (automatic) text += " (auto)";
        draw_text(context.theme.body, {start.x + width - text_width(context.theme.body, text), start.y + context.px(4)},
                  over ? color::text : color::quiet, text);
    }
    if (begin) {
        context.hand.typing = id;
        context.hand.typing_begins = true;
        context.hand.typed = bare_text(parameter, shown_value);
        context.hand.wrong = 0;
    }
    if (reset && design.value(parameter.id) != standard) context.edit(parameter.id, standard);
    refusal(context, id, {start.x, start.y + context.px(22)}, width);
}

void Panel::seed_row(Context& context, const Parameter& parameter, const model::Design& design, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const ImGuiID id = ImGui::GetID("row");
    const std::string name(parameter.name);
    const double value = design.number(parameter.id);
    draw_text(context.theme.body, {start.x, start.y + context.px(12)}, color::text, parameter.label);
    const std::string text = number_text(value, 1);
    const float field = context.px(72);
    const ImVec2 field_min(start.x + width - context.px(40) - field, start.y + context.px(10));
    if (context.hand.typing == id) {
        typed_text(context, parameter, design, id, field_min, field);
    } else {
        ImGui::SetCursorScreenPos(field_min);
        ImGui::InvisibleButton("value", {field, context.px(20)});
        if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            context.hand.typing = id;
            context.hand.typing_begins = true;
            context.hand.typed = text;
        }
        if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Right) &&
            design.value(parameter.id) != defaults().value(parameter.id))
            context.edit(parameter.id, defaults().value(parameter.id));
        tooltip(context, slider_help(parameter, "the default"), {}, source_line(parameter));
        draw_text(context.theme.body,
                  {field_min.x + field - text_width(context.theme.body, text), start.y + context.px(12)}, color::quiet,
                  text);
    }
    ImGui::SetCursorScreenPos({start.x + width - context.px(25), start.y + context.px(4)});
    if (icon_button(context, (name + "+").c_str(), Icon::shuffle, true,
                    "Another one: a different arrangement with the same settings", {})) {
        // Steps through the range in an order that looks random and repeats on every machine.
        const double range = parameter.max - parameter.min + 1;
        context.edit(parameter.id,
                     parameter.min + std::fmod(value - parameter.min + std::floor(range * 0.381966) + 1, range));
    }
    refusal(context, id, {start.x, start.y + context.px(24)}, width - context.px(40));
}

void Panel::choice_row(Context& context, const Parameter& parameter, const model::Design& design, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const std::string name(parameter.name);
    const std::string& current = design.choice(parameter.id);
    int selected = -1;
    for (int i = 0; i < int(parameter.choices.size()); ++i)
        if (parameter.choices[std::size_t(i)] == current) selected = i;
    std::optional<int> picked;
    auto reset = [&] {
        if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Right) &&
            design.value(parameter.id) != defaults().value(parameter.id))
            context.edit(parameter.id, defaults().value(parameter.id));
    };
    if (parameter.choices.size() <= 4) {
        std::vector<std::string> labels;
        const std::vector<Segment> segments = segments_of(parameter, labels);
        const bool beside = segments_beside(context, parameter);
        const float box = beside ? context.px(208) : width;
        draw_text(context.theme.body, {start.x, start.y + context.px(beside ? 12 : 4)}, color::text, parameter.label,
                  width);
        ImGui::SetCursorScreenPos(start);
        ImGui::InvisibleButton("label", {beside ? width - box : width, context.px(beside ? 40 : 24)});
        reset();
        tooltip(context, unit_label(parameter.help), {}, source_line(parameter));
        ImGui::SetCursorScreenPos({start.x + width - box, start.y + context.px(beside ? 4 : 26)});
        picked = segmented(context, name.c_str(), segments, selected, box);
    } else {
        const float box = context.px(208);
        draw_text(context.theme.body, {start.x, start.y + context.px(12)}, color::text, parameter.label,
                  width - box - context.px(8));
        ImGui::SetCursorScreenPos(start);
        ImGui::InvisibleButton("label", {width - box, context.px(40)});
        reset();
        tooltip(context, unit_label(parameter.help), {}, source_line(parameter));
        ImGui::SetCursorScreenPos({start.x + width - box, start.y + context.px(4)});
        ImGui::SetNextItemWidth(box);
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                            ImVec2(context.px(12), (context.px(32) - context.theme.body->FontSize) / 2));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(context.px(12), context.px(12)));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(context.px(8), context.px(10)));
        const bool open = ImGui::BeginCombo("##choice", choice_text(current).c_str(),
                                            ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_HeightLargest);
        const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
        if (open) {
            for (int i = 0; i < int(parameter.choices.size()); ++i) {
                ImGui::PushStyleColor(ImGuiCol_Text, i == selected ? color::accent : color::text);
                if (ImGui::Selectable(choice_text(parameter.choices[std::size_t(i)]).c_str())) picked = i;
                ImGui::PopStyleColor();
                context.place(name + "=" + std::string(parameter.choices[std::size_t(i)]), ImGui::GetItemRectMin(),
                              ImGui::GetItemRectMax());
                if (i == selected) ImGui::SetItemDefaultFocus();
            }
            ImGui::EndCombo();
        }
        ImGui::PopStyleVar(3);
        draw_icon(ImGui::GetWindowDrawList(), Icon::chevron_down, {max.x - context.px(16), (min.y + max.y) / 2},
                  context.px(10), color::quiet);
        context.place(name, min, max);
    }
    if (picked && *picked != selected) context.edit(parameter.id, std::string(parameter.choices[std::size_t(*picked)]));
}

void Panel::list_row(Context& context, const Parameter& parameter, const model::Design& design, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const ImGuiID id = ImGui::GetID("row");
    const std::string name(parameter.name);
    const std::vector<double>& list = design.list(parameter.id);
    draw_text(context.theme.body, {start.x, start.y + context.px(4)}, color::text, parameter.label, width);
    ImGui::SetCursorScreenPos(start);
    ImGui::InvisibleButton("label", {width, context.px(20)});
    if (ImGui::IsItemHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Right) &&
        design.value(parameter.id) != defaults().value(parameter.id))
        context.edit(parameter.id, defaults().value(parameter.id));
    bool begin = ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    tooltip(context, slider_help(parameter, "the default"), {}, source_line(parameter));
    const ImVec2 at(start.x, start.y + context.px(26));
    const float height = context.px(32);
    if (context.hand.typing == id) {
        typed_text(context, parameter, design, id, {at.x, at.y + context.px(4)}, width);
    } else {
        // Chips, each with a cross; the last one adds.
        float x = at.x;
        const float add = context.px(32);
        std::size_t shown_chips = 0;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string text = number_text(list[i], parameter.step) + (parameter.unit == "years" ? " y" : "");
            const float chip = text_width(context.theme.body, text) + context.px(36);
            if (x + chip + context.px(8) + add > at.x + width) break;
            ImGui::SetCursorScreenPos({x, at.y});
            ImGui::PushID(int(i));
            const bool removed = ImGui::InvisibleButton("chip", {chip, height});
            const bool over = ImGui::IsItemHovered();
            ImDrawList* drawn = ImGui::GetWindowDrawList();
            drawn->AddRectFilled({x, at.y}, {x + chip, at.y + height}, over ? color::hovered : color::raised,
                                 context.px(6));
            draw_text(context.theme.body, {x + context.px(10), at.y + (height - context.theme.body->FontSize) / 2},
                      color::text, text);
            draw_icon(drawn, Icon::close, {x + chip - context.px(14), at.y + height / 2}, context.px(10),
                      over ? color::accent : color::quiet);
            context.place(name + "-" + std::to_string(i), {x, at.y}, {x + chip, at.y + height});
            tooltip(context, "Click to remove.");
            ImGui::PopID();
            if (removed) {
                std::vector<double> fewer = list;
                fewer.erase(fewer.begin() + std::ptrdiff_t(i));
                context.edit(parameter.id, std::move(fewer));
            }
            x += chip + context.px(8);
            ++shown_chips;
        }
        if (shown_chips < list.size()) {
            const std::string more = "+" + std::to_string(list.size() - shown_chips);
            x += draw_text(context.theme.body, {x, at.y + (height - context.theme.body->FontSize) / 2}, color::quiet,
                           more) +
                 context.px(8);
        }
        if (int(list.size()) < parameter.max_count || parameter.max_count == 0) {
            ImGui::SetCursorScreenPos({x, at.y});
            begin = icon_button(context, (name + "+").c_str(), Icon::plus, true,
                                "Type the list, values apart by semicolons: 4; 8", {}) ||
                    begin;
            x += context.px(36);
        }
        if (list.empty())
            draw_text(context.theme.body, {x, at.y + (height - context.theme.body->FontSize) / 2}, color::quiet,
                      parameter.id == model::ParameterId::touchup_years ? "None planned" : "As usual");
    }
    if (begin) {
        context.hand.typing = id;
        context.hand.typing_begins = true;
        context.hand.typed = model::format_value(parameter.id, list);
        context.hand.wrong = 0;
    }
    refusal(context, id, {start.x + context.px(96), start.y}, width - context.px(96));
}

}  // namespace stipple::ui
