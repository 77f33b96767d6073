#include "compare_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "format.h"
#include "shared/difference.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

using model::CompareLayout;
using model::PaneAspect;

constexpr ImGuiWindowFlags kBare = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBringToFrontOnFocus;
constexpr float kGrabPoints = 16;  // width of the zone the divider is taken in

// A window of the program's own look that is nothing but what is drawn into it.
void begin_bare(const char* name, ImVec2 min, ImVec2 size, ImU32 color, float rounding = 0, ImGuiWindowFlags more = 0) {
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, rounding);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color);
    ImGui::Begin(name, nullptr, kBare | more);
}
void end_bare() {
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

// One line of the menu of a pane: what may be said about one aspect.
struct Row {
    PaneAspect aspect;
    const char* label;
    std::vector<Segment> segments;  // names are the words; "" for none
};

std::vector<Row> rows_of(const CompareState& state, std::vector<std::string>& names) {
    std::vector<Row> rows;
    Row design{PaneAspect::design, "Design", {{"Before", "before", "The head without a single dot", {}}, {"After", "after", "The design as it is", {}}}};
    if (state.has_b) design.segments.push_back({"B", "B", "The design kept as B", {}});
    rows.push_back(std::move(design));
    Row sessions{PaneAspect::sessions, "Sessions", {{"As set", "", "What the panel shows", {}}}};
    names.clear();
    names.reserve(8);
    for (int i = 1; i <= state.sessions && i <= 4; ++i) {
        const std::string& number = names.emplace_back(std::to_string(i));
        sessions.segments.push_back({number, names.emplace_back("session-" + number), "As it stands after this session", {}});
    }
    rows.push_back(std::move(sessions));
    rows.push_back({PaneAspect::touchups,
                    "Touch-ups",
                    {{"As set", "", "Those of the design", {}}, {"None", "no-touch-up", "As it would go on without one", {}}, {"At 4 years", "touch-up-4", "One touch-up, after four years", {}}}});
    rows.push_back({PaneAspect::course,
                    "Course",
                    {{"As set", "", "The course of the design", {}},
                     {"Slow", "slow", "The slow edge of what is usual", {}},
                     {"Typical", "typical", "The middle of what is usual", {}},
                     {"Fast", "fast", "The fast edge of what is usual", {}}}});
    return rows;
}

// Years after the last session, as set or chosen. Returns the words for them when they change.
std::optional<std::string> time_row(Context& context, const std::string& pane, const std::string& words, float width) {
    const std::string word = model::words_about(words, PaneAspect::time);
    const bool year = word.starts_with("year-");
    const std::vector<Segment> segments{{"As set", "", "The years of the time line", {}},
                                        {"Fresh", "fresh", "On the day of the last session", {}},
                                        {"Healed", "healed", "Six weeks later, when the colour is true", {}},
                                        {"Years", "year-4", "Years later: set them on the slider below", {}}};
    int selected = year ? 3 : -1;
    for (int i = 0; i < 3; ++i)
        if (segments[std::size_t(i)].name == word) selected = i;
    if (const auto picked = segmented(context, (pane + ".time").c_str(), segments, selected, width); picked && *picked != selected)
        return std::string(segments[std::size_t(*picked)].name);
    if (!year) return std::nullopt;
    const model::Parameter& time = model::parameter(model::ParameterId::time_years);
    const double years = std::get<double>(model::parse_pane(word).edits[0].value);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float text = context.px(72);
    const TrackResult result = slider_track(context, (pane + ".years").c_str(), at, {at.x + width - text, at.y + context.px(24)}, {0.25, time.max, 0.25, 2, std::nullopt, true}, years);
    draw_text(context.theme.body, {at.x + width - text + context.px(12), at.y + (context.px(24) - context.theme.body->FontSize) / 2}, color::text, years_text(years));
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, context.px(24)});
    if (!result.value || *result.value == years) return std::nullopt;
    return "year-" + model::format_value(time.id, *result.value);
}

void pane_menu(Context& context, int index, const CompareState::Pane& pane, const CompareState& state) {
    const std::string name = "pane." + std::to_string(index + 1);
    const float label = context.px(88), width = context.px(336);
    std::vector<std::string> names;
    const auto row = [&](const char* text, auto content) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text(context.theme.body, {at.x, at.y + (context.px(32) - context.theme.body->FontSize) / 2}, color::quiet, text);
        ImGui::SetCursorScreenPos({at.x + label, at.y});
        ImGui::BeginGroup();
        content();
        ImGui::EndGroup();
    };
    const auto say = [&](PaneAspect aspect, std::string_view word) {
        context.out.commands.emplace_back(SetPane{index, model::with_words_about(pane.words, aspect, word)});
    };
    for (const Row& r : rows_of(state, names)) {
        if (r.aspect == PaneAspect::touchups)
            row("Time", [&] {
                if (const auto word = time_row(context, name, pane.words, width)) say(PaneAspect::time, *word);
            });
        row(r.label, [&] {
            std::string said = model::words_about(pane.words, r.aspect);
            if (r.aspect == PaneAspect::design && (said.empty() || said == "A")) said = "after";
            int selected = -1;
            for (std::size_t i = 0; i < r.segments.size(); ++i)
                if (r.segments[i].name == said) selected = int(i);
            constexpr const char* kNames[] = {".design", ".sessions", ".time", ".touch-ups", ".course", ".value"};
            const auto picked = segmented(context, (name + kNames[std::size_t(r.aspect)]).c_str(), r.segments, selected, width);
            if (!picked || *picked == selected) return;
            const std::string_view word = r.segments[std::size_t(*picked)].name;
            if (word == "before") context.out.commands.emplace_back(SetPane{index, std::string(word)});
            else say(r.aspect, word);
        });
        if (!pane.treated) break;  // without dots there is nothing more to say
    }
}

