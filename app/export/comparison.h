// Pictures compared, in one: panes at their places, what each is in its corner.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/comparison.h"
#include "renderer/renderer.h"

namespace stipple::exporting {

struct PaneRect {
    std::uint32_t x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] bool operator==(const PaneRect&) const = default;
};

// Where a layout's panes lie in a picture of this size, pixels: all of one size, `gap` or one pixel more between them. Of wipe and
// difference each takes all of it. Never empty, in however small a picture.
[[nodiscard]] std::vector<PaneRect> pane_rects(model::CompareLayout layout, std::uint32_t width, std::uint32_t height, std::uint32_t gap);

inline constexpr std::uint32_t kPaneGap = 2;  // of pictures; the window's grows with the display's scale

// First column that the second pane of a wipe shows: `divider` is its share of the width, 0 to 1.
[[nodiscard]] std::uint32_t divider_column(double divider, std::uint32_t width);

// A picture of this size. `panes`: of the sizes of pane_rects(layout, width, height, kPaneGap); of a difference it is one, the
// difference itself. `labels`: one a pane of the layout, written in the first sans of the machine, or not where there is none.
[[nodiscard]] renderer::Image compose_comparison(model::CompareLayout layout, const std::vector<renderer::Image>& panes, const std::vector<std::string>& labels,
                                                 double divider, std::uint32_t width, std::uint32_t height);

}  // namespace stipple::exporting
