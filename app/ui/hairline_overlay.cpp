#include "hairline_overlay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "widgets.h"

namespace stipple::ui {
namespace {

constexpr ImU32 kPencil = IM_COL32(250, 248, 244, 225), kShade = IM_COL32(0, 0, 0, 120), kGuide = IM_COL32(160, 206, 224, 190);

std::vector<ImVec2> pixels(const HairlineState::Line& line) {
    std::vector<ImVec2> all;
    for (const ScreenPoint& p : line.points) all.emplace_back(p.x, p.y);
    return all;
}

void dashed(ImDrawList* list, const std::vector<ImVec2>& points, float dash, ImU32 ink, float thick) {
    float way = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const ImVec2 &a = points[i - 1], &b = points[i];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        for (float from = 0; from < length;) {
            const float phase = std::fmod(way + from, 2 * dash), step = std::min(phase < dash ? dash - phase : 2 * dash - phase, length - from);
            const float s = from / length, t = (from + step) / length;
            if (phase < dash) list->AddLine({a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * s}, {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}, ink, thick);
            from += std::max(step, 0.01F);
        }
        way += length;
    }
}

// Labels on dark cards beside points, outwards or above, where no other card or handle lies.
class Cards {
  public:
    Cards(const Context& context, ImDrawList* list, const Rect& viewport) : context_(context), list_(list), viewport_(viewport) {}
    void keep_clear(ImVec2 at) {
        const float r = context_.px(9);
        taken_.push_back({{at.x - r, at.y - r}, {at.x + r, at.y + r}});
    }
    void add(ImVec2 at, bool outwards_right, ImFont* font, const std::string& text) {
        const float pad = context_.px(6), gap = context_.px(14);
        const ImVec2 size(text_width(font, text) + 2 * pad, font->FontSize + pad);
        const float out = outwards_right ? at.x + gap : at.x - gap - size.x, in = outwards_right ? at.x - gap - size.x : at.x + gap;
        const float beside = at.y - size.y / 2, above = at.y - gap - size.y, below = at.y + gap, higher = above - size.y - context_.px(4);
        const float over = at.x - size.x / 2;
        Box best{};
        bool found = false;
        for (const ImVec2 corner : {ImVec2(out, beside), ImVec2(over, above), ImVec2(out, above), ImVec2(over, higher), ImVec2(over, below), ImVec2(in, above),
                                    ImVec2(out, beside)}) {
            Box box{{std::clamp(std::round(corner.x), viewport_.x + pad, std::max(viewport_.x + pad, viewport_.x + viewport_.width - size.x - pad)),
                     std::clamp(std::round(corner.y), viewport_.y + pad, std::max(viewport_.y + pad, viewport_.y + viewport_.height - size.y - pad))},
                    {}};
            box.max = {box.min.x + size.x, box.min.y + size.y};
            best = box;
            found = std::none_of(taken_.begin(), taken_.end(), [&](const Box& t) {
                return t.min.x < box.max.x && box.min.x < t.max.x && t.min.y < box.max.y && box.min.y < t.max.y;
            });
            if (found) break;
        }
        taken_.push_back(best);
        list_->AddRectFilled(best.min, best.max, IM_COL32(24, 24, 24, 200), context_.px(4));
        list_->AddText(font, font->FontSize, {best.min.x + pad, std::round(best.min.y + pad / 2)}, color::text, text.c_str());
    }

