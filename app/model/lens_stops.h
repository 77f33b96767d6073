// Openings of a lens that can be chosen from: one table for command line, window and their help.
#pragma once
#include <array>
#include <string_view>

namespace stipple::model {

struct LensStop {
    double f_number;        // focal length over diameter; 0: none, all is sharp
    std::string_view name;  // "2.8"
    std::string_view label;
    std::string_view help;
};
inline constexpr std::array<LensStop, 5> kLensStops{{
    {0, "off", "Off", "Sharp from front to back, to judge work by"},
    {8, "8", "f/8", "As in a studio: the whole face is sharp, the back of the head hardly less"},
    {4, "4", "f/4", "A little softness behind the ears"},
    {2.8, "2.8", "f/2.8", "A usual portrait: the hairline is sharp, ears and neck are not"},
    {1.8, "1.8", "f/1.8", "A fast portrait lens: one or two centimetres are sharp"},
}};
inline constexpr double kLeastFNumber = 1, kMostFNumber = 32;
// What all of them have in common.
inline constexpr std::string_view kLensHelp =
    "opening of the lens on a full-frame camera, focused on the skin the view aims at: what lies before and behind it is blurred as on a photograph";

}  // namespace stipple::model
