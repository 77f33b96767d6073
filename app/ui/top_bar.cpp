#include "top_bar.h"

#include <algorithm>
#include <vector>

#include "format.h"
#include "viewing_menu.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

void gap(Context& context, ImVec2& at, float points) {
    at.x += context.px(points);
    ImGui::SetCursorScreenPos(at);
}

}  // namespace

TopBarRequest draw_top_bar(Context& context, const Rect& area, const model::Design& design, const UiState& state) {
    TopBarRequest request;
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.width, area.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color::bar);
    ImGui::Begin("top bar", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoScrollWithMouse);
    const float y = area.y + (area.height - context.px(32)) / 2;
    const float text_y = area.y + (area.height - context.theme.body->FontSize) / 2;

    // From the right: before and after, then the views; what is left over goes to the design's name.
    const std::vector<Segment> compare{
        {"Before", "before", "The head as it is, without a single dot", "B, or hold Space"},
        {"After", "after", "The head with this design", "B"},
        {"Compare", "compare", "Several designs, sessions or years on one head: wiped, side by side, two by two, or where they differ", "C"}};
    const float compare_width = segmented_width(context, compare) + context.px(16);
    std::vector<Segment> views;
    std::vector<std::string> keys;
    for (const StandardView& view : kStandardViews) keys.emplace_back(1, view.key);
    for (std::size_t i = 0; i < kStandardViews.size(); ++i)
        views.push_back({kStandardViews[i].label, kStandardViews[i].name, kStandardViews[i].help, keys[i]});
    int shown_view = -1;
    for (int i = 0; i < int(kStandardViews.size()); ++i)
        if (kStandardViews[std::size_t(i)].name == state.view) shown_view = i;
    const float views_width = segmented_width(context, views);

    ImVec2 at(area.x + context.px(16), text_y);
    const float buttons = 6 * context.px(36) + context.px(16);
    const float fixed = context.px(32) + buttons + compare_width + context.px(16);
    const bool wordmark = area.width > fixed + views_width + context.px(88 + 96 + 128);
    if (wordmark) at.x += draw_text(context.theme.strong, at, color::accent, "Stipple") + context.px(16);
    at.y = y;
    ImGui::SetCursorScreenPos(at);
    if (icon_button(context, "open", Icon::open, true,
                    "Open a head (.glb, .gltf, .obj, .ply, .stl) or a design (.stipple). Files can also be dropped on the window.",
                    "Ctrl+O"))
        request.open = true;
    gap(context, at, 36);
    if (icon_button(context, "save", Icon::save, true, state.has_file ? "Save the design" : "Save the design to a file",
                    "Ctrl+S")) {
        if (state.has_file)
            context.out.commands.emplace_back(SaveDesign{});
        else
            request.save_as = true;
    }
    gap(context, at, 36);
    if (icon_button(context, "picture", Icon::picture, state.head_ready, "Save what the viewport shows as a picture",
                    "Ctrl+E"))
        request.picture = true;
    gap(context, at, 44);
    if (icon_button(context, "undo", Icon::undo, state.can_undo, "Undo", "Ctrl+Z"))
        context.out.commands.emplace_back(Undo{});
    gap(context, at, 36);
    if (icon_button(context, "redo", Icon::redo, state.can_redo, "Redo", "Ctrl+Shift+Z"))
        context.out.commands.emplace_back(Redo{});
    gap(context, at, 36);
    if (icon_button(context, "reset", Icon::reset, true,
                    "Start the design over with every value at its default. Undo brings it back.", {}))
        context.out.commands.emplace_back(ResetDesign{});
    gap(context, at, 44);

    const float right = area.x + area.width - context.px(16);
    ImGui::SetCursorScreenPos({right - compare_width, y});
    if (auto picked = segmented(context, "compare", compare, state.compare.active ? 2 : state.treated ? 1 : 0, compare_width))
        context.out.commands.push_back(*picked == 2 ? Command(Compare{!state.compare.active}) : Command(SetTreated{*picked == 1}));

    float views_right = right - compare_width - context.px(16);
    // The button of the distance comes beside them.
    const float beside = context.px(112) + context.px(16);
    if (views_right - at.x >= views_width + beside) {
        ImGui::SetCursorScreenPos({views_right - views_width, y});
        if (auto picked = segmented(context, "view", views, shown_view, views_width))
            context.out.commands.emplace_back(SetView{kStandardViews[std::size_t(*picked)].name});
        views_right -= views_width + context.px(16);
    } else if (views_right - at.x >= context.px(80)) {
        // Too narrow for eight names: one list.
        const float box = std::min(context.px(views_right - at.x >= context.px(144) + beside ? 144 : 96), views_right - at.x);
        ImGui::SetCursorScreenPos({views_right - box, y});
        ImGui::SetNextItemWidth(box);
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                            ImVec2(context.px(12), (context.px(32) - context.theme.body->FontSize) / 2));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(context.px(12), context.px(12)));
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(context.px(8), context.px(10)));
        const std::string label(shown_view >= 0 ? kStandardViews[std::size_t(shown_view)].label : "View");
        if (ImGui::BeginCombo("##views", label.c_str(),
                              ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_HeightLargest)) {
            for (int i = 0; i < int(kStandardViews.size()); ++i)
                if (ImGui::Selectable(std::string(kStandardViews[std::size_t(i)].label).c_str(), i == shown_view))
                    context.out.commands.emplace_back(SetView{kStandardViews[std::size_t(i)].name});
            ImGui::EndCombo();
        }
        ImGui::PopStyleVar(3);
        draw_icon(ImGui::GetWindowDrawList(), Icon::chevron_down,
                  {views_right - context.px(16), area.y + area.height / 2}, context.px(10), color::quiet);
        views_right -= box + context.px(16);
    }
    if (const float least = context.px(72); views_right - at.x >= least) {
        const float left = views_right - std::min(views_right - at.x, context.px(views_right - at.x > context.px(200) ? 132 : 112));
        draw_viewing_button(context, {left, y}, views_right - left, design, state);
        views_right = left - context.px(16);
    }
    const float room = views_right - at.x;
    if (room > context.px(72)) {
        const std::string name = state.design_name + (state.unsaved ? " \xE2\x80\x93 edited" : "");
        draw_text(context.theme.body, {at.x, text_y}, color::quiet, name, room);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    return request;
}

}  // namespace stipple::ui
