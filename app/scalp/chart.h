// The scalp chart: an azimuthal equal-area map of the head around the cranium's centre, on which all smooth fields of a
// design live. Pole tilted 30 degrees back from vertical, so that hairline and nape are both far from the rim.
#pragma once
#include <atomic>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "head.h"

namespace stipple::scalp {

inline constexpr int kChartSide = 1024;  // texels

// Chart coordinates run over [0, 1]^2; outside means not on the chart. Lambert's equal-area azimuthal projection: only
// + - x / sqrt, so it is the same on every machine.
struct ChartProjection {
    glm::vec3 center{0};  // cranium's centre, head axes, mm
    glm::vec3 pole{0}, left{0}, front{0};  // orthonormal; chart +u is left, chart +v is towards the back
    [[nodiscard]] glm::vec2 project(const glm::vec3& position) const;
    [[nodiscard]] glm::vec3 direction(const glm::vec2& uv) const;  // unit vector from the centre
};

class ScalpRegion;

// Row-major fields, kChartSide squared, texel centres at (i + 0.5) / kChartSide. A texel without skin has `hit` 0.
struct ScalpChart {
    ChartProjection projection;
    std::vector<std::uint8_t> hit;        // 1 where the ray from the centre meets skin
    std::vector<glm::vec3> position;      // outermost skin along the ray, head axes, mm (not ears: see below)
    std::vector<glm::vec3> normal;        // outward
    std::vector<float> area_mm2;          // surface area of the texel
    std::vector<std::uint8_t> drawable;   // 1 inside the drawable mask: forehead to 40 mm above the glabella ... never ears
    std::vector<std::uint8_t> scalp;      // 1 inside the juvenile hairline: what scalp_area_cm2 counts
    double scalp_area_cm2 = 0;
    double drawable_area_cm2 = 0;
};

// Needs a frame with glabella, tragions, canthi, vertex and inion; asserts they are there (HeadFrame::confidence > 0).
[[nodiscard]] ScalpChart make_chart(const Head& head);
// The same; `region` is the head's. Throws Cancelled when `cancel` is set.
[[nodiscard]] ScalpChart make_chart(const Head& head, const ScalpRegion& region, const std::atomic<bool>* cancel = nullptr);

// The way over the skin in the midsagittal plane (x = the glabella's) from the glabella upwards, over the vertex and down:
// the path of hairline.height_mm.
struct MidsagittalPath {
    double plane_x = 0;
    std::vector<glm::dvec2> points;  // (z, y), head axes, mm, from the glabella on
    std::vector<double> walked_mm;   // from the glabella to each point, rising
    // The surface point `length_mm` along; where the path ends, its end.
    [[nodiscard]] glm::vec3 at(double length_mm) const;
};
[[nodiscard]] MidsagittalPath midsagittal_path(const Head& head);

// One point of that path.
[[nodiscard]] glm::vec3 midsagittal_point(const Head& head, double length_mm);

}  // namespace stipple::scalp
