#include "site_sampler_mask.h"

#include <algorithm>
#include <cmath>

namespace stipple::scalp {
namespace {

// (a + b)² <= (1 + spread) a² + (1 + 1 / spread) b²: splits a step along the plane from the one off it.
constexpr float spread = 0.1F;
constexpr float rounding = 4;  // steps; places are rounded three times by half a step along each axis

using Lanes = float __attribute__((vector_size(16)));
Lanes root(Lanes v) { return Lanes{std::sqrt(v[0]), std::sqrt(v[1]), std::sqrt(v[2]), std::sqrt(v[3])}; }

}  // namespace

void CellMask::begin(const SurfaceTree& tree, const SiteCell& cell, float steps_per_mm) {
    rows_.fill(0);
    const auto turned = [&](glm::vec3 p) { return glm::vec3(p[cell.axes[0]], p[cell.axes[1]], p[cell.axes[2]]); };
    glm::vec3 up{0};
    for (std::uint32_t i = cell.first_piece; i < cell.last_piece; ++i) {
        const glm::vec3 a = turned(tree.pieces()[i].edge1), b = turned(tree.pieces()[i].edge2);
        up += glm::vec3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
    }
    // Cells are turned so that the surface is widest over u and v; folds may still cancel out.
    flat_ = std::abs(up.z) > 0.3F * std::max(std::abs(up.x), std::abs(up.y));
    if (!flat_) return;
    slope_u_ = -up.x / up.z;
    slope_v_ = -up.y / up.z;
    float low = 1e30F, high = -1e30F;
    const auto add = [&](glm::vec3 p) {
        const float off = p.z - slope_u_ * p.x - slope_v_ * p.y;
        low = std::min(low, off);
        high = std::max(high, off);
    };
    for (std::uint32_t i = cell.first_piece; i < cell.last_piece; ++i) {
        const SurfacePiece& piece = tree.pieces()[i];
        const glm::vec3 corner = turned(piece.corner - cell.lo);
        add(corner), add(corner + turned(piece.edge1)), add(corner + turned(piece.edge2));
    }
    middle_ = 0.5F * (low + high) * steps_per_mm;
    off_ = 0.5F * (high - low) * steps_per_mm;
}

void CellMask::cover(const CellCandidates::Steps& point, float reach) {
    if (!flat_) return;
    const auto cu = float(point.u), cv = float(point.v);
    const float off = off_ + std::abs(float(point.w) - middle_ - slope_u_ * cu - slope_v_ * cv);
    const float r = 0.99F * reach - rounding, r2 = r * r - (1 + 1 / spread) * off * off;
    if (r <= 0 || r2 <= 0) return;
    // Along the plane a place d away from the point is no further than a d.u² + b d.u d.v + c d.v² tells: an ellipse.
    constexpr float k = 1 + spread;
    const float a = 1 + k * slope_u_ * slope_u_, b = 2 * k * slope_u_ * slope_v_, c = 1 + k * slope_v_ * slope_v_;
    const float lean = -b / (2 * a), wide2 = r2 / a, narrow = c / a - lean * lean, high = std::sqrt(wide2 / narrow);
    constexpr float pixel = 1.0F / float(step);
    const float lowest = (cv - high) * pixel, highest = (cv + high) * pixel, wide = std::sqrt(wide2 * (c / a) / narrow);
    if (highest < 1 || lowest > float(pixels - 1) || cu + wide < float(step) || cu - wide > float((pixels - 1) * step))
        return;
    const std::int32_t first = lowest < 0 ? 0 : std::int32_t(lowest) + 1,
                       last = std::min(pixels, std::int32_t(highest));
    // A pixel is inside when its corners are: what both lines beside its row share. Four lines at a time.
    float low_before = 0, high_before = 0;
    for (std::int32_t line = first; line <= last; line += 4) {
        const auto y = float(line * std::int32_t(step)) - cv;
        const Lanes dv = Lanes{y, y + float(step), y + float(2 * step), y + float(3 * step)};
        const Lanes rest2 = wide2 - narrow * dv * dv, half = root(rest2 > 0.0F ? rest2 : Lanes{});
        const Lanes middle = cu + lean * dv, from = (middle - half) * pixel, to = (middle + half) * pixel;
        for (std::int32_t k = 0; k < std::min(4, last - line + 1); ++k) {
            if (line + k > first) {
                const float lo = std::max({from[k], low_before, 0.0F}),
                            hi = std::min({to[k], high_before, float(pixels)});
                const std::int32_t begin = std::int32_t(lo) + (float(std::int32_t(lo)) < lo ? 1 : 0),
                                   end = std::int32_t(std::max(hi, 0.0F));
                if (end > begin) rows_[std::size_t(line + k - 1)] |= (~0ULL >> (pixels - (end - begin))) << begin;
            }
            low_before = from[k];
            high_before = to[k];
        }
    }
}

}  // namespace stipple::scalp
