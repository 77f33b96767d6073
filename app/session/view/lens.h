// The photographer's lens in front of a camera: how wide it is, and what it shows sharply.
#pragma once
#include <string>

#include "renderer/renderer.h"

namespace stipple::session {

// The camera's picture is that of a sensor of 24 x 36 mm held across, whatever the picture's own proportions: its height is 24 mm. Focused
// at s, with a frame of angle `vertical_fov`, the sensor lies v = 12 mm / tan(fov / 2) behind the lens, which then has a focal length of
// f = v s / (v + s): 1.2 m and a head that fills the frame make about 95 mm. At an f-number N the opening is f / N wide.
inline constexpr double kSensorHeightMm = 24;
[[nodiscard]] double focal_length_mm(const renderer::Camera& camera);
// The camera with a lens of this f-number, focused at focus_mm; 0: without one.
[[nodiscard]] renderer::Camera with_lens(renderer::Camera camera, double f_number);

// Depths between which a point becomes a disc of at most kSharpMm on the sensor, which is taken for sharp; far is infinite where all is.
inline constexpr double kSharpMm = 0.03;
struct SharpRange {
    double near_mm, far_mm;
};
[[nodiscard]] SharpRange sharp_range(const renderer::Camera& camera);
// "f/2.8, focused 1.12 m away: 64 mm are sharp"; close up what is focused is the skin in the middle of the picture.
[[nodiscard]] std::string lens_words(const renderer::Camera& camera, double f_number);

}  // namespace stipple::session
