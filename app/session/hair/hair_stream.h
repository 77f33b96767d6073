// Which way the client's own hair grows on one head: see shared/hair_direction.h.
#pragma once
#include "session/head/prepared_head.h"
#include "shared/hair_direction.h"

namespace stipple::session {

// By hair.whorl. A double whorl has its middles 15 mm beside the single one's, turning away from each other.
[[nodiscard]] shared::HairField hair_field(const PreparedHead& head, const model::Design& design);

}  // namespace stipple::session
