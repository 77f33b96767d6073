#include "lens.h"

#include <cassert>
#include <cmath>
#include <cstdio>
#include <limits>

namespace stipple::session {
namespace {

double sensor_distance_mm(const renderer::Camera& camera) { return 0.5 * kSensorHeightMm / std::tan(0.5 * camera.vertical_fov); }

constexpr double kCloseMm = 400;

}  // namespace

double focal_length_mm(const renderer::Camera& camera) {
    const double v = sensor_distance_mm(camera), s = camera.focus_mm;
    return v * s / (v + s);
}

renderer::Camera with_lens(renderer::Camera camera, double f_number) {
    assert(f_number >= 0);
    camera.opening_mm = f_number > 0 ? focal_length_mm(camera) / f_number : 0;
    return camera;
}

// The disc on the sensor is D |d - s| / d at the distance s, v / s as large on the sensor.
SharpRange sharp_range(const renderer::Camera& camera) {
    const double s = camera.focus_mm, infinite = std::numeric_limits<double>::infinity();
    if (!(camera.opening_mm > 0)) return {0, infinite};
    const double share = kSharpMm * s / (camera.opening_mm * sensor_distance_mm(camera));
    return {s / (1 + share), share < 1 ? s / (1 - share) : infinite};
}

std::string lens_words(const renderer::Camera& camera, double f_number) {
    const auto [near_mm, far_mm] = sharp_range(with_lens(camera, f_number));
    char where[48], deep[48], words[120];
    if (camera.focus_mm < kCloseMm) std::snprintf(where, sizeof where, "on the skin in the middle");
    else std::snprintf(where, sizeof where, "%.2f m away", camera.focus_mm / 1000);
    const double mm = far_mm - near_mm;
    if (std::isinf(far_mm)) std::snprintf(deep, sizeof deep, "sharp from %.2g m on", near_mm / 1000);
    else if (mm < 10) std::snprintf(deep, sizeof deep, "%.2g mm are sharp", mm);
    else std::snprintf(deep, sizeof deep, "%.0f mm are sharp", mm);
    std::snprintf(words, sizeof words, "f/%g, focused %s: %s", f_number, where, deep);
    return words;
}

}  // namespace stipple::session
