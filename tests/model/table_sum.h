// What a renderer with very many dots draws of a design.
#pragma once
#include <vector>

#include "model/time_table.h"

namespace stipple::tests {

// Mean strength over half-life classes and sessions, these by their share of the dots.
[[nodiscard]] inline double drawn_strength(const model::Design& design, double years) {
    const shared::TimeTable table = model::time_table(design, years);
    const std::vector<double> ends = model::session_boundaries(design);
    double sum = 0;
    for (unsigned i = 0; i < shared::HALF_LIFE_CLASSES; ++i)
        for (std::size_t k = 0; k < ends.size(); ++k)
            sum += double(table.entries[i * shared::MAX_SESSIONS + k].strength) * (ends[k] - (k > 0 ? ends[k - 1] : 0.0));
    return sum / shared::HALF_LIFE_CLASSES;
}

}  // namespace stipple::tests
