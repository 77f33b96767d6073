#include "advice_card.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "widgets.h"

namespace stipple::ui {
namespace {

constexpr ImGuiWindowFlags kBare = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBringToFrontOnFocus;

float text_height(ImFont* font, const std::string& words, float width) {
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, width, words.data(), words.data() + words.size()).y;
}

}  // namespace

void AdviceCard::draw(Context& context, const Rect& viewport, const std::vector<Advice>& advice) {
    if (advice.empty()) {
        open_ = false;
        return;
    }
    const Theme& theme = context.theme;
    const float pad = context.px(12), gap = context.px(16), icon = context.px(16);
    const std::string words = advice.size() == 1 ? "1 remark" : std::to_string(advice.size()) + " remarks";
    const ImVec2 chip(text_width(theme.body, words) + icon + context.px(8) + 2 * pad, context.px(32));
    const ImVec2 corner(viewport.x + viewport.width - gap, viewport.y + viewport.height - gap);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color::panel);
    ImGui::SetNextWindowPos({corner.x - chip.x, corner.y - chip.y});
    ImGui::SetNextWindowSize(chip);
    ImGui::Begin("advice chip", nullptr, kBare);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton("advice", chip)) open_ = !open_;
    const bool over = ImGui::IsItemHovered();
    context.place("advice", at, {at.x + chip.x, at.y + chip.y});
    tooltip(context, "What speaks against this design, with numbers and sources. It advises and never forbids.");
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (over || open_) list->AddRectFilled(at, {at.x + chip.x, at.y + chip.y}, over ? color::hovered : color::raised, context.px(6));
    draw_icon(list, Icon::warning, {at.x + pad + icon / 2, at.y + chip.y / 2}, icon, color::problem);
    draw_text(theme.body, {at.x + pad + icon + context.px(8), std::round(at.y + (chip.y - theme.body->FontSize) / 2)}, color::text, words);
    ImGui::End();

    if (open_) {
        const float width = std::min(context.px(400), viewport.width - 2 * gap), room = width - 2 * pad, indent = context.px(14);
        float height = pad;
        for (const Advice& remark : advice)
            height += text_height(theme.body, remark.text, room - indent) + context.px(3) + text_height(theme.small, remark.detail, room - indent) + context.px(12);
        const float most = viewport.height - chip.y - 3 * gap, shown = std::min(height, std::max(most, context.px(80)));
        const ImVec2 min(corner.x - width, corner.y - chip.y - context.px(8) - shown);
        ImGui::SetNextWindowPos(min);
        ImGui::SetNextWindowSize({width, shown});
        ImGui::Begin("advice card", nullptr, (kBare & ~ImGuiWindowFlags_NoScrollbar));
        const ImVec2 start = ImGui::GetCursorScreenPos();
        ImDrawList* card = ImGui::GetWindowDrawList();
        float y = start.y + pad;
        const auto text = [&](ImFont* font, ImU32 ink, const std::string& sentence) {
            card->AddText(font, font->FontSize, {start.x + pad + indent, y}, ink, sentence.data(), sentence.data() + sentence.size(), room - indent);
            y += text_height(font, sentence, room - indent);
        };
        for (const Advice& remark : advice) {
            card->AddCircleFilled({start.x + pad + context.px(3), y + theme.body->FontSize / 2}, context.px(2.5F), color::problem, 12);
            text(theme.body, color::text, remark.text);
            y += context.px(3);
            text(theme.small, color::quiet, remark.detail);
            y += context.px(12);
        }
        ImGui::Dummy({width - 1, y - start.y});
        context.place("advice card", min, {min.x + width, min.y + shown});
        ImGui::End();
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

}  // namespace stipple::ui
