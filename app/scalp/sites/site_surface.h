#pragma once
#include "scalp/chart.h"
#include "scalp/head.h"
#include "sites.h"

namespace stipple::scalp {

// The whole upper head, where a design could ever put a dot, with a wide margin: cut by geometry found in the mesh, not by
// landmarks a user may correct, so that correcting one moves no dot.
[[nodiscard]] SiteSurface upper_head_surface(const Head& head);

// Only the drawable mask, for benchmarks that light every site: triangles are kept when their centre lies on a drawable texel.
[[nodiscard]] SiteSurface drawable_surface(const Head& head, const ScalpChart& chart);

}  // namespace stipple::scalp
