// A head placed by the landmarks a person set, where the surface alone does not tell.
#pragma once
#include <string>

#include "frame_fit.h"
#include "frame_hints.h"

namespace stipple::scalp {

// The landmarks that place a head by themselves when all are set.
inline constexpr const char* kPlacingMarks[] = {"glabella", "tragion_left", "tragion_right", "outer_canthus_left", "outer_canthus_right", "inion"};

struct MarkFit {
    Similarity placement;     // as FrameFit's: file to the axes of the average head
    double residual_mm = 0;   // root mean square distance of the marks from where the average head has them
    std::string refusal;      // a sentence where these cannot be the marks of a head; then the rest means nothing
    [[nodiscard]] bool good() const { return refusal.empty(); }
};

[[nodiscard]] bool marks_place(const FrameHints& hints);  // true when every one of kPlacingMarks is set

// Where the average of marked scans has kPlacingMarks[index]: head axes, mm.
[[nodiscard]] glm::dvec3 average_mark(std::size_t index);

// Least squares over all of kPlacingMarks, which must be set.
[[nodiscard]] MarkFit fit_marks(const FrameHints& hints);

}  // namespace stipple::scalp
