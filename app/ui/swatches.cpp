#include "swatches.h"

#include <algorithm>
#include <cmath>

#include "format.h"
#include "model/skin_types.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

constexpr int kRings = 10, kAround = 36;
constexpr std::size_t kBallPoints = 1 + kRings * kAround;
constexpr float kPi = 3.14159265F;

// Rings are as far apart in angle, so that the rim, where light changes fastest over the picture, gets as many as the middle.
std::array<BallNormal, kBallPoints> make_normals() {
    std::array<BallNormal, kBallPoints> normals{};
    for (int ring = 1; ring <= kRings; ++ring)
        for (int i = 0; i < kAround; ++i) {
            const float from_middle = kPi / 2 * float(ring) / kRings, turn = 2 * kPi * float(i) / kAround;
            normals[std::size_t(1 + (ring - 1) * kAround + i)] = {std::sin(from_middle) * std::cos(turn), std::sin(from_middle) * std::sin(turn),
                                                                  std::cos(from_middle)};
        }
    return normals;
}

void draw_ball(ImDrawList& list, ImVec2 center, float radius, std::span<const ImU32> colors) {
    const ImVec2 blank = ImGui::GetFontTexUvWhitePixel();
    const std::span<const BallNormal> normals = ball_normals();
    const auto first = list._VtxCurrentIdx;
    list.PrimReserve(3 * kAround * (2 * kRings - 1), int(kBallPoints));
    for (std::size_t i = 0; i < kBallPoints; ++i)
        list.PrimWriteVtx({center.x + radius * normals[i].x, center.y - radius * normals[i].y}, blank, ImGui::GetColorU32(ImGui::ColorConvertU32ToFloat4(colors[i])));
    const auto triangle = [&](int a, int b, int c) {
        for (const int i : {a, b, c}) list.PrimWriteIdx(ImDrawIdx(first + unsigned(i)));
    };
    for (int i = 0; i < kAround; ++i) {
        const int next = (i + 1) % kAround;
        triangle(0, 1 + i, 1 + next);
        for (int ring = 1; ring < kRings; ++ring) {
            const int inner = 1 + (ring - 1) * kAround, outer = inner + kAround;
            triangle(inner + i, outer + i, outer + next);
            triangle(inner + i, outer + next, inner + next);
        }
    }
}

}  // namespace

std::span<const BallNormal> ball_normals() {
    static const std::array<BallNormal, kBallPoints> normals = make_normals();
    return normals;
}

float draw_tone_swatches(Context& context, ImVec2 at, float width, const model::Design& design, const Swatches& swatches) {
    const double tone = design.number(model::ParameterId::skin_tone);
    const float gap = context.px(4), height = context.px(24), rounding = context.px(4), top = at.y + context.px(4);
    const auto count = swatches.tones.size();
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < count; ++i) {
        const double monk = double(i) + 1;
        // Edges on whole pixels, all of them as wide to a pixel.
        const auto edge = [&](std::size_t k) { return std::round(at.x + (width + gap) * float(k) / float(count)); };
        const ImVec2 min(edge(i), top), max(edge(i + 1) - gap, top + height);
        ImGui::SetCursorScreenPos(min);
        ImGui::PushID(int(i));
        if (ImGui::InvisibleButton("tone", {max.x - min.x, max.y - min.y}) && tone != monk) context.edit(model::ParameterId::skin_tone, monk);
        const std::string name = "skin.tone:" + std::to_string(i + 1);
        context.place(name, min, max);
        list->AddRectFilled(min, max, swatches.tones[i], rounding);
        const bool nearest = std::abs(tone - monk) <= 0.5 && std::lround(tone) == long(i + 1);
        if (ImGui::IsItemHovered() || nearest) {
            // A gap of the panel's colour keeps the ring from tinting what it is around.
            const float out = context.px(2);
            list->AddRect({min.x - out, min.y - out}, {max.x + out, max.y + out}, nearest ? (tone == monk ? color::accent : color::quiet) : color::track,
                          rounding + out, 0, std::max(1.0F, context.px(1.5F)));
        }
        tooltip(context, "Monk " + std::to_string(i + 1) + " \xC2\xB7 Fitzpatrick " + std::string(model::fitzpatrick_range(monk)) + ", as it is in even white light.",
                "Keys , lighter and . darker");
        ImGui::PopID();
    }
    return context.px(4) + height + context.px(12);
}

float draw_light_balls(Context& context, std::string_view place, ImVec2 at, float width, const model::Design& design, const Swatches& swatches) {
    if (swatches.balls.empty()) return 0;
    const std::string& current = design.choice(model::ParameterId::light_kind);
    const float step = width / float(swatches.balls.size()), radius = std::min(std::floor(0.5F * step) - context.px(4), context.px(20)), top = at.y + context.px(4);
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < swatches.balls.size(); ++i) {
        const Swatches::Ball& ball = swatches.balls[i];
        const ImVec2 center(std::round(at.x + step * (float(i) + 0.5F)), std::round(top + radius + context.px(2)));
        const ImVec2 min(center.x - radius, center.y - radius), max(center.x + radius, center.y + radius);
        ImGui::SetCursorScreenPos(min);
        ImGui::PushID(int(i));
        const bool on = ball.light == current;
        if (ImGui::InvisibleButton("light", {max.x - min.x, max.y - min.y}) && !on) context.edit(model::ParameterId::light_kind, std::string(ball.light));
        context.place(std::string(place) + std::string(ball.light), min, max);
        if (ImGui::IsRectVisible(min, max)) draw_ball(*list, center, radius, ball.colors);
        // Over the steps of the rim.
        list->AddCircle(center, radius, color::panel, 64, std::max(2.0F, context.px(2)));
        if (on || ImGui::IsItemHovered()) list->AddCircle(center, radius + context.px(3), on ? color::accent : color::track, 64, std::max(1.0F, context.px(1.5F)));
        tooltip(context, choice_text(ball.light) + ": " + ball.lamps + ".", "Keys N next, Shift+N the one before");
        ImGui::PopID();
    }
    return context.px(4) + 2 * radius + context.px(4) + context.px(8);
}

}  // namespace stipple::ui
