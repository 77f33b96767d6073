#pragma once
#include "statistics.h"

namespace stipple::session {

// What an honest artist would say about this design before any needle. Advice: nothing is forbidden by it. Takes a few
// milliseconds.
[[nodiscard]] std::vector<Warning> warnings(const model::Design& design, const PreparedHead& head,
                                            const ResolvedDesign& resolved, const Statistics& statistics);

// What a warning rests on, as one line: "Here 48 mm, advised against below 70 mm. Mean 66.5 mm in men ...". A switch has no
// number, only who says so.
[[nodiscard]] std::string grounds(const Warning& warning);

}  // namespace stipple::session
