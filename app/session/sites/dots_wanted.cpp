#include "dots_wanted.h"

#include <algorithm>
#include <limits>

#include "density_zones.h"
#include "model/time_table.h"
#include "session/paint/paint_map.h"

namespace stipple::session {

double most_of_density(const model::Design& design) {
    const double unpainted = highest_zone_factor(design);
    return std::max(unpainted, std::min(double(kMostPainted), unpainted + most_added(design.painting())));
}

double most_dots_per_cm2(const model::Design& design) {
    return design.number(model::ParameterId::density_per_cm2) * most_of_density(design) *
           model::session_boundaries(design).back();
}

double dots_per_cm2_to_edit(const model::Design& design) {
    const double most = model::parameter(model::ParameterId::density_per_cm2).max;
    return most_dots_per_cm2(design) > most ? std::numeric_limits<double>::infinity() : most;
}

}  // namespace stipple::session
