#include "icons.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace stipple::ui {
namespace {

// Strokes in a square from -1 to 1, y down.
struct Pen {
    ImDrawList* list;
    ImVec2 center;
    float half;
    ImU32 color;
    float width;

    [[nodiscard]] ImVec2 at(float x, float y) const { return {center.x + x * half, center.y + y * half}; }
    void line(std::initializer_list<ImVec2> points, bool closed = false) const {
        for (const ImVec2& p : points) list->PathLineTo(at(p.x, p.y));
        list->PathStroke(color, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
    }
    // Angles in degrees, 0 to the right, growing clockwise.
    void arc(float x, float y, float radius, float from, float to) const {
        constexpr float kRadians = 3.14159265F / 180;
        list->PathArcTo(at(x, y), radius * half, from * kRadians, to * kRadians, 24);
        list->PathStroke(color, ImDrawFlags_None, width);
    }
};

void curved_arrow(const Pen& pen, float side) {  // -1 points left (undo), 1 right (redo)
    pen.line({{side * 0.9F, -0.25F}, {-side * 0.25F, -0.25F}});
    if (side < 0)
        pen.arc(0.25F, 0.225F, 0.475F, -90, 90);
    else
        pen.arc(-0.25F, 0.225F, 0.475F, 90, 270);
    pen.line({{-side * 0.25F, 0.7F}, {side * 0.3F, 0.7F}});
    pen.line({{side * 0.5F, -0.65F}, {side * 0.9F, -0.25F}, {side * 0.5F, 0.15F}});
}

}  // namespace

void draw_icon(ImDrawList* list, Icon icon, ImVec2 center, float size, ImU32 color) {
    // Half-pixel centres keep horizontal and vertical strokes sharp.
    const Pen pen{list,
                  {std::floor(center.x) + 0.5F, std::floor(center.y) + 0.5F},
                  std::floor(size / 2),
                  color,
                  std::max(1.0F, size / 12)};
    switch (icon) {
        case Icon::open:
            pen.line({{-0.9F, 0.7F}, {-0.9F, -0.7F}, {-0.3F, -0.7F}, {-0.05F, -0.4F}, {0.75F, -0.4F}, {0.75F, -0.1F}});
            pen.line({{-0.9F, 0.7F}, {-0.55F, -0.1F}, {1.0F, -0.1F}, {0.65F, 0.7F}}, true);
            break;
        case Icon::save:
            pen.line({{0, -0.85F}, {0, 0.3F}});
            pen.line({{-0.4F, -0.1F}, {0, 0.3F}, {0.4F, -0.1F}});
            pen.line({{-0.85F, 0.25F}, {-0.85F, 0.8F}, {0.85F, 0.8F}, {0.85F, 0.25F}});
            break;
        case Icon::picture:
            pen.line({{-0.9F, -0.7F}, {0.9F, -0.7F}, {0.9F, 0.7F}, {-0.9F, 0.7F}}, true);
            pen.line({{-0.9F, 0.45F}, {-0.3F, -0.1F}, {0.15F, 0.35F}, {0.45F, 0.1F}, {0.9F, 0.5F}});
            list->AddCircleFilled(pen.at(0.4F, -0.3F), 0.16F * pen.half, color);
            break;
        case Icon::undo:
            curved_arrow(pen, -1);
            break;
        case Icon::redo:
            curved_arrow(pen, 1);
            break;
        case Icon::reset:
            pen.arc(0, 0.05F, 0.75F, -60, 210);
            pen.line({{0.0F, -0.95F}, {0.4F, -0.6F}, {0.05F, -0.2F}});
            break;
        case Icon::close:
            pen.line({{-0.6F, -0.6F}, {0.6F, 0.6F}});
            pen.line({{-0.6F, 0.6F}, {0.6F, -0.6F}});
            break;
        case Icon::chevron_down:
            pen.line({{-0.55F, -0.25F}, {0, 0.3F}, {0.55F, -0.25F}});
            break;
        case Icon::chevron_right:
            pen.line({{-0.25F, -0.55F}, {0.3F, 0}, {-0.25F, 0.55F}});
            break;
        case Icon::plus:
            pen.line({{-0.7F, 0}, {0.7F, 0}});
            pen.line({{0, -0.7F}, {0, 0.7F}});
            break;
        case Icon::shuffle:
            pen.line({{-0.9F, -0.5F}, {-0.4F, -0.5F}, {0.3F, 0.5F}, {0.9F, 0.5F}});
            pen.line({{-0.9F, 0.5F}, {-0.4F, 0.5F}, {-0.2F, 0.2F}});
            pen.line({{0.1F, -0.2F}, {0.3F, -0.5F}, {0.9F, -0.5F}});
            pen.line({{0.6F, -0.8F}, {0.9F, -0.5F}, {0.6F, -0.2F}});
            pen.line({{0.6F, 0.2F}, {0.9F, 0.5F}, {0.6F, 0.8F}});
            break;
        case Icon::target:
            pen.arc(0, 0, 0.55F, 0, 360);
            pen.line({{0, -0.95F}, {0, -0.3F}});
            pen.line({{0, 0.3F}, {0, 0.95F}});
            pen.line({{-0.95F, 0}, {-0.3F, 0}});
            pen.line({{0.3F, 0}, {0.95F, 0}});
            break;
        case Icon::play: {
            const ImVec2 corners[3] = {pen.at(-0.5F, -0.75F), pen.at(0.8F, 0), pen.at(-0.5F, 0.75F)};
            list->AddTriangleFilled(corners[0], corners[1], corners[2], color);
            break;
        }
        case Icon::pause:
            for (const float x : {-0.55F, 0.15F}) list->AddRectFilled(pen.at(x, -0.7F), pen.at(x + 0.4F, 0.7F), color);
            break;
        case Icon::plot:
            pen.line({{-0.85F, -0.85F}, {-0.85F, 0.8F}, {0.95F, 0.8F}});
            pen.line({{-0.5F, -0.65F}, {-0.25F, -0.05F}, {0.2F, 0.25F}, {0.9F, 0.4F}});
            break;
        case Icon::exchange:
            pen.line({{-0.85F, -0.35F}, {0.85F, -0.35F}, {0.45F, -0.75F}});
            pen.line({{0.85F, 0.35F}, {-0.85F, 0.35F}, {-0.45F, 0.75F}});
            break;
        case Icon::info:
            pen.arc(0, 0, 0.85F, 0, 360);
            pen.line({{0, -0.1F}, {0, 0.5F}});
            list->AddCircleFilled(pen.at(0, -0.42F), std::max(0.8F, 0.1F * pen.half), color);
            break;
        case Icon::warning:
            pen.line({{0, -0.85F}, {0.95F, 0.75F}, {-0.95F, 0.75F}}, true);
            pen.line({{0, -0.25F}, {0, 0.25F}});
            list->AddCircleFilled(pen.at(0, 0.5F), std::max(0.8F, 0.09F * pen.half), color);
            break;
    }
}

}  // namespace stipple::ui
