#include "panel.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "brush_page.h"
#include "format.h"
#include "hairline_overlay.h"
#include "landmark_panel.h"
#include "match_line.h"
#include "session_table.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::Parameter;

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

// The tone of the skin in the scan's own picture, to be taken. Returns its height.
float captured_tone_row(Context& context, ImVec2 at, double captured, const model::Design& design, float width) {
    const model::Parameter& parameter = model::parameter(model::ParameterId::skin_tone);
    const double tone = std::round(captured / parameter.step) * parameter.step;
    ImGui::SetCursorScreenPos(at);
    ImGui::BeginDisabled(std::abs(design.number(parameter.id) - tone) < 0.5 * parameter.step);
    if (text_button(context, "skin.tone:scan", "From scan")) context.edit(parameter.id, tone);
    ImGui::EndDisabled();
    tooltip(context, "Sets the tone of the skin in the scan's own picture, as light as it is there: how bright the picture was taken is in it.");
    const std::string text = value_text(parameter, tone);
    draw_text(context.theme.body, {at.x + width - text_width(context.theme.body, text), at.y + context.px(8)}, color::quiet, text);
    return context.px(40);
}

// Why a row does nothing just now. Returns its height.
float note_line(Context& context, const char* place, ImVec2 at, float width, const std::string& note) {
    if (note.empty()) return 0;
    ImFont* font = context.theme.small;
    const char *begin = note.data(), *end = begin + note.size();
    const float height = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, begin, end).y;
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, color::text, begin, end, width);
    context.place(place, at, {at.x + width, at.y + height});
    return height + context.px(8);
}

}  // namespace

bool Panel::shown(const Parameter& parameter) const {
    if (parameter.id == model::ParameterId::time_years) return false;  // the time strip has it, always in sight
    if (parameter.id == model::ParameterId::hairline_custom_mm) return false;  // its handles stand on the head
    using enum model::ParameterId;
    if (parameter.id == sessions_gap_days || parameter.id == sessions_per_cm2 || parameter.id == sessions_dilution ||
        parameter.id == sessions_diameter_mm)
        return false;  // columns of one table
    if (parameter.id == fade_observed_years || parameter.id == fade_observed_percent) return false;  // pairs
    if (parameter.of_built_in) return state_->built_in_head;
    if (parameter.of_scan) return !state_->built_in_head;
    return true;
}

std::vector<std::string_view> Panel::section_names(bool pinnable) const {
    std::vector<std::string_view> names;
    for (const bool of_scan : {true, false})  // what is about the scan comes first
        for (const Parameter& p : model::parameters())
            if (p.of_scan == of_scan && shown(p) && !(pinnable && p.folded) && std::find(names.begin(), names.end(), p.section) == names.end())
                names.push_back(p.section);
    return names;
}

