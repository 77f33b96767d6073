#include "lens.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace stipple::session {
namespace {

double sensor_distance_mm(const renderer::Camera& camera) { return 0.5 * kSensorHeightMm / std::tan(0.5 * camera.vertical_fov); }

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

}  // namespace stipple::session
