// What the design asks of the built-in head.
#pragma once
#include "assets/bust/bust.h"
#include "model/design.h"

namespace stipple::session {

[[nodiscard]] bust::BustMeasures bust_measures(const model::Design& design);

// The parameter that asks for a measure.
[[nodiscard]] model::ParameterId parameter_of(double bust::BustMeasures::*measure);

}  // namespace stipple::session
