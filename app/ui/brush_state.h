// What the brush shows on the picture and in the panel.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "hairline_state.h"
#include "model/painting.h"

namespace stipple::ui {

struct BrushSettings {
    model::Brush brush = model::Brush::add;
    double size_mm = 12;    // kLeastBrushMm .. kMostBrushMm
    double strength = 0.5;  // 0 .. 1
    bool mirrored = false;
};

struct BrushState {
    bool active = false;
    BrushSettings settings;
    bool on_skin = false;   // the mouse is over skin that can be painted
    bool painting = false;  // the hand is down
    std::vector<HairlineState::Line> ring, mirrored_ring;  // the brush's true size on the skin, its visible stretches
    std::size_t strokes = 0;                               // of the design
    std::string_view note;                                 // why this brush does nothing now; empty where it does
};

// What each brush is called and does, in the order of model::Brush.
struct BrushText {
    std::string_view label, help;
};
inline constexpr std::array<BrushText, 8> kBrushTexts{{
    {"Add", "Adds dots, before the hairline too: up to twice the design's density. Stay longer, or pass again, for more."},
    {"Thin", "Takes a share of the dots away. Stay longer, or pass again, for more."},
    {"Erase", "Takes all dots away, whatever the zones say. More strength gives a crisper rim."},
    {"Smooth", "Evens the density out, the hairline's edge included."},
    {"Scar", "Marks skin as scarred: paler, smoother, and taking pigment otherwise."},
    {"Burn", "Marks skin as burnt: patchy in colour and gloss."},
    {"Birthmark", "Marks skin with a birthmark."},
    {"Bare", "Takes the client's own hair away, as patches of alopecia do; dots take its place."},
}};

}  // namespace stipple::ui
