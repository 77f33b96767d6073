#include "even_paint.h"

#include <algorithm>

#include "session/resolved_design.h"

namespace stipple::session {

void even_paint(const scalp::Head& head, std::span<const SkinPlace> places, scalp::HeadMesh& display) {
    const auto glabella = head.frame.landmarks.find("glabella");
    if (!display.painted || display.colors.size() != places.size() || glabella == head.frame.landmarks.end()) return;
    const glm::vec3 doubling(skin_look(model::Design()).blood);
    for (std::size_t v = 0; v < places.size(); ++v) {
        // No crown is painted red.
        const float painted = std::clamp((glabella->second.y + 55 - display.positions[v].y) / 30, 0.0F, 1.0F);
        glm::vec4& color = display.colors[v];
        color = glm::vec4(glm::vec3(color) * glm::exp2(-painted * places[v].red * doubling), color.a);
    }
}

}  // namespace stipple::session
