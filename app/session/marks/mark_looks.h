// Marks of the skin as the renderer takes them.
#pragma once
#include "renderer/renderer.h"
#include "scalp/chart.h"
#include "skin_marks.h"

namespace stipple::session {

// `marks` on the chart of `projection`; the view looks into `marks`.
[[nodiscard]] renderer::MarksView marks_view(const SkinMarks& marks, const scalp::ChartProjection& projection);

// `share` is DesignCompiler::treated of a head with that chart; the view looks into it.
[[nodiscard]] renderer::TreatedView treated_view(const std::vector<std::uint8_t>& share, const scalp::ChartProjection& projection);

}  // namespace stipple::session
