// Where the viewer stands: cameras at the places from which heads are looked at, each with the perspective of its place.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "session/preview.h"

namespace stipple::session {

enum class Distance { portrait, mirror, conversation, room, loupe };

struct DistanceFacts {
    Distance distance;
    std::string_view name;  // "mirror"
    double mm;              // from the eye to the middle of the head, or to the skin under the loupe
    bool mirrored;          // left and right are exchanged unless asked otherwise
    std::string_view help;
};
// Portrait first, the one of the program's own views.
[[nodiscard]] std::span<const DistanceFacts> distances();
[[nodiscard]] const DistanceFacts& facts_of(Distance distance);
[[nodiscard]] std::optional<Distance> find_distance(std::string_view name);

// Height of the frame at mirror, conversation and room, radians: one angle, so that the head is as much smaller across the room as it is
// there. 22 degrees is a picture 27 cm high (a 24-inch screen, less its bars) seen from 70 cm: from there the head on the screen is as
// large as it would be in the room. A 62 mm lens on 24 x 36 mm has that angle.
inline constexpr double kNaturalAngle = 22 * 3.14159265358979323846 / 180;

// The camera of a view from another place: same aim and direction. portrait is view_camera itself. The loupe shows 15 mm of skin squarely:
// the hairline of the macro view, or the side, back, crown or top that the view is named after. The macro view is the loupe's from any
// distance; a head that was not found has no loupe, and is framed as view_camera does.
[[nodiscard]] renderer::Camera distance_camera(Distance distance, View view, const PreparedHead& head, const ResolvedDesign& design, double aspect);

// The same place and direction, the frame cut so that a length at focus distance is as long on a screen whose pixels are `screen_mm` wide.
// `height`: of the picture, pixels.
[[nodiscard]] renderer::Camera life_size(const renderer::Camera& camera, double height, double screen_mm);

// Raised until the top of the head is in a frame that is too low for the whole of it, as life-size ones are: the hairline is what is looked
// at. Only of level views of a head that was found; others come back as they are.
[[nodiscard]] renderer::Camera with_top_of_head(const renderer::Camera& camera, const PreparedHead& head);

// Millimetres at focus distance that a pixel of a picture of this height shows.
[[nodiscard]] double mm_per_pixel(const renderer::Camera& camera, double height);

}  // namespace stipple::session
