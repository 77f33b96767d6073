#include "footer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "format.h"
#include "widgets.h"

namespace stipple::ui {

void draw_footer(Context& context, const Rect& area, const UiState& state) {
    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.width, area.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color::bar);
    ImGui::Begin("footer", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ImFont* font = context.theme.small;
    const float y = area.y + (area.height - font->FontSize) / 2;
    float x = area.x + context.px(16);
    // Each figure gets the room of its longest value, so that nothing moves while numbers run.
    auto figure = [&](const char* name, const std::string& value, const char* unit, const char* widest,
                      const char* help) {
        const ImVec2 start(x, area.y);
        const float room = text_width(font, widest);
        const float number = draw_text(font, {x, y}, color::text, value);
        const float label = draw_text(font, {x + number + context.px(5), y}, color::quiet, unit);
        x += std::max(room, number) + context.px(5) + label;
        ImGui::SetCursorScreenPos(start);
        ImGui::InvisibleButton(name, {x - start.x, area.height});
        context.place(name, start, {x, area.y + area.height});
        tooltip(context, help);
        x += context.px(24);
    };
    const char* none = "\xE2\x80\x93";
    const bool known = state.head_ready && state.head_found, counted = known && state.dots_ready;
    const bool placing = known && state.loading && state.loading->placing;
    const double per_cm2 = state.treated_area_cm2 > 0 ? double(state.dots_live) / state.treated_area_cm2 : 0;
    const std::string dots = counted ? count_text(state.dots_live) : none;
    const std::string density = counted ? std::to_string(std::lround(per_cm2)) : none;
    const std::string area_text = known ? std::to_string(std::lround(state.treated_area_cm2)) : none;
    char frame_text[32];
    std::snprintf(frame_text, sizeof frame_text, state.frame_ms < 10 ? "%.1f" : "%.0f", state.frame_ms);
    const char* area_doubt = state.scale_assumed && known ? " \xC2\xB1" "8 %" : "";
    const std::string dots_word = placing ? "dots: being placed" : known && !counted ? "dots: none placed" : std::string("dots") + area_doubt;
    figure("footer.dots", dots, dots_word.c_str(), dots.size() > 7 ? "0,000,000" : "000,000",
           placing ? "The head is ready; where its dots can lie is still being worked out, and nothing is counted before"
           : state.scale_assumed ? "Dots this design puts on this head, counted one by one. The scale is assumed: give one known length to be sure of it."
                               : "Dots this design puts on this head, counted one by one");
    figure("footer.density", density, "dots per cm\xC2\xB2", "000",
           "All dots over the whole treated area, its soft edges included");
    const float left_over = area.x + area.width - x;
    if (left_over > context.px(300))
        figure("footer.area", area_text, (std::string("cm\xC2\xB2 treated") + area_doubt).c_str(), "000", "Area of skin that gets at least an eighth of the design's density: lone dots before the line count as dots, not as area");
    // From the right: the machine.
    float right = area.x + area.width - context.px(16);
    const std::string timing = std::string(state.frame_ms > 0 ? frame_text : none) + " ms";
    const float timing_width = text_width(font, "0000 ms");
    draw_text(font, {right - text_width(font, timing), y}, color::text, timing);
    context.place("footer.frame", {right - timing_width, area.y}, {right, area.y + area.height});
    ImGui::SetCursorScreenPos({right - timing_width, area.y});
    ImGui::InvisibleButton("frame time", {timing_width, area.height});
    tooltip(context, "Time the last picture took to draw");
    right -= timing_width + context.px(16);
    if (state.picture_scale < 1) {
        const std::string share = std::to_string(std::lround(100 * state.picture_scale)) + " %";
        const float width = text_width(font, "00 %");
        draw_text(font, {right - text_width(font, share), y}, color::quiet, share);
        context.place("footer.scale", {right - width, area.y}, {right, area.y + area.height});
        ImGui::SetCursorScreenPos({right - width, area.y});
        ImGui::InvisibleButton("picture scale", {width, area.height});
        tooltip(context, "While it moves, the picture is drawn at this share of its width and height, so that it keeps up with the hand. At rest, and in files, it is whole");
        right -= width + context.px(16);
    }
    const float room = right - x;
    if (room > context.px(64)) {
        const float width = std::min(text_width(font, state.device), room);
        draw_text(font, {right - width, y}, color::quiet, state.device, room);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

}  // namespace stipple::ui
