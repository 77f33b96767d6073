// What the hairline tool remembers between frames: no part of the design.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "session/hairline/hairline_handles.h"
#include "session/resolved_design.h"

namespace stipple::window {

struct HairlineTool {
    bool active = false, linked = true, guides = true;
    model::HandleSet handles = model::main_handles();  // those that can be dragged
    int held = -1, near = -1;                           // points; -1 none
    std::uint64_t gesture = 0;
    glm::dvec2 beside{0};  // the mouse from the middle of what it holds, window pixels
    // What is drawn, kept while head and line are the same.
    std::uint64_t guides_of = 0;  // the loader's number of the head
    std::vector<session::HairlineGuide> guide_lines;
    std::shared_ptr<const session::ResolvedDesign> measured_of;
    std::vector<session::HairlineHandle> measured;

    [[nodiscard]] bool draggable(int point) const { return point == session::kNapeHandle || handles[std::size_t(point)]; }
};

}  // namespace stipple::window
