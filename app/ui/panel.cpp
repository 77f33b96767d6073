#include "panel.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "format.h"
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

std::vector<std::string_view> section_names() {
    std::vector<std::string_view> names;
    for (const Parameter& p : model::parameters())
        if (std::find(names.begin(), names.end(), p.section) == names.end()) names.push_back(p.section);
    return names;
}

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
    trim();
    if (is_percent(p)) {
        char* end = nullptr;
        const double percent = std::strtod(text.c_str(), &end);
        if (!text.empty() && *end == 0) text = number_text(percent / 100, p.step);
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

// Folds and unfolds; the whole line is the button.
bool section_header(Context& context, std::string_view name, bool open, float width) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float height = context.px(40);
    const std::string id = "section=" + std::string(name);
    const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, height});
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImU32 ink = ImGui::IsItemHovered() ? color::accent : color::text;
    draw_text(context.theme.strong, {min.x, min.y + (height - context.theme.strong->FontSize) / 2}, ink, name);
    draw_icon(list, open ? Icon::chevron_down : Icon::chevron_right,
              {min.x + width - context.px(8), min.y + height / 2}, context.px(12), ink);
    context.place(id, min, {min.x + width, min.y + height});
    return clicked;
}

}  // namespace

bool Panel::shown(const Parameter& parameter, const model::Design& design) const {
    if (parameter.id == model::ParameterId::time_years) return false;  // the time strip has it, always in sight
    if (parameter.id == model::ParameterId::hairline_custom_mm)
        return design.choice(model::ParameterId::hairline_style) == "custom";
    return true;
}

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

void Panel::draw(Context& context, const Rect& area, const model::Design& design, const UiState& state) {
    const float margin = context.px(16);
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.width, area.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    context.tooltips_left_of = area.x;
    ImGui::Begin("panel", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::GetWindowDrawList()->AddLine({area.x + 0.5F, area.y}, {area.x + 0.5F, area.y + area.height}, color::line);

    // Whose head this is, and what is uncertain about it.
    const float width = area.width - 2 * margin;
    ImVec2 at(area.x + margin, area.y + context.px(12));
    draw_text(context.theme.strong, at, color::text, state.head_name, width);
    at.y += context.px(20);
    std::string note =
        state.scale_assumed ? "Scale assumed: lengths are right to about 4 %" : "Lengths in true millimetres";
    if (!state.head_ready) note = "Getting ready";
    draw_text(context.theme.small, at, color::quiet, note, width);
    ImGui::SetCursorScreenPos({area.x + margin, area.y + context.px(12)});
    ImGui::PushID("head note");
    ImGui::InvisibleButton("note", {width, context.px(36)});
    ImGui::PopID();
    std::string problems;
    for (const std::string& problem : state.head_problems) problems += (problems.empty() ? "" : "\n") + problem;
    if (!problems.empty()) tooltip(context, problems);

    const float top = area.y + context.px(56);
    ImGui::GetWindowDrawList()->AddLine({area.x + margin, top}, {area.x + area.width - margin, top}, color::line);
    ImGui::SetCursorScreenPos({area.x, top + 1});
    const std::vector<std::string_view> names = section_names();
    const float header = context.px(40) + 1, bottom = area.y + area.height;
    ImGui::BeginChild("sections", {area.width, bottom - top - 1 - float(pinned_) * header}, false,
                      ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    for (std::string_view name : names) section(context, name, design, width);
    ImGui::Dummy({1, context.px(8)});
    // A notch that no slider took scrolls.
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel != 0 && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
        ImGui::GetTime() - context.hand.wheel_time > 0.2 && ImGui::GetScrollMaxY() > 0) {
        ImGui::SetScrollY(
            std::clamp(ImGui::GetScrollY() - io.MouseWheel * context.px(56), 0.0F, ImGui::GetScrollMaxY()));
        context.hand.scroll_time = ImGui::GetTime();
    }
    ImGui::EndChild();
    // Where the headers lie decides how many are pinned, whatever was pinned before: nothing flickers.
    int pinned = 0;
    for (std::size_t i = names.size(); i-- > 0;)
        if (sections_[names[i]].header_y > bottom - float(names.size() - i) * header + 1)
            pinned = int(names.size() - i);
    // A small window needs its room for the rows.
    if (bottom - top - float(pinned) * header < context.px(200)) pinned = 0;
    pinned_headers(context, area, pinned_, width);
    if (pinned != pinned_) context.out.wake_after_s = 0;
    pinned_ = pinned;
    context.tooltips_left_of = 0;
    ImGui::End();
    ImGui::PopStyleVar(2);
}

void Panel::pinned_headers(Context& context, const Rect& area, int count, float width) {
    if (count == 0) return;
    const std::vector<std::string_view> names = section_names();
    const float margin = context.px(16), header = context.px(40) + 1;
    float y = area.y + area.height - float(count) * header;
    ImGui::SetCursorScreenPos({area.x, y});
    ImGui::BeginChild("pinned", {area.width, float(count) * header}, false,
                      ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
    for (std::size_t i = names.size() - std::size_t(count); i < names.size(); ++i, y += header) {
        ImGui::GetWindowDrawList()->AddLine({area.x + margin, y}, {area.x + margin + width, y}, color::line);
        ImGui::SetCursorScreenPos({area.x + margin, y + 1});
        if (section_header(context, names[i], false, width)) {
            sections_[names[i]].open = true;
            wanted_ = names[i];
        }
    }
    ImGui::EndChild();
}

void Panel::section(Context& context, std::string_view name, const model::Design& design, float width) {
    const float margin = context.px(16);
    Section& state = sections_[name];
    ImGui::PushID(name.data(), name.data() + name.size());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const ImVec2 start = ImGui::GetCursorScreenPos();
    state.header_y = start.y;
    if (wanted_ == name) {
        ImGui::SetScrollFromPosY(start.y - ImGui::GetWindowPos().y, 0);
        wanted_ = {};
        context.out.wake_after_s = 0;
    }
    if (&sections_[section_names().front()] != &state)
        ImGui::GetWindowDrawList()->AddLine({start.x + margin, start.y}, {start.x + margin + width, start.y},
                                            color::line);
    ImGui::Dummy({1, 1});
    ImGui::SetCursorPosX(margin);
    if (section_header(context, name, state.open, width)) state.open = !state.open;
    if (state.open) {
        for (const Parameter& parameter : model::parameters())
            if (parameter.section == name && shown(parameter, design)) {
                ImGui::SetCursorPosX(margin);
                row(context, parameter, design, width);
            }
        ImGui::Dummy({1, context.px(8)});
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
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

void Panel::refusal(Context& context, ImGuiID id, ImVec2 at, float width) {
    if (context.hand.wrong != id) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 max(at.x + width, at.y + context.px(18));
    list->AddRectFilled(at, max, color::panel);
    draw_text(context.theme.small, {at.x, at.y + context.px(2)}, color::problem, context.hand.wrong_text, width);
    if (ImGui::IsMouseHoveringRect(at, max)) ImGui::SetTooltip("%s", context.hand.wrong_text.c_str());
}

void Panel::slider_row(Context& context, const Parameter& parameter, const model::Design& design, float width) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const ImGuiID id = ImGui::GetID("row");
    const std::string name(parameter.name);
    const double value = design.number(parameter.id);
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
                      "None planned");
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
