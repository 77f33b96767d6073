#pragma once
#include "scalp/head.h"

namespace stipple::session {

// The bust that comes with the program, in head axes with the landmarks of its construction.
[[nodiscard]] scalp::Head built_in_head();

}  // namespace stipple::session
