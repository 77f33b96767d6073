#include "match_line.h"

#include <algorithm>
#include <cfloat>
#include <cstdio>

#include "widgets.h"

namespace stipple::ui {

float draw_match_line(Context& context, ImVec2 at, float width, const MatchLine& match, bool ready, bool matching) {
    char figure[32];
    std::snprintf(figure, sizeof figure, "\xCE\x94" "E %.1f", match.delta_e);
    const std::string text = "Sides and scalp differ by " + std::string(figure) + ": " + match.words + ".";
    ImFont* font = context.theme.small;
    const char *begin = text.data(), *end = begin + text.size();
    // Room for two lines whatever it says: what stands below must not jump while a slider moves.
    const float top = at.y + context.px(4), height = std::max(2 * font->FontSize, font->CalcTextSizeA(font->FontSize, FLT_MAX, width, begin, end).y);
    ImGui::GetWindowDrawList()->AddText(font, font->FontSize, {at.x, top}, match.seen ? color::text : color::quiet, begin, end, width);
    ImGui::PushID("match");
    ImGui::SetCursorScreenPos({at.x, top});
    ImGui::InvisibleButton("line", {width, height});
    tooltip(context,
            std::string(match.natural ? "No own hair is left: the sides are what this client's would be, shaved to the length set below.\n\n" : "") +
                "Mean colour of the treated scalp against that of the shaved sides, as dots and hairs are now, in even white light: from 1.2 m neither "
                "is seen one by one. 1 is just seen side by side, 3 with a distance between.",
            {}, "Source: CIEDE2000 (Sharma 2005); limits as usual for just noticeable and acceptable differences");
    context.place("match", {at.x, top}, {at.x + width, top + height});
    ImGui::SetCursorScreenPos({at.x, top + height + context.px(8)});
    ImGui::BeginDisabled(!ready || matching);
    if (text_button(context, "match.propose", matching ? "Matching the sides\xE2\x80\xA6" : "Match the sides")) context.out.commands.emplace_back(MatchSides{});
    ImGui::EndDisabled();
    tooltip(context, "Changes density, dot size and shade as little as needed for the healed work to match the shaved sides. One step to undo.");
    ImGui::PopID();
    return context.px(4) + height + context.px(8) + context.px(32) + context.px(8);
}

}  // namespace stipple::ui
