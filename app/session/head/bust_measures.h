// What the design asks of the built-in head.
#pragma once
#include <map>

#include "assets/bust/bust.h"
#include "model/design.h"
#include "scalp/head.h"

namespace stipple::session {

[[nodiscard]] bust::BustMeasures bust_measures(const model::Design& design);

// The parameter that asks for a measure.
[[nodiscard]] model::ParameterId parameter_of(double bust::BustMeasures::*measure);

// What the built-in head measures, by the parameter that asks for it.
[[nodiscard]] std::map<model::ParameterId, double> measures_by_parameter(const scalp::Head& head);

}  // namespace stipple::session