void Panel::draw(Context& context, const Rect& area, const model::Design& design, const UiState& state) {
    state_ = &state;
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

    const float width = area.width - 2 * margin;
    const float top = head_lines(context, area, state, width);
    ImGui::GetWindowDrawList()->AddLine({area.x + margin, top}, {area.x + area.width - margin, top}, color::line);
    ImGui::SetCursorScreenPos({area.x, top + 1});
    const std::vector<std::string_view> names = section_names();
    const float header = context.px(40) + 1, bottom = area.y + area.height;
    ImGui::BeginChild("sections", {area.width, bottom - top - 1 - float(pinned_) * header}, false,
                      ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    const bool page = state.landmarks.active || state.brush.active;
    if (state.landmarks.active) landmark_page(context, design, state, width);
    else if (state.brush.active) brush_page(context, state, width);
    else
        for (std::string_view name : names) section(context, name, design, state, width);
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
    // Fine points give way to the rest. Where the headers lie decides how many are pinned, whatever was pinned before: nothing flickers.
    int pinned = 0;
    const std::vector<std::string_view> pinnable = section_names(true);
    for (std::size_t i = page ? 0 : pinnable.size(); i-- > 0;)
        if (section_state(pinnable[i]).header_y > bottom - float(pinnable.size() - i) * header + 1)
            pinned = int(pinnable.size() - i);
    // A small window needs its room for the rows.
    if (bottom - top - float(pinned) * header < context.px(200)) pinned = 0;
    pinned_headers(context, area, pinned_, width);
    if (pinned != pinned_) context.out.wake_after_s = 0;
    pinned_ = pinned;
    context.tooltips_left_of = 0;
    ImGui::End();
    ImGui::PopStyleVar(2);
}

// Whose head this is, and what is uncertain about it. Returns where the rest of the panel begins.
float Panel::head_lines(Context& context, const Rect& area, const UiState& state, float width) {
    const float margin = context.px(16), button = !state.built_in_head ? context.px(40) : 0;
    ImVec2 at(area.x + margin, area.y + context.px(12));
    draw_text(context.theme.strong, at, color::text, state.head_name, width - button);
    at.y += context.px(20);
    std::string note = state.scale_assumed ? "Scale assumed: lengths \xC2\xB1" "4 %, areas and dots \xC2\xB1" "8 %" : "Lengths in true millimetres";
    bool urgent = false;
    if (!state.head_ready) note = "Getting ready";
    else if (!state.head_found) note = "No head found: set the landmarks", urgent = true;
    else if (state.loading && state.loading->placing) note = "Dots are being placed";
    else if (state.landmarks_doubtful) note = "Landmarks uncertain: check them", urgent = true;
    draw_text(context.theme.small, at, urgent ? color::problem : color::quiet, note, width - button);
    context.place("head note", at, {at.x + width - button, at.y + context.px(16)});
    ImGui::SetCursorScreenPos({area.x + margin, area.y + context.px(12)});
    ImGui::PushID("head note");
    ImGui::InvisibleButton("note", {width - button, context.px(36)});
    ImGui::PopID();
    std::string problems;
    for (const std::string& problem : state.head_problems) problems += (problems.empty() ? "" : "\n") + problem;
    if (!problems.empty()) tooltip(context, problems);
    if (!state.built_in_head) {
        ImGui::SetCursorScreenPos({area.x + margin + width - context.px(32), area.y + context.px(12)});
        if (icon_button(context, "landmarks", Icon::target, state.head_ready,
                        "Set or correct the landmarks of this scan by hand: brows, ears, eye corners, back of the head", "L"))
            context.out.commands.emplace_back(StartLandmarks{});
    }
    return area.y + context.px(56);
}

// What the brush shows instead of the sections.
void Panel::brush_page(Context& context, const UiState& state, float width) {
    ImGui::PushID("brush");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::Dummy({1, context.px(16)});
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float height = draw_brush_page(context, {start.x + context.px(16), start.y}, width, state.brush);
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({1, height});
    ImGui::PopStyleVar();
    ImGui::PopID();
}

// What the landmark tool shows instead of the sections.
void Panel::landmark_page(Context& context, const model::Design& design, const UiState& state, float width) {
    const float margin = context.px(16);
    ImGui::PushID("landmarks");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::Dummy({1, context.px(16)});
    const ImVec2 start = ImGui::GetCursorScreenPos(), at(start.x + margin, start.y);
    const float height = draw_landmark_page(context, at, width, state.landmarks);
    ImGui::SetCursorScreenPos({start.x, start.y + height});
    ImGui::GetWindowDrawList()->AddLine({at.x, start.y + height}, {at.x + width, start.y + height}, color::line);
    ImGui::Dummy({1, context.px(12)});
    for (const model::ParameterId id : {model::ParameterId::scan_known_length, model::ParameterId::scan_known_length_mm}) {
        ImGui::SetCursorPosX(margin);
        row(context, model::parameter(id), design, width);
    }
    length_rows(context, design, state, width);
    ImGui::PopStyleVar();
    ImGui::PopID();
}

// Below the known length: coins, and the clicks a length between points needs.
void Panel::length_rows(Context& context, const model::Design& design, const UiState& state, float width) {
    const std::string& kind = design.choice(model::ParameterId::scan_known_length);
    if (kind != "coin" && kind != "points") return;
    const ImVec2 start = ImGui::GetCursorScreenPos();
    ImGui::PushID("length points");
    const float height = draw_length_points(context, {start.x + context.px(16), start.y + context.px(4)}, width, state.landmarks, kind == "coin");
    ImGui::PopID();
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({1, height + context.px(4)});
}

// What is wrong with the scan, or what was mended of it and how it is shown: a sentence each.
void Panel::scan_lines(Context& context, const char* place, const std::vector<std::string>& sentences, bool problems, float width) {
    if (sentences.empty()) return;
    const float margin = context.px(16), indent = context.px(12), gap = context.px(6);
    ImFont* font = context.theme.small;
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float left = start.x + margin, room = width - indent;
    float y = start.y + (problems ? 0 : gap);
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (const std::string& told : sentences) {
        const std::string sentence = unit_label(told);
        const char *begin = sentence.data(), *end = begin + sentence.size();
        list->AddCircleFilled({left + context.px(3), y + font->FontSize / 2}, context.px(2.5F), problems ? color::problem : color::quiet);
        list->AddText(font, font->FontSize, {left + indent, y}, problems ? color::text : color::quiet, begin, end, room);
        y += font->CalcTextSizeA(font->FontSize, FLT_MAX, room, begin, end).y + gap;
    }
    context.place(place, start, {left + width, y});
    ImGui::Dummy({1, y + gap - start.y});
}

// Below the loss: what dots do for the parting.
void Panel::parting_line(Context& context, const PartingContrast& parting, float width) {
    const auto words = [](double contrast) {
        const long percent = std::lround(100 * std::abs(contrast));
        return percent == 0 ? std::string("as light as") : std::to_string(percent) + (contrast > 0 ? " % lighter than" : " % darker than");
    };
    const ImVec2 start = ImGui::GetCursorScreenPos(), at(start.x + context.px(16), start.y + context.px(2));
    const std::string text = "The thinned top is " + words(parting.without) + " the hair beside it, with dots " + words(parting.with) + " it.";
    ImFont* font = context.theme.small;
    const float height = font->CalcTextSizeA(font->FontSize, FLT_MAX, width, text.data(), text.data() + text.size()).y;
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, at, color::quiet, text.data(), text.data() + text.size(), width);
    ImGui::SetCursorScreenPos(at);
    ImGui::PushID("parting");
    ImGui::InvisibleButton("parting", {width, height});
    ImGui::PopID();
    tooltip(context, "Luminance from afar of the skin that has lost most, over that of the hair within 30 mm of it: how plainly the parting shows.");
    context.place("parting", at, {at.x + width, at.y + height});
    ImGui::SetCursorScreenPos(start);
    ImGui::Dummy({1, height + context.px(8)});
}

