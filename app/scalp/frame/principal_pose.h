// A pose that any cloud of points has by itself.
#pragma once
#include "frame_fit.h"

namespace stipple::scalp {

// Takes the cloud to its principal axes about its centre of mass, about as large as a head, so that however a file turns,
// shifts and scales a surface, what is found on it differs by rounding alone. Needs two points or more. Only + - x / sqrt.
[[nodiscard]] Similarity principal_pose(const SurfaceSamples& samples);

}  // namespace stipple::scalp
