// Redness that is painted on the built-in head, and told as zones of skin as well.
#pragma once
#include <span>

#include "skin_zones.h"

namespace stipple::session {

// Takes the redness of the face out of painted colours, which would show it a second time: at skin.redness 1 and the default tone the face
// looks as it was painted. Heads that are not painted stay as they are.
void even_paint(const scalp::Head& head, std::span<const SkinPlace> places, scalp::HeadMesh& display);

}  // namespace stipple::session
