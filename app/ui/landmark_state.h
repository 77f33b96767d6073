// What the landmark tool shows: which marks are set, which comes next, and where they lie on the screen.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "model/head_settings.h"

namespace stipple::ui {

struct ScreenPoint {
    float x = 0, y = 0;  // window pixels from the top left
};

struct LandmarkState {
    struct Mark {
        bool set = false;                  // by hand
        std::optional<ScreenPoint> at;     // where it is set; none where it is not, or hidden behind the head
        std::optional<ScreenPoint> ghost;  // where it usually lies, or was found; likewise
    };
    bool active = false;
    std::array<Mark, model::kMarkNames.size()> marks;
    int next = -1;       // mark the next click sets; -1: none left
    bool found = false;  // the program found the head by itself: marks correct it, one is enough
    bool can_undo = false, can_accept = false;
    std::string refusal;  // a sentence where the marks set are no head's

    bool clicking_points = false;  // the next click sets one of these
    std::array<std::optional<ScreenPoint>, 2> points;
    int points_set = 0;
    bool has_points = false;  // both are known, from now or from before
};

// How each mark is asked for, in the order of model::kMarkNames.
struct MarkText {
    std::string_view label, where, view;
};
inline constexpr std::array<MarkText, model::kMarkNames.size()> kMarkTexts{{
    {"Glabella", "Between the brows, in the middle: the bulge just above the root of the nose.", "front"},
    {"Left tragion",
     "The notch above the small flap in front of the ear canal. Left is the person\xE2\x80\x99s own left.", "left"},
    {"Right tragion", "The same notch on the person\xE2\x80\x99s right ear.", "right"},
    {"Left eye corner", "The outer corner of the person\xE2\x80\x99s left eye, where the lids meet.", "front"},
    {"Right eye corner", "The outer corner of the person\xE2\x80\x99s right eye.", "front"},
    {"Inion", "The back of the head, in the middle: the bump above the nape, hardly higher than the ear canals.",
     "back"},
}};

}  // namespace stipple::ui
