// The rows of the light that the head is seen in.
#include "parameter_rows.h"

namespace stipple::model {
namespace {

using namespace rows;
using enum ParameterId;

constexpr std::array<string_view, 7> kLights{"clinic-softbox", "overcast", "noon-sun", "office-ceiling", "bathroom-mirror", "evening", "white"};
constexpr std::array<string_view, 2> kFixedTo{"camera", "head"};

constexpr string_view kLight = "Light";

}  // namespace

std::vector<Parameter> light_rows() {
    std::vector<Parameter> rows{
        folded(choice(light_kind, "light.kind", "Light", kLight, kLights, "clinic-softbox",
                      "The light the head is seen in: the clinic's soft box, daylight under clouds, noon sun, an office ceiling, a bathroom "
                      "mirror, an evening lamp, or even white light from everywhere, in which only colours are left.",
                      "lamps and skies made from numbers; sizes and colours from common fittings, assumed")),
        folded(number(light_rotation_deg, "light.rotation_deg", "Turned", kLight, "degrees", -180, 180, 5, 0,
                      "Turns the light about the head, towards the left of the picture.", "the program's own")),
        folded(number(light_strength_stops, "light.strength_stops", "Strength", kLight, "stops", -3, 3, 0.1, 0,
                      "Brighter or darker light; one stop is twice as much.", "the program's own")),
        folded(choice(light_fixed_to, "light.fixed_to", "Stays with", kLight, kFixedTo, "camera",
                      "Whether the light stays where it is for who looks, while the head turns, or turns with the head.", "the program's own")),
        folded(number(light_exposure_stops, "light.exposure_stops", "Exposure", kLight, "stops", -3, 3, 0.1, 0,
                      "Brightens or darkens the picture as a camera would; one stop is twice as much.", "the program's own")),
    };
    for (Parameter& row : rows) row = seen(row);
    return rows;
}

}  // namespace stipple::model