  private:
    struct Box {
        ImVec2 min, max;
    };
    const Context& context_;
    ImDrawList* list_;
    const Rect& viewport_;
    std::vector<Box> taken_;
};

std::string side_word(double from_midline_mm) { return from_midline_mm > 0.5 ? " left" : from_midline_mm < -0.5 ? " right" : ""; }

// Short beside every handle, from the glabella and from the midline; in words beside the one the mouse is at.
std::string measures(const HairlineState::Handle& handle, bool in_words) {
    const std::string up = std::to_string(std::lround(handle.from_glabella_mm)), out = std::to_string(std::lround(std::abs(handle.from_midline_mm)));
    if (handle.nape) return in_words ? "Neckline: " + up + " mm below the inion" : up;
    if (!in_words) return std::abs(handle.from_midline_mm) < 0.5 ? up : up + " \xC2\xB7 " + out;
    std::string name(handle.name);
    if (!name.empty()) name[0] = char(std::toupper(static_cast<unsigned char>(name[0])));
    return name + ": " + up + " mm from the glabella, " + out + " mm" + side_word(handle.from_midline_mm) + " of the midline";
}

// "Remove Client A?" and what may be answered; a file is gone for good afterwards.
void ask_back(Context& context, ImVec2 at, float width, const std::string& name) {
    const float keep = text_width(context.theme.body, "Keep") + context.px(24), remove = text_width(context.theme.strong, "Remove") + context.px(24), gap = context.px(8);
    draw_text(context.theme.body, {at.x, at.y + (context.px(32) - context.theme.body->FontSize) / 2}, color::problem, "Remove " + name + "?", width - keep - remove - 2 * gap);
    ImGui::SetCursorScreenPos({at.x + width - keep, at.y});
    if (text_button(context, "hairline.remove.keep", "Keep")) context.hand.removing.clear();
    ImGui::SetCursorScreenPos({at.x + width - keep - gap - remove, at.y});
    if (text_button(context, "hairline.remove.yes", "Remove", true)) {
        context.out.commands.emplace_back(RemoveHairline{name});
        context.hand.removing.clear();
    }
    tooltip(context, "Deletes the file of this hairline: that cannot be undone. The design stays as it is.");
}

}  // namespace

void draw_hairline(Context& context, const Rect& viewport, const HairlineState& state) {
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->PushClipRect({viewport.x, viewport.y}, {viewport.x + viewport.width, viewport.y + viewport.height});
    const float thin = std::max(1.0F, context.px(1));
    ImFont* font = context.theme.small;
    for (const HairlineState::Line& guide : state.guide_lines) {
        if (guide.points.size() < 2) continue;
        dashed(list, pixels(guide), context.px(5), kGuide, thin);
        if (guide.label.empty()) continue;
        const ScreenPoint& end = guide.points.back();
        const std::string label(guide.label);
        list->AddText(font, font->FontSize, {end.x + context.px(4) + 1, end.y - font->FontSize / 2 + 1}, kShade, label.c_str());
        list->AddText(font, font->FontSize, {end.x + context.px(4), end.y - font->FontSize / 2}, kGuide | IM_COL32(0, 0, 0, 255), label.c_str());
    }
    for (const HairlineState::Line& line : state.line) {
        const std::vector<ImVec2> points = pixels(line);
        list->AddPolyline(points.data(), int(points.size()), kShade, ImDrawFlags_None, context.px(1.8F) + 2);
        list->AddPolyline(points.data(), int(points.size()), kPencil, ImDrawFlags_None, std::max(1.0F, context.px(1.8F)));
    }
    Cards cards(context, list, viewport);
    for (const HairlineState::Handle& handle : state.handles)
        if (handle.at) cards.keep_clear({handle.at->x, handle.at->y});
    // First the one the mouse is at: its words come where the eye expects them.
    for (const bool in_words : {true, false})
        for (const HairlineState::Handle& handle : state.handles)
            if (handle.at && (handle.held || handle.near) == in_words)
                cards.add({handle.at->x, handle.at->y}, handle.from_midline_mm >= 0, in_words ? context.theme.body : font, measures(handle, in_words));
    for (const HairlineState::Handle& handle : state.handles) {
        if (!handle.at) continue;
        const ImVec2 at(handle.at->x, handle.at->y);
        const bool active = handle.held || handle.near;
        const float radius = context.px(active ? 8 : 6);
        list->AddCircleFilled(at, radius + thin, kShade, 28);
        list->AddCircleFilled(at, radius, active ? color::accent : IM_COL32(32, 32, 32, 255), 28);
        list->AddCircle(at, radius, active ? kPencil : color::accent, 28, std::max(1.5F, context.px(2)));
        const std::string side = handle.from_midline_mm > 0.5 ? "left " : handle.from_midline_mm < -0.5 ? "right " : "";
        context.place("handle=" + side + std::string(handle.name), {at.x - 4, at.y - 4}, {at.x + 4, at.y + 4});
    }
    list->PopClipRect();
}

