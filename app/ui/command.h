// What the user asks for that is not a change of the design's values.
#pragma once
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "brush_state.h"
#include "model/comparison.h"

namespace stipple::ui {

struct Undo {};
struct Redo {};
// Every parameter at its default; can be undone.
struct ResetDesign {};
// A standard view by name: "front", "three-quarter" ...
struct SetView {
    std::string_view view;
};
// After, or before.
struct SetTreated {
    bool treated = true;
};
// A head (.glb, .gltf, .obj, .ply, .stl) or a design (.stipple).
struct OpenFile {
    std::filesystem::path file;
};
struct OpenBuiltInHead {};
// An empty name saves to where the design came from.
struct SaveDesign {
    std::filesystem::path file;
};
// A PNG of the viewport.
struct ExportPicture {
    std::filesystem::path file;
};
struct CancelLoading {};
struct DismissMessage {};
// The landmark tool: opened, left without a trace, or its marks taken.
struct StartLandmarks {};
struct LeaveLandmarks {};
struct AcceptLandmarks {};
struct UndoMark {};
// The next click on the picture sets this mark (index of model::kMarkNames), or an end of the known length.
struct AskMark {
    int mark = 0;
};
struct AskLengthPoints {};
// A scan that stands on its side, by a quarter.
struct TurnScan {};
// The hairline tool: shown or put away.
struct DrawHairline {};
// Handles of both sides move together, or each by itself.
struct LinkSides {
    bool linked = true;
};
struct ShowGuides {
    bool shown = true;
};
// The present hairline, kept under a name for other designs; an empty name asks for one. And one of those kept, taken.
struct KeepHairline {
    std::string name;
};
struct TakeHairline {
    std::string name;
};
// Deletes one of those kept; asked back before.
struct RemoveHairline {
    std::string name;
};
// Dots that look like the shaved sides.
struct MatchSides {};
// The brush: taken or put away; how it paints; and all strokes taken away.
struct PaintOnHead {};
struct SetBrush {
    BrushSettings settings;
};
struct ClearPainting {};
// Time runs from day 0, or from where it was stopped, to the last year; or stops. And the other of two times is shown.
struct PlayTime {};
struct OtherTime {};
// Several designs on one head, or one picture again; how they are laid out; what a pane shows, in the words of
// model/comparison.h; where the divider of a wipe stands, as a share of the width; and the design as it is, kept to be compared with.
struct Compare {
    bool active = true;
};
struct SetCompareLayout {
    model::CompareLayout layout;
};
struct SetPane {
    int pane = 0;
    std::string words;
};
struct SetDivider {
    double share = 0.5;
};
struct KeepAsB {};
// From where the head is seen, by the name of a StandardDistance; and one of kViewingSwitches turned over.
struct SetDistance {
    std::string_view distance;
};
struct SwitchViewing {
    std::string_view name;
};
// One of model::kLensStops, by name.
struct SetLens {
    std::string_view stop;
};
// A card is held to the screen, or taken away again; so many mm a window pixel, under the hand or for good.
struct MeasureScreen {
    bool active = true;
};
struct SetScreen {
    double mm_per_pixel = 0;
    bool keep = false;
};

using Command = std::variant<Undo, Redo, ResetDesign, SetView, SetTreated, OpenFile, OpenBuiltInHead, SaveDesign,
                             ExportPicture, CancelLoading, DismissMessage, StartLandmarks, LeaveLandmarks, AcceptLandmarks, UndoMark,
                             AskMark, AskLengthPoints, TurnScan, DrawHairline, LinkSides, ShowGuides, PaintOnHead, SetBrush, ClearPainting, KeepHairline,
                             TakeHairline, RemoveHairline, PlayTime, OtherTime, MatchSides, Compare, SetCompareLayout, SetPane, SetDivider, KeepAsB,
                             SetDistance, SwitchViewing, SetLens, MeasureScreen, SetScreen>;

// The standard views in the order of their keys.
struct StandardView {
    char key;
    std::string_view name;  // as on the command line
    std::string_view label;
    std::string_view help;
};
inline constexpr std::array<StandardView, 9> kStandardViews{{
    {'1', "front", "Front", "Straight on, as the client sees it in the mirror"},
    {'2', "left", "Left", "The left side: temple, sideburn and side profile"},
    {'3', "right", "Right", "The right side: temple, sideburn and side profile"},
    {'4', "back", "Back", "The back: nape and occiput"},
    {'5', "top", "Top", "From above: the whole crown at one scale"},
    {'6', "three-quarter", "3/4", "Three-quarter view, turned 35\xC2\xB0: how others see it"},
    {'7', "crown", "Crown", "The whorl, from behind and above"},
    {'8', "macro", "Macro", "15 mm of hairline: single dots"},
    {'9', "hairline", "Hairline", "The front line squarely: from the front and above"},
}};

// Where the viewer stands, in the order of the menu, with the letters of their keys.
struct StandardDistance {
    char key;
    std::string_view name;  // as on the command line
    std::string_view label;
    std::string_view help;
};
inline constexpr std::array<StandardDistance, 5> kStandardDistances{{
    {'F', "portrait", "Portrait", "1.2 m away, the head as large as the picture holds"},
    {'M', "mirror", "Mirror", "In a mirror half a metre away: light travels 1.0 m, and left and right are as clients know themselves"},
    {'D', "conversation", "Conversation", "1.2 m away, in the same frame as mirror and room"},
    {'A', "room", "Room", "Across a room, 3 m away"},
    {'O', "loupe", "Loupe", "15 mm of skin: single dots, on whichever side the head is seen from"},
}};
// The next wider opening of the lens; after the widest, none.
inline constexpr char kLensKey = 'W';
struct ViewingSwitch {
    char key;
    std::string_view name;
    std::string_view label;
    std::string_view help;
};
inline constexpr std::array<ViewingSwitch, 4> kViewingSwitches{{
    {'I', "mirrored", "Mirrored", "Left and right exchanged, as in a mirror"},
    {'S', "life-size", "Life size", "A millimetre of skin is a millimetre on the screen"},
    {'K', "grey-card", "Grey card", "A card that sends back 18 % of the light on what faces the viewer, to judge light and exposure by"},
    {'U', "ruler", "Ruler", "Millimetres on the skin in the middle of the picture"},
}};

}  // namespace stipple::ui
