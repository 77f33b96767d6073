// What the user interface is told besides the design: everything here is shown, nothing is changed.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "brush_state.h"
#include "compare_state.h"
#include "hairline_state.h"
#include "landmark_state.h"
#include "model/parameters.h"
#include "swatches.h"
#include "viewing_state.h"

namespace stipple::ui {

struct Loading {
    std::string what;  // "client.glb"
    float done = 0;    // 0 .. 1
    bool placing = false;  // the head is shown already, its dots are being placed
};

struct Message {
    std::string text;      // one sentence with the remedy
    bool problem = false;  // else a confirmation
};

// What an honest artist would say: a sentence, and what it rests on.
struct Advice {
    std::string text;    // "The hairline is lower than ..."
    std::string detail;  // "Here 48 mm, from 70 mm on. Mean 66.5 mm in men ..."
};

// How much lighter a thinned top is than the hair beside it, as shares: without dots and with them.
struct PartingContrast {
    double without = 0, with = 0;
};

// How far treated scalp and shaved sides differ in colour.
struct MatchLine {
    double delta_e = 0;   // CIEDE2000
    std::string words;    // what that means: "not seen at conversation distance"
    bool seen = false;    // it is, there
    bool natural = false; // there is no own hair: sides as they would be
};

struct UiState {
    std::string head_name;                   // "built-in head", "client"
    std::string design_name;                 // "Untitled" or the file's stem
    std::string design_folder;               // where Open and Save start
    bool head_found = true;                  // false: landmarks must be set before there is anything to plan on
    bool landmarks_doubtful = false;         // found, but hardly like a head
    LandmarkState landmarks;
    HairlineState hairline;
    BrushState brush;
    CompareState compare;
    ViewingState viewing;
    bool scale_assumed = false;              // the head's unit is a guess: every length is right to about 4 %
    std::vector<std::string> head_problems;  // sentences
    std::vector<std::string> head_notes;     // the same on what was mended, and how its picture is shown
    std::vector<Advice> advice;              // on the design as it is at rest
    std::optional<PartingContrast> parting;  // of the design as it is at rest, where the loss thins hair out
    std::optional<MatchLine> match;            // the same, where anything is treated
    bool matching = false;                     // dots that match are being worked out
    std::vector<std::string> saved_hairlines;  // names of those kept for other designs
    bool unsaved = false;
    bool has_file = false;  // Save needs no name
    bool can_undo = false, can_redo = false;
    bool treated = true;      // after, or before
    bool playing = false;     // time runs by itself
    double other_years = 0;   // where a jump between two times goes
    std::string_view view;    // the standard view shown, empty after the camera was moved by hand
    bool head_ready = false;  // there is one to look at
    bool dots_ready = false;  // its dots are placed, and counts of them are real
    bool built_in_head = true;                      // else a scan
    std::map<model::ParameterId, double> measured;  // what the head has of those its parameters ask for
    std::optional<double> captured_tone;            // skin.tone of the skin in the scan's own picture
    std::string tone_note, light_note;              // why the picture does not follow the tone or the light set; empty where it does
    std::shared_ptr<const Swatches> swatches;       // may be null: none yet
    std::uint64_t dots_live = 0;
    double treated_area_cm2 = 0;
    double frame_ms = 0;       // time the last picture took
    double picture_scale = 1;  // of its sides over its place's: below 1 while it moves on a machine that does not keep up
    double mm_per_pixel = 0;  // on the surface at the centre of the viewport, 0 unknown
    std::string device;
    std::optional<Loading> loading;
    std::optional<Message> message;
};

}  // namespace stipple::ui
