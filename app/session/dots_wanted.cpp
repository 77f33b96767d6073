#include "dots_wanted.h"

#include <limits>

#include "density_zones.h"
#include "model/time_table.h"

namespace stipple::session {

double most_dots_per_cm2(const model::Design& design) {
    return design.number(model::ParameterId::density_per_cm2) * highest_zone_factor(design) *
           model::session_boundaries(design).back();
}

double dots_per_cm2_to_edit(const model::Design& design) {
    const double most = model::parameter(model::ParameterId::density_per_cm2).max;
    return most_dots_per_cm2(design) > most ? std::numeric_limits<double>::infinity() : most;
}

}  // namespace stipple::session