// What pane `index` shows, `room` wide at most; a press opens its menu.
float pane_label(Context& context, int index, const CompareState& state, ImVec2 corner, bool from_right, float room) {
    const CompareState::Pane& pane = state.panes[std::size_t(index)];
    const std::string name = "pane." + std::to_string(index + 1);
    const float pad = context.px(10), arrow = context.px(18), height = context.px(30);
    const float width = std::min(room, std::ceil(text_width(context.theme.body, pane.label)) + 2 * pad + arrow);
    if (width < context.px(44)) return 0;
    const ImVec2 min(from_right ? corner.x - width : corner.x, corner.y);
    begin_bare(name.c_str(), min, {width, height}, color::panel, context.px(6));
    if (ImGui::InvisibleButton("menu", {width, height})) ImGui::OpenPopup("pane menu");
    const bool over = ImGui::IsItemHovered(), open = ImGui::IsPopupOpen("pane menu");
    context.place(name, min, {min.x + width, min.y + height});
    tooltip(context, "What this picture shows. All pictures have one camera and one light.");
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (over || open) list->AddRectFilled(min, {min.x + width, min.y + height}, color::hovered, context.px(6));
    draw_text(context.theme.body, {min.x + pad, min.y + (height - context.theme.body->FontSize) / 2}, color::text, pane.label, width - 2 * pad - arrow + 1);
    draw_icon(list, Icon::chevron_down, {min.x + width - pad - context.px(5), min.y + height / 2}, context.px(10), color::quiet);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(context.px(16), context.px(14)));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(context.px(8), context.px(8)));
    ImGui::PushStyleVar(ImGuiStyleVar_PopupRounding, context.px(6));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, color::panel);
    ImGui::SetNextWindowPos({from_right ? min.x + width : min.x, min.y + height + context.px(4)}, ImGuiCond_Always, {from_right ? 1.0F : 0.0F, 0});
    if (ImGui::BeginPopup("pane menu", ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav)) {
        pane_menu(context, index, pane, state);
        ImGui::EndPopup();
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    end_bare();
    return width;
}

void draw_divider(Context& context, const Rect& viewport, const CompareState& state) {
    const float x = std::round(viewport.x + float(state.divider) * viewport.width), zone = context.px(kGrabPoints);
    // Under the labels, which come after it.
    begin_bare("compare divider", {x - zone / 2, viewport.y}, {zone, viewport.height}, 0, 0, ImGuiWindowFlags_NoBackground);
    ImGui::InvisibleButton("divider", {zone, viewport.height});
    const bool near = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    if (near || held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    context.place("compare.divider", {x - zone / 2, viewport.y}, {x + zone / 2, viewport.y + viewport.height});
    if (held && ImGui::GetIO().MouseDelta.x != 0) {
        const float share = (ImGui::GetIO().MousePos.x - viewport.x) / std::max(viewport.width, 1.0F);
        context.out.commands.emplace_back(SetDivider{double(std::clamp(share, 0.0F, 1.0F))});
    }
    end_bare();
    // Light over a dark rim, so that it is seen on pale and on dark skin; a handle says that it moves.
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    const float half = context.px(1), bottom = viewport.y + viewport.height, middle = viewport.y + viewport.height / 2;
    list->AddRectFilled({x - 2 * half, viewport.y}, {x + 2 * half, bottom}, IM_COL32(0, 0, 0, 90));
    list->AddRectFilled({x - half, viewport.y}, {x + half, bottom}, near || held ? color::accent : color::text);
    const float r = context.px(13), tip = context.px(7), flank = context.px(3.5F), reach = context.px(3);
    list->AddCircleFilled({x, middle}, r + context.px(1), IM_COL32(0, 0, 0, 90), 32);
    list->AddCircleFilled({x, middle}, r, near || held ? color::accent : color::text, 32);
    for (const float side : {-1.0F, 1.0F})
        list->AddTriangleFilled({x + side * (tip + reach / 2), middle}, {x + side * reach, middle - flank}, {x + side * reach, middle + flank}, color::on_accent);
}

void draw_legend(Context& context, const Rect& viewport) {
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    ImFont* font = context.theme.small;
    const std::string title = "Difference in lightness L*", full = std::to_string(int(shared::DIFFERENCE_FULL)) + " or more";
    const float pad = context.px(8), ramp = context.px(110), height = context.px(24);
    const float width = text_width(font, title) + text_width(font, "0") + ramp + text_width(font, full) + 5 * pad;
    // Above the scale.
    const ImVec2 min(viewport.x + context.px(16), viewport.y + viewport.height - context.px(16) - 2 * height - context.px(8));
    list->AddRectFilled(min, {min.x + width, min.y + height}, color::panel, context.px(6));
    float x = min.x + pad;
    const float y = std::round(min.y + (height - font->FontSize) / 2);
    const auto write = [&](const std::string& text) {
        list->AddText(font, font->FontSize, {x, y}, color::text, text.c_str());
        x += text_width(font, text) + pad;
    };
    write(title);
    write("0");
    constexpr float kMiddleGrey = 50;  // of the head below
    const auto ink = [](float share) {
        const glm::vec3 c = shared::difference_color(kMiddleGrey, kMiddleGrey + share * shared::DIFFERENCE_FULL);
        return IM_COL32(int(255 * c.r + 0.5F), int(255 * c.g + 0.5F), int(255 * c.b + 0.5F), 255);
    };
    list->AddRectFilledMultiColor({x, min.y + height / 4}, {x + ramp, min.y + height * 3 / 4}, ink(0), ink(1), ink(1), ink(0));
    x += ramp + pad;
    write(full);
}

}  // namespace

