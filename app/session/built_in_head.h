#pragma once
#include "assets/bust/bust.h"
#include "scalp/head.h"

namespace stipple::session {

// The bust that comes with the program, in head axes with the landmarks of its construction.
[[nodiscard]] scalp::Head built_in_head();

// Any bust as a head.
[[nodiscard]] scalp::Head head_from_bust(const bust::Bust& bust, std::string name);

}  // namespace stipple::session
