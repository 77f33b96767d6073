#include "dots_wanted.h"

#include "model/time_table.h"

namespace stipple::session {

double most_dots_per_cm2(const model::Design& design) {
    return design.number(model::ParameterId::density_per_cm2) * model::session_boundaries(design).back();
}

}  // namespace stipple::session
