#pragma once
#include "statistics.h"

namespace stipple::session {

// What an honest artist would say about this design before any needle.
[[nodiscard]] std::vector<Warning> warnings(const model::Design& design, const PreparedHead& head,
                                            const ResolvedDesign& resolved, const Statistics& statistics);

}  // namespace stipple::session
