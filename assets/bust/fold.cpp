#include "assets/bust/fold.h"

#include <algorithm>

namespace stipple::bust {

Fold::Fold(const std::vector<dvec4>& knots, double left_width, double right_width, double height)
    : points_(curve_points(knots, 6)), left_width_(left_width), right_width_(right_width), height_(height) {
    const double reach = 3.5 * std::max(left_width, right_width);
    for (dvec4& q : points_) {
        q.w = std::max(q.w, 0.0);
        low_ = glm::min(low_, dvec3(q) - reach);
        high_ = glm::max(high_, dvec3(q) + reach);
    }
}

double Fold::amount(const dvec3& p) const {
    if (p.x < low_.x || p.x > high_.x || p.y < low_.y || p.y > high_.y || p.z < low_.z || p.z > high_.z) return 0;
    double best = 1e18, weight = 0, side = 0;
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
        const dvec3 a(points_[i]), axis = dvec3(points_[i + 1]) - a, r = p - a;
        const double t = std::clamp(glm::dot(r, axis) / glm::dot(axis, axis), 0.0, 1.0);
        const dvec3 away = r - t * axis;
        const double d2 = glm::dot(away, away);
        if (d2 < best) {
            best = d2;
            weight = points_[i].w + t * (points_[i + 1].w - points_[i].w);
            side = (axis.x * r.y - axis.y * r.x) / std::sqrt(axis.x * axis.x + axis.y * axis.y + 1e-12);
        }
    }
    // The swollen surface stands off the line, so the widths must pass over into each other or it would step there.
    constexpr double passage = 1;
    const double width = right_width_ + (left_width_ - right_width_) * smooth_step(-passage, passage, side);
    return height_ * weight * bell(best / (width * width));
}

}  // namespace stipple::bust
