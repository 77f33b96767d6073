#include "user_interface.h"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "brush_page.h"
#include "compare_page.h"
#include "footer.h"
#include "format.h"
#include "hairline_overlay.h"
#include "landmark_panel.h"
#include "top_bar.h"
#include "viewing_menu.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

// A length on the skin in the middle of the picture, so that eyes keep the scale while they zoom.
void draw_scale_bar(Context& context, const Rect& viewport, const UiState& state) {
    if (!(state.mm_per_pixel > 0)) return;
    constexpr double kLengths[] = {100, 50, 20, 10, 5, 2, 1, 0.5, 0.2};
    double length = kLengths[8];
    for (const double candidate : kLengths)
        if (candidate / state.mm_per_pixel <= double(context.px(120))) {
            length = candidate;
            break;
        }
    const float width = std::round(float(length / state.mm_per_pixel));
    const std::string text = (state.scale_assumed ? "about " : "") + number_text(length, length < 1 ? 0.1 : 1) + " mm";
    ImFont* font = context.theme.small;
    const float pad = context.px(8), label = text_width(font, text), height = context.px(24);
    const float box = width + label + 3 * pad;
    const ImVec2 min(viewport.x + context.px(16), viewport.y + viewport.height - context.px(16) - height);
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->AddRectFilled(min, {min.x + box, min.y + height}, color::panel, context.px(6));
    const float y = std::round(min.y + height / 2) + 0.5F, left = min.x + pad, right = left + width,
                tick = context.px(4);
    for (const float x : {left, right}) list->AddLine({x, y - tick}, {x, y + tick}, color::text);
    list->AddLine({left, y}, {right, y}, color::text);
    list->AddText(font, font->FontSize, {right + pad, std::round(min.y + (height - font->FontSize) / 2)}, color::text,
                  text.c_str());
}

}  // namespace

Layout make_layout(float width, float height, const Theme& theme, bool plot) {
    Layout layout;
    const float bar = theme.px(48), foot = theme.px(28);
    // The plot is as high as leaves the picture most of the window.
    const float plot_height = std::min(theme.px(152), std::round((height - bar - foot - theme.px(96)) * 0.45F));
    const float strip = theme.px(96) + (plot ? std::max(0.0F, plot_height) : 0);
    // On a small window the picture keeps at least half.
    const float side = std::min(theme.px(360), std::max(theme.px(264), std::round(width * 0.45F)));
    const float middle = std::max(1.0F, height - bar - foot);
    layout.top_bar = {0, 0, width, bar};
    layout.footer = {0, height - foot, width, foot};
    layout.panel = {std::max(0.0F, width - side), bar, side, middle};
    const float left = std::max(1.0F, width - side);
    const float picture = std::max(1.0F, middle - strip);
    layout.viewport = {0, bar, left, picture};
    layout.time_line = {0, bar + picture, left, strip};
    return layout;
}

Output UserInterface::draw(const Theme& theme, const model::Design& design, const UiState& state) {
    Output out;
    Context context{theme, hand_, out};
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const bool plot = time_line_.plot_wanted(size.y, theme);
    Layout layout = make_layout(size.x, size.y, theme, plot);
    Rect compare_bar = layout.viewport;
    if (state.compare.active) {
        compare_bar.height = std::min(compare_bar_height(theme), layout.viewport.height / 2);
        layout.viewport.y += compare_bar.height;
        layout.viewport.height -= compare_bar.height;
    }
    out.viewport = layout.viewport;
    context.place("viewport", {layout.viewport.x, layout.viewport.y},
                  {layout.viewport.x + layout.viewport.width, layout.viewport.y + layout.viewport.height});
    if (std::exchange(close_list_, false)) ImGui::ClosePopupToLevel(0, true);
    ImGui::PushFont(theme.body);
    const TopBarRequest request = draw_top_bar(context, layout.top_bar, design, state);
    if (state.compare.active) draw_compare_bar(context, compare_bar, state.compare);
    panel_.draw(context, layout.panel, design, state);
    time_line_.draw(context, layout.time_line, plot, design, state);
    draw_footer(context, layout.footer, state);
    if (request.open) dialogs_.show(Dialogs::Kind::open, state);
    if (request.save_as) dialogs_.show(Dialogs::Kind::save, state);
    if (request.picture) dialogs_.show(Dialogs::Kind::picture, state);
    if (state.compare.active) draw_panes(context, layout.viewport, state.compare);
    advice_.draw(context, layout.viewport, state.advice);
    dialogs_.draw(context, layout.viewport, state);

    if (state.brush.active) draw_brush_ring(context, layout.viewport, state.brush);
    if (state.hairline.active) draw_hairline(context, layout.viewport, state.hairline);
    if (state.landmarks.active) draw_marks(context, layout.viewport, state.landmarks);
    if (state.head_ready && state.head_found && !state.viewing.ruler) draw_scale_bar(context, layout.viewport, state);
    if (state.head_ready) draw_viewing(context, layout.viewport, state.viewing);
    if (state.viewing.measuring) draw_screen_measure(context, layout.viewport, state.viewing);
    // Which picture this is, where a glance falls: only when it is not the one with the design.
    if (!state.treated && !state.compare.active) {
        ImDrawList* list = ImGui::GetBackgroundDrawList();
        const char* word = "Before";
        const float width = text_width(theme.strong, word) + theme.px(24), height = theme.px(32);
        const ImVec2 min(layout.viewport.x + theme.px(16), layout.viewport.y + theme.px(16));
        list->AddRectFilled(min, {min.x + width, min.y + height}, color::panel, theme.px(6));
        list->AddText(theme.strong, theme.strong->FontSize,
                      {min.x + theme.px(12), min.y + (height - theme.strong->FontSize) / 2}, color::text, word);
    }
    ImGui::PopFont();

    hand_.enter = hand_.erase = false;
    list_open_ = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const Rect& v = layout.viewport;
    out.over_viewport = !ImGui::GetIO().WantCaptureMouse && mouse.x >= v.x && mouse.x < v.x + v.width &&
                        mouse.y >= v.y && mouse.y < v.y + v.height;
    // Nothing is hovered any more: the next tooltip waits its pause again.
    if (!ImGui::IsAnyItemHovered()) hand_.hovered = 0;
    return out;
}

bool UserInterface::escape() {
    if (list_open_) {
        close_list_ = true;
        return true;
    }
    if (dialogs_.shown()) {
        dialogs_.close();
        return true;
    }
    if (advice_.open()) {
        advice_.close();
        return true;
    }
    if (hand_.typing != 0) {
        hand_.typing = 0;
        return true;
    }
    return false;
}

}  // namespace stipple::ui