void Panel::pinned_headers(Context& context, const Rect& area, int count, float width) {
    if (count == 0) return;
    const std::vector<std::string_view> names = section_names(true);
    const float margin = context.px(16), header = context.px(40) + 1;
    float y = area.y + area.height - float(count) * header;
    ImGui::SetCursorScreenPos({area.x, y});
    ImGui::BeginChild("pinned", {area.width, float(count) * header}, false,
                      ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
    for (std::size_t i = names.size() - std::size_t(count); i < names.size(); ++i, y += header) {
        ImGui::GetWindowDrawList()->AddLine({area.x + margin, y}, {area.x + margin + width, y}, color::line);
        ImGui::SetCursorScreenPos({area.x + margin, y + 1});
        if (section_header(context, names[i], false, width)) {
            section_state(names[i]).open = true;
            wanted_ = names[i];
        }
    }
    ImGui::EndChild();
}

Panel::Section& Panel::section_state(std::string_view name) {
    const auto [found, made] = sections_.try_emplace(name);
    if (made)
        for (const Parameter& p : model::parameters())
            if (p.section == name && p.folded) found->second.open = false;
    return found->second;
}

void Panel::section(Context& context, std::string_view name, const model::Design& design, const UiState& ui, float width) {
    const float margin = context.px(16);
    Section& state = section_state(name);
    ImGui::PushID(name.data(), name.data() + name.size());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const ImVec2 start = ImGui::GetCursorScreenPos();
    state.header_y = start.y;
    if (wanted_ == name) {
        ImGui::SetScrollFromPosY(start.y - ImGui::GetWindowPos().y, 0);
        wanted_ = {};
        context.out.wake_after_s = 0;
    }
    if (section_names().front() != name)
        ImGui::GetWindowDrawList()->AddLine({start.x + margin, start.y}, {start.x + margin + width, start.y},
                                            color::line);
    ImGui::Dummy({1, 1});
    ImGui::SetCursorPosX(margin);
    if (section_header(context, name, state.open, width)) state.open = !state.open;
    if (state.open) {
        const bool of_scan = !ui.built_in_head && name == model::parameter(model::ParameterId::scan_surface).section;
        if (name == model::parameter(model::ParameterId::hairline_style).section && ui.head_found) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const float height = draw_hairline_switches(context, {at.x + margin, at.y}, width, ui.hairline, ui.head_ready);
            const Rect draw = context.out.places["hairline.draw"];
            ImGui::SetCursorScreenPos({draw.x + draw.width + context.px(8), at.y});
            ImGui::BeginDisabled(!ui.head_ready);
            if (text_button(context, "brush.paint", "Paint")) context.out.commands.emplace_back(PaintOnHead{});
            ImGui::EndDisabled();
            tooltip(context, "Paints on the head with a brush: add, thin, erase or smooth dots, mark scars, burns and birthmarks, or take the client's own hair "
                             "away in patches.", "P");
            ImGui::SetCursorScreenPos(at);
            ImGui::Dummy({1, height});
        }
        if (name == model::parameter(model::ParameterId::hairline_temple).section) {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const float height = draw_kept_hairlines(context, {at.x + margin, at.y}, width, ui.saved_hairlines);
            ImGui::SetCursorScreenPos(at);
            ImGui::Dummy({1, height});
        }
        if (of_scan) scan_lines(context, "scan problems", ui.head_problems, true, width);
        for (const Parameter& parameter : model::parameters())
            if (parameter.section == name && shown(parameter)) {
                ImGui::SetCursorPosX(margin);
                row(context, parameter, design, width);
                if (parameter.id == model::ParameterId::hair_loss && ui.parting) parting_line(context, *ui.parting, width);
                if (parameter.id == model::ParameterId::scan_known_length_mm) length_rows(context, design, ui, width);
                const ImVec2 at = ImGui::GetCursorScreenPos(), inner(at.x + margin, at.y);
                float more = 0;
                if (parameter.id == model::ParameterId::dot_diameter_mm && ui.match) more = draw_match_line(context, inner, width, *ui.match, ui.dots_ready, ui.matching);
                if (parameter.id == model::ParameterId::skin_tone) {
                    if (ui.swatches) more = draw_tone_swatches(context, inner, width, design, *ui.swatches);
                    more += note_line(context, "tone note", {inner.x, inner.y + more}, width, ui.tone_note);
                    if (ui.captured_tone) more += captured_tone_row(context, {inner.x, inner.y + more}, *ui.captured_tone, design, width);
                }
                if (parameter.id == model::ParameterId::light_kind) {
                    if (ui.swatches) more = draw_light_balls(context, "light.kind:", inner, width, design, *ui.swatches);
                    more += note_line(context, "light note", {inner.x, inner.y + more}, width, ui.light_note);
                }
                if (parameter.id == model::ParameterId::sessions_shown) more = draw_session_table(context, inner, width, design);
                if (parameter.id == model::ParameterId::time_course) {
                    more = certainty_.draw_observations(context, inner, width, design);
                    more += certainty_.draw_figures(context, {inner.x, inner.y + more}, width);
                }
                if (more > 0) {
                    ImGui::SetCursorScreenPos(at);
                    ImGui::Dummy({1, more});
                }
            }
        if (of_scan) scan_lines(context, "scan notes", ui.head_notes, false, width);
        ImGui::Dummy({1, context.px(8)});
    }
    ImGui::PopStyleVar();
    ImGui::PopID();
}

}  // namespace stipple::ui
