// Which bends make a head of the asked measures.
#pragma once
#include "assets/bust/placement.h"

namespace stipple::bust {

// Throws BadMeasures with a sentence when a measure is out of range or the measures exclude each other; it names
// the range that the others leave.
[[nodiscard]] FitParts fit(const Outline& outline, const LookWarp& look, const BustMeasures& asked);

}  // namespace stipple::bust
