#include "landmark_picture.h"

#include <algorithm>
#include <initializer_list>

#include "theme.h"

namespace stipple::ui {
namespace {

// Strokes in a square from -1 to 1, y down; `side` -1 mirrors left and right.
struct Sketch {
    ImDrawList* list;
    ImVec2 center;
    float half, side, width;

    [[nodiscard]] ImVec2 at(float x, float y) const { return {center.x + side * x * half, center.y + y * half}; }
    void curve(ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d, ImU32 ink = color::quiet) const {
        list->AddBezierCubic(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), at(d.x, d.y), ink, width, 24);
    }
    void target(float x, float y) const {
        const float r = half * 0.13F;
        list->AddCircleFilled(at(x, y), r * 0.45F, color::accent, 20);
        list->AddCircle(at(x, y), r, color::accent, 28, width * 1.2F);
    }
};

void both(const Sketch& pen, auto&& draw) {
    draw(pen);
    Sketch other = pen;
    other.side = -other.side;
    draw(other);
}

void front(const Sketch& pen) {
    both(pen, [](const Sketch& s) {
        s.curve({0, -0.95F}, {0.52F, -0.95F}, {0.66F, -0.55F}, {0.60F, -0.08F});      // cranium
        s.curve({0.60F, -0.08F}, {0.56F, 0.40F}, {0.40F, 0.85F}, {0, 0.90F});         // cheek and jaw
        s.curve({0.61F, -0.12F}, {0.80F, -0.28F}, {0.78F, 0.22F}, {0.58F, 0.22F});    // ear
        s.curve({0.14F, -0.02F}, {0.22F, -0.12F}, {0.34F, -0.11F}, {0.40F, 0.01F});   // upper lid
        s.curve({0.14F, -0.02F}, {0.22F, 0.06F}, {0.34F, 0.06F}, {0.40F, 0.01F});     // lower lid
        s.curve({0.12F, -0.20F}, {0.22F, -0.28F}, {0.36F, -0.28F}, {0.46F, -0.18F});  // brow
        s.curve({0, 0.34F}, {0.08F, 0.36F}, {0.15F, 0.34F}, {0.14F, 0.26F});          // nostril
        s.curve({0, 0.56F}, {0.10F, 0.54F}, {0.18F, 0.56F}, {0.22F, 0.57F});          // mouth
    });
}

void profile(const Sketch& pen) {  // looks to the left for side 1: the person's left side
    pen.curve({-0.62F, -0.25F}, {-0.66F, -0.80F}, {-0.20F, -0.98F}, {0.10F, -0.95F});   // forehead and vault
    pen.curve({0.10F, -0.95F}, {0.66F, -0.92F}, {0.86F, -0.35F}, {0.62F, 0.12F});       // occiput
    pen.curve({0.62F, 0.12F}, {0.50F, 0.35F}, {0.50F, 0.60F}, {0.55F, 0.95F});          // nape
    pen.curve({-0.62F, -0.25F}, {-0.62F, -0.15F}, {-0.56F, -0.10F}, {-0.60F, -0.02F});  // brow to the root of the nose
    pen.curve({-0.60F, -0.02F}, {-0.72F, 0.15F}, {-0.86F, 0.24F}, {-0.64F, 0.32F});     // nose
    pen.curve({-0.64F, 0.32F}, {-0.74F, 0.42F}, {-0.64F, 0.48F}, {-0.66F, 0.54F});      // lips
    pen.curve({-0.66F, 0.54F}, {-0.58F, 0.62F}, {-0.72F, 0.80F}, {-0.48F, 0.84F});      // chin
    pen.curve({-0.48F, 0.84F}, {-0.30F, 0.84F}, {-0.15F, 0.70F}, {0.02F, 0.42F});       // jaw
    pen.curve({-0.05F, 0.66F}, {-0.02F, 0.80F}, {-0.05F, 0.90F}, {-0.05F, 0.97F});      // throat
    pen.curve({0.02F, 0.30F}, {-0.02F, 0.06F}, {-0.02F, -0.16F}, {0.16F, -0.18F});      // ear
    pen.curve({0.16F, -0.18F}, {0.38F, -0.16F}, {0.26F, 0.16F}, {0.12F, 0.34F});
    pen.curve({0.12F, 0.34F}, {0.06F, 0.40F}, {0.02F, 0.36F}, {0.02F, 0.30F});
    pen.curve({0.02F, 0.06F}, {0.09F, 0.06F}, {0.09F, 0.14F}, {0.03F, 0.16F});       // tragus
    pen.curve({-0.46F, 0.0F}, {-0.40F, -0.08F}, {-0.36F, -0.04F}, {-0.34F, 0.02F});  // eye
}

void back(const Sketch& pen) {
    both(pen, [](const Sketch& s) {
        s.curve({0, -0.95F}, {0.52F, -0.95F}, {0.68F, -0.55F}, {0.60F, -0.02F});
        s.curve({0.60F, -0.02F}, {0.54F, 0.30F}, {0.42F, 0.46F}, {0.38F, 0.62F});
        s.curve({0.38F, 0.62F}, {0.36F, 0.78F}, {0.40F, 0.90F}, {0.50F, 0.97F});    // neck
        s.curve({0.61F, -0.12F}, {0.80F, -0.28F}, {0.78F, 0.22F}, {0.57F, 0.22F});  // ear
    });
    pen.curve({-0.16F, 0.17F}, {-0.06F, 0.24F}, {0.06F, 0.24F}, {0.16F, 0.17F});  // under the bump
}

}  // namespace

void draw_landmark_picture(ImDrawList* list, ImVec2 at, float size, int mark) {
    const float half = size / 2;
    Sketch pen{list, {at.x + half, at.y + half}, half, 1, std::max(1.0F, size / 80)};
    switch (mark) {
        case 0:
            front(pen);
            pen.target(0, -0.20F);
            break;
        case 1:
        case 2:
            if (mark == 2) pen.side = -1;
            profile(pen);
            pen.target(0.02F, 0.04F);
            break;
        case 3:
        case 4:
            front(pen);
            // the person's left is on the right of the picture
            pen.target(mark == 3 ? 0.41F : -0.41F, 0.01F);
            break;
        case 5:
            back(pen);
            pen.target(0, 0.10F);
            break;
        default:
            front(pen);
    }
}

}  // namespace stipple::ui
