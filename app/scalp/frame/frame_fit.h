// Finding a head in a cloud of surface points: position, orientation and size.
#pragma once
#include <glm/glm.hpp>

#include "scalp/surface_samples.h"

namespace stipple::scalp {

// file = scale * rotation * head + translation, head axes in mm.
struct Similarity {
    double scale = 1;  // file units per mm
    glm::dmat3 rotation{1.0};
    glm::dvec3 translation{0};
    [[nodiscard]] glm::dvec3 to_file(const glm::dvec3& head) const { return scale * (rotation * head) + translation; }
    [[nodiscard]] glm::dvec3 to_head(const glm::dvec3& file) const { return glm::transpose(rotation) * (file - translation) / scale; }
};

struct FrameFit {
    Similarity placement;
    double misfit_mm = 1e9;        // robust mean distance between surface and average head, both ways
    double face_misfit_mm = 1e9;   // the same over the face alone, surface seen from the average head
    double covered = 0;            // share of the average head that has surface near it
    bool found = false;
};

// Tries several hundred orientations, aligns the most promising ones to the average head and keeps the best. Uses only
// + - x / sqrt, so it is the same on every machine.
[[nodiscard]] FrameFit fit_head(const SurfaceSamples& samples);
// Aligns one placement that is known to be nearly right, and assesses it.
[[nodiscard]] FrameFit refine_fit(const SurfaceSamples& samples, const Similarity& start);

// Rotation by the Cayley map: near w radians about w for small w, exactly orthogonal for any.
[[nodiscard]] glm::dmat3 cayley(const glm::dvec3& w);

}  // namespace stipple::scalp
