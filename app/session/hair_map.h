// Where the client's own hair still grows: the words of hair.loss as smooth masks in landmark-relative coordinates.
#pragma once
#include <vector>

#include "model/design.h"
#include "prepared_head.h"

namespace stipple::session {

// Natural hairs per cm2 without any loss, one a chart texel: full inside the juvenile hairline, thinning out at its
// edge.
[[nodiscard]] std::vector<float> natural_hair(const PreparedHead& head);

// Share of it still there, 0 .. 1.
[[nodiscard]] std::vector<float> hair_share(const model::Design& design, const PreparedHead& head);

// True for the words that leave nothing: no field needs to be made for them.
[[nodiscard]] bool leaves_no_hair(const model::Design& design);

}  // namespace stipple::session
