#pragma once
#include "session/head/prepared_head.h"

namespace stipple::session {

// Finds every site of `set` on the chart. A site farther than 4 mm from the skin the chart shows there is not on it.
[[nodiscard]] SitePlaces place_sites(const scalp::ScalpChart& chart, const scalp::SiteSet& set);

}  // namespace stipple::session