float draw_hairline_switches(Context& context, ImVec2 at, float width, const HairlineState& state, bool head_ready) {
    const float top = at.y;
    ImGui::SetCursorScreenPos(at);
    ImGui::BeginDisabled(!head_ready);
    if (text_button(context, "hairline.draw", state.active ? "Done drawing" : "Draw on the head", state.active)) context.out.commands.emplace_back(DrawHairline{});
    ImGui::EndDisabled();
    tooltip(context, "Shows the line with handles on the head: drag them over the skin. Double-click the line for another handle, double-click that to "
                     "put it away. Numbers: mm along the skin from the glabella, and mm from the midline.", "H");
    at.y += context.px(40);
    if (!state.active) return at.y - top;
    const std::array<Segment, 2> sides{{{"Both sides", "both-sides", "A handle takes its counterpart on the other side along", ""},
                                        {"One side", "one-side", "Each side moves by itself", ""}}};
    ImGui::SetCursorScreenPos(at);
    if (const auto picked = segmented(context, "hairline.sides", sides, state.linked ? 0 : 1, width)) context.out.commands.emplace_back(LinkSides{*picked == 0});
    at.y += context.px(40);
    const std::array<Segment, 2> guides{{{"Guides", "guides", "Midline, verticals through pupils and eye corners, thirds of the face, and the 8 cm construction from the glabella (Garg 2017)", "G"},
                                         {"No guides", "no-guides", "The line and its handles alone", "G"}}};
    ImGui::SetCursorScreenPos(at);
    if (const auto picked = segmented(context, "hairline.guides", guides, state.guides ? 0 : 1, width)) context.out.commands.emplace_back(ShowGuides{*picked == 0});
    at.y += context.px(40);
    return at.y - top;
}

float draw_kept_hairlines(Context& context, ImVec2 at, float width, const std::vector<std::string>& names) {
    const float top = at.y, gap = context.px(8), high = context.px(40);
    ImGui::SetCursorScreenPos(at);
    if (text_button(context, "hairline.keep", "Keep this hairline")) context.out.commands.emplace_back(KeepHairline{});
    tooltip(context, "Keeps shape, temples and character of this line under a name, to begin other designs with.");
    float x = at.x;
    at.y += high;
    for (const std::string& name : names) {
        if (context.hand.removing == name) {  // asked back on a line of its own
            if (x > at.x) x = at.x, at.y += high;
            ask_back(context, at, width, name);
            at.y += high;
            continue;
        }
        const float cross = context.px(32), most = width - cross;
        const std::string label = shortened(context.theme.body, name, most - context.px(24));
        const float button = text_width(context.theme.body, label) + context.px(24);
        if (x > at.x && x + button + cross > at.x + width) x = at.x, at.y += high;
        ImGui::SetCursorScreenPos({x, at.y});
        const std::string id = "hairline.take=" + name, away = "hairline.remove=" + name;
        if (text_button(context, id.c_str(), label)) context.out.commands.emplace_back(TakeHairline{name});
        tooltip(context, (label == name ? std::string() : name + ": ") + "Draws this design's line as the one kept under this name.");
        ImGui::SetCursorScreenPos({x + button, at.y});
        if (icon_button(context, away.c_str(), Icon::close, true, "Removes " + name + " from the hairlines kept; asks back first.", {})) context.hand.removing = name;
        x += button + cross + gap;
    }
    if (x > at.x) at.y += high;
    return at.y - top;
}

}  // namespace stipple::ui