float compare_bar_height(const Theme& theme) { return theme.px(48); }

void draw_compare_bar(Context& context, const Rect& area, const CompareState& state) {
    begin_bare("compare bar", {area.x, area.y}, {area.width, area.height}, color::panel);
    std::vector<Segment> layouts;
    for (const model::LayoutWord& word : model::kCompareLayouts) layouts.push_back({word.label, word.word, word.help, {}});
    const float margin = context.px(16), y = area.y + (area.height - context.px(32)) / 2, close = area.x + area.width - margin - context.px(24);
    const float wanted = segmented_width(context, layouts), room = close - context.px(8) - area.x - margin;
    if (wanted > room) {
        // Too narrow for the names: their first words.
        constexpr std::string_view kShort[] = {"Wipe", "Side", "Four", "Differ"};
        for (std::size_t i = 0; i < layouts.size(); ++i) layouts[i].label = kShort[i];
    }
    const float width = std::min(room, segmented_width(context, layouts));
    ImGui::SetCursorScreenPos({area.x + margin, y});
    if (const auto picked = segmented(context, "compare.layout", layouts, int(state.layout), width))
        context.out.commands.emplace_back(SetCompareLayout{model::kCompareLayouts[std::size_t(*picked)].layout});
    const std::string keep = state.has_b ? "Keep as B again" : "Keep as B";
    if (room - width > text_width(context.theme.body, keep) + context.px(24 + 16)) {
        ImGui::SetCursorScreenPos({area.x + margin + width + context.px(16), y});
        if (text_button(context, "compare.keep", keep)) context.out.commands.emplace_back(KeepAsB{});
        tooltip(context, "Keeps the design as it is now as B. Change it, and compare it with B: choose it in the corner of a picture.");
    }
    ImGui::SetCursorScreenPos({close - context.px(8), y});
    if (icon_button(context, "compare.close", Icon::close, true, "Back to one picture", "C or Esc")) context.out.commands.emplace_back(Compare{false});
    end_bare();
    ImGui::GetBackgroundDrawList()->AddLine({area.x, area.y + area.height - 0.5F}, {area.x + area.width, area.y + area.height - 0.5F}, color::line);
}

void draw_panes(Context& context, const Rect& viewport, const CompareState& state) {
    const float inset = context.px(12);
    if (state.layout == CompareLayout::wipe) draw_divider(context, viewport, state);
    if (state.layout == CompareLayout::difference) {
        const float room = (viewport.width - 3 * inset) / 2;
        const float first = pane_label(context, 0, state, {viewport.x + inset, viewport.y + inset}, false, room);
        (void)pane_label(context, 1, state, {viewport.x + inset + first + context.px(8), viewport.y + inset}, false, room);
        draw_legend(context, viewport);
        return;
    }
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    if (state.layout != CompareLayout::wipe && state.panes.size() > 1) {
        // What lies between the pictures.
        const CompareState::Pane &first = state.panes.front(), &last = state.panes.back();
        list->AddRectFilled({first.x + first.width, viewport.y}, {last.x, viewport.y + viewport.height}, color::bar);
        if (last.y > first.y) list->AddRectFilled({viewport.x, first.y + first.height}, {viewport.x + viewport.width, last.y}, color::bar);
    }
    for (int i = 0; i < int(state.panes.size()); ++i) {
        const CompareState::Pane& pane = state.panes[std::size_t(i)];
        const bool right = state.layout == CompareLayout::wipe && i == 1;
        const float room = (state.layout == CompareLayout::wipe ? (viewport.width - 3 * inset) / 2 : pane.width - 2 * inset);
        (void)pane_label(context, i, state, {right ? viewport.x + viewport.width - inset : pane.x + inset, pane.y + inset}, right, room);
    }
}

}  // namespace stipple::ui
