// What is compared in the window: view state, like the camera; no part of the design.
#pragma once
#include <array>
#include <cstddef>
#include <optional>

#include "model/comparison.h"

namespace stipple::window {

struct CompareTool {
    bool active = false;
    model::CompareLayout layout = model::CompareLayout::wipe;
    // The first two for layouts of two.
    std::array<model::Pane, 4> panes{model::parse_pane("before"), model::parse_pane("after"), model::parse_pane("year-4"), model::parse_pane("year-8+no-touch-up")};
    double divider = 0.5;
    std::optional<model::Design> b;

    [[nodiscard]] std::size_t count() const { return model::layout_word(layout).panes; }
};

}  // namespace stipple::window
