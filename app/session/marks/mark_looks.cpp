#include "mark_looks.h"

#include <algorithm>

#include "session/resolved_design.h"
#include "session/skin/skin_color.h"

namespace stipple::session {

using model::ParameterId;

namespace {

// How a map over the chart is seen from the chart's centre, as shared::MarksUniforms has it.
struct Axes {
    glm::vec4 left, back, pole;
    float to_chart;  // a chart coordinate is 1/2 + place on the plane times this
};

Axes axes_of(const scalp::ChartProjection& projection) {
    const auto axis = [&](const glm::vec3& direction) { return glm::vec4(direction, -glm::dot(direction, projection.center)); };
    const float scale = projection.project(projection.center + projection.left + projection.pole).x - 0.5F;
    const float on_plane = 0.70710678F * 1.08239220F;  // sin 45 degrees, and sqrt(2 / (1 + cos)) of them
    return {axis(projection.left), axis(-projection.front), axis(projection.pole), scale / on_plane};
}

}  // namespace

renderer::MarksView marks_view(const SkinMarks& marks, const scalp::ChartProjection& projection) {
    renderer::MarksView view;
    view.width = std::uint32_t(marks.width);
    view.height = std::uint32_t(marks.height);
    view.rgba = marks.rgba;
    const Axes axes = axes_of(projection);
    view.left = axes.left;
    view.back = axes.back;
    view.pole = axes.pole;
    const glm::vec2 piece(marks.width, marks.height), first(marks.x0, marks.y0);
    const glm::vec2 times = float(scalp::kChartSide) * axes.to_chart / piece;
    view.piece = glm::vec4(times, (0.5F * float(scalp::kChartSide) - first) / piece);
    view.texel_mm = 0.33F;
    return view;
}

renderer::TreatedView treated_view(const std::vector<std::uint8_t>& share, const scalp::ChartProjection& projection) {
    const Axes axes = axes_of(projection);
    renderer::TreatedView view;
    view.side = std::uint32_t(scalp::kChartSide / kTreatedStep);
    view.share = share;
    view.left = axes.left;
    view.back = axes.back;
    view.pole = axes.pole;
    view.piece = glm::vec4(axes.to_chart, axes.to_chart, 0.5F, 0.5F);
    return view;
}

shared::MarksLook marks_look(const model::Design& design) {
    shared::MarksLook look{};
    // Scars hold less melanin and blood: lighter and less red, the more so the darker the skin is, on dark skin as brown as lighter
    // skin. Directions are published, sizes judged in pictures: 5 of L* on tone 3, 9 on tone 8.
    const SkinMixture skin = skin_mixture(design.number(ParameterId::skin_tone));
    const glm::vec3 tint(skin_albedo({0.6 * skin.melanosomes, 0.55 * skin.blood}) / skin_albedo(skin));
    look.scar_tint = glm::vec4(tint, float(design.number(ParameterId::marks_scar_uptake)));
    const auto wider = float(design.number(ParameterId::marks_scar_blur));
    // Taut and without pores, a scar shines like slightly oily skin.
    look.scar = {1 / (wider * wider), 0.27F, 0.35F, 0};
    return look;
}

}  // namespace stipple::session
