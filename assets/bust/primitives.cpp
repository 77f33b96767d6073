#include "assets/bust/primitives.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace stipple::bust {

double Ellipsoid::distance(const dvec3& p) const {
    const dvec3 a = (p - centre) / radii, b = a / radii;
    const double k0 = glm::length(a), k1 = glm::length(b);
    return k1 < 1e-9 ? -std::min({radii.x, radii.y, radii.z}) : k0 * (k0 - 1) / k1;
}

Spline::Spline(std::initializer_list<glm::dvec2> knots) {
    const std::vector<glm::dvec2> k(knots);
    const std::size_t n = k.size();
    assert(n >= 2);
    // Second derivatives by the tridiagonal system, zero at both ends.
    std::vector<double> second(n, 0), upper(n, 0);
    for (std::size_t i = 1; i + 1 < n; ++i) {
        const double h0 = k[i].x - k[i - 1].x, h1 = k[i + 1].x - k[i].x;
        assert(h0 > 0 && h1 > 0);
        const double s = h0 / (h0 + h1), p = s * second[i - 1] + 2;
        const double slope = (k[i + 1].y - k[i].y) / h1 - (k[i].y - k[i - 1].y) / h0;
        second[i] = (s - 1) / p;
        upper[i] = (6 * slope / (h0 + h1) - s * upper[i - 1]) / p;
    }
    second[n - 1] = 0;
    for (std::size_t i = n - 1; i-- > 0;) second[i] = i == 0 ? 0 : second[i] * second[i + 1] + upper[i];
    for (std::size_t i = 0; i + 1 < n; ++i) {
        const double h = k[i + 1].x - k[i].x;
        const double b = (k[i + 1].y - k[i].y) / h - h * (2 * second[i] + second[i + 1]) / 6;
        pieces_.push_back({k[i].x, k[i].y, b, second[i] / 2, (second[i + 1] - second[i]) / (6 * h)});
    }
    last_x_ = k.back().x;
    last_y_ = k.back().y;
}

double Spline::at(double x) const {
    if (x >= last_x_) return last_y_;
    if (x <= pieces_.front().x) return pieces_.front().a;
    std::size_t i = pieces_.size() - 1;
    while (x < pieces_[i].x) --i;
    const Piece& q = pieces_[i];
    const double t = x - q.x;
    return q.a + t * (q.b + t * (q.c + t * q.d));
}

Loft::Loft(Spline half_width, Spline front_z, Spline back_z, Spline centre_z, double exponent)
    : half_width_(std::move(half_width)),
      front_z_(std::move(front_z)),
      back_z_(std::move(back_z)),
      centre_z_(std::move(centre_z)),
      exponent_(exponent) {}

double Loft::ratio(const dvec3& p) const {
    const double c = centre_z_.at(p.y), z = p.z - c;
    const double r = z >= 0 ? front_z_.at(p.y) - c : c - back_z_.at(p.y);
    const double a = exact::pow(std::fabs(p.x) / half_width_.at(p.y), exponent_);
    const double b = exact::pow(std::fabs(z) / r, exponent_);
    return exact::pow(a + b, 1 / exponent_);
}

double Loft::distance(const dvec3& p) const {
    constexpr double deep = 0.3, h = 0.7;  // below `deep` the gradient is of no use; h: step for d/dy, mm
    const double c = centre_z_.at(p.y), z = p.z - c;
    const double r = z >= 0 ? front_z_.at(p.y) - c : c - back_z_.at(p.y), w = half_width_.at(p.y);
    const double ax = std::fabs(p.x) / w, az = std::fabs(z) / r;
    const double a = exact::pow(ax, exponent_), b = exact::pow(az, exponent_);
    const double f = exact::pow(a + b, 1 / exponent_);
    if (f < deep) return -40;
    const double scale = f / (a + b);  // f^(1 - n)
    const double gx = scale * (ax > 1e-12 ? a / ax : 0) / w, gz = scale * (az > 1e-12 ? b / az : 0) / r;
    const double gy = (ratio({p.x, p.y + h, p.z}) - ratio({p.x, p.y - h, p.z})) / (2 * h);
    return (f - 1) / std::sqrt(gx * gx + gy * gy + gz * gz);
}

std::vector<dvec4> curve_points(const std::vector<dvec4>& knots, int pieces_per_span) {
    assert(knots.size() >= 2 && pieces_per_span >= 1);
    std::vector<dvec4> out;
    const auto n = static_cast<int>(knots.size());
    for (int i = 0; i + 1 < n; ++i) {
        const dvec4 &b = knots[i], &c = knots[i + 1];
        const dvec4 a = i > 0 ? knots[i - 1] : 2.0 * b - c, d = i + 2 < n ? knots[i + 2] : 2.0 * c - b;
        for (int s = 0; s < pieces_per_span; ++s) {
            const double t = static_cast<double>(s) / pieces_per_span;
            out.push_back(b + 0.5 * t * (c - a + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a))));
        }
    }
    out.push_back(knots.back());
    return out;
}

Tube::Tube(const std::vector<dvec4>& knots, int pieces_per_span) {
    const std::vector<dvec4> p = curve_points(knots, pieces_per_span);
    for (std::size_t i = 0; i < p.size(); ++i) {
        const dvec3 c(p[i]);
        const double r = std::max(p[i].w, 0.05);
        low_ = glm::min(low_, c - dvec3(r));
        high_ = glm::max(high_, c + dvec3(r));
        if (i + 1 == p.size()) break;
        Cone cone;
        cone.a = c;
        cone.axis = dvec3(p[i + 1]) - c;
        cone.radius_a = r;
        cone.radius_b = std::max(p[i + 1].w, 0.05);
        cone.length2 = glm::dot(cone.axis, cone.axis);
        cone.slope = cone.radius_a - cone.radius_b;
        cone.a2 = cone.length2 - cone.slope * cone.slope;
        assert(cone.a2 > 0);  // a ball inside its neighbour: the knots are too close for their radii
        cones_.push_back(cone);
    }
}

double Tube::distance(const dvec3& p) const {
    const dvec3 gap = glm::max(glm::max(low_ - p, p - high_), dvec3(0));
    const double far2 = glm::dot(gap, gap);
    if (far2 > 32.0 * 32.0) return std::sqrt(far2);  // farther than any blend it takes part in
    double best = 1e9;
    for (const Cone& c : cones_) {  // exact distance to a round cone, after Inigo Quilez
        const dvec3 pa = p - c.a;
        const double y = glm::dot(pa, c.axis), z = y - c.length2;
        const dvec3 across = pa * c.length2 - c.axis * y;
        const double x2 = glm::dot(across, across), y2 = y * y * c.length2, z2 = z * z * c.length2;
        const double k = (c.slope > 0 ? 1 : c.slope < 0 ? -1 : 0) * c.slope * c.slope * x2;
        double d;
        if ((z > 0 ? 1 : -1) * c.a2 * z2 > k)
            d = std::sqrt(x2 + z2) / c.length2 - c.radius_b;
        else if ((y > 0 ? 1 : -1) * c.a2 * y2 < k)
            d = std::sqrt(x2 + y2) / c.length2 - c.radius_a;
        else
            d = (std::sqrt(x2 * c.a2 / c.length2) + y * c.slope) / c.length2 - c.radius_a;
        best = std::min(best, d);
    }
    return best;
}

Crease::Crease(const std::vector<dvec4>& knots, double width, double depth)
    : points_(curve_points(knots, 6)), width_(width), depth_(depth) {
    for (dvec4& q : points_) {
        q.w = std::max(q.w, 0.0);
        low_ = glm::min(low_, dvec3(q));
        high_ = glm::max(high_, dvec3(q));
    }
}

bool Crease::outside(const dvec3& p, double reach) const {
    return p.x < low_.x - reach || p.x > high_.x + reach || p.y < low_.y - reach || p.y > high_.y + reach ||
           p.z < low_.z - reach || p.z > high_.z + reach;
}

double Crease::amount(const dvec3& p) const {
    if (outside(p, 3.5 * width_)) return 0;
    double best = 1e9, weight = 0;
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
        const dvec3 a(points_[i]), axis = dvec3(points_[i + 1]) - a;
        const double t = std::clamp(glm::dot(p - a, axis) / glm::dot(axis, axis), 0.0, 1.0);
        const dvec3 away = p - a - t * axis;
        const double d2 = glm::dot(away, away);
        if (d2 < best) {
            best = d2;
            weight = points_[i].w + t * (points_[i + 1].w - points_[i].w);
        }
    }
    return depth_ * weight * bell(best / (width_ * width_));
}

double Crease::distance(const dvec3& p, double reach) const {
    if (outside(p, reach)) return 1e9;
    double best = 1e18;
    for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
        const dvec3 a(points_[i]), axis = dvec3(points_[i + 1]) - a;
        const double t = std::clamp(glm::dot(p - a, axis) / glm::dot(axis, axis), 0.0, 1.0);
        const dvec3 away = p - a - t * axis;
        best = std::min(best, glm::dot(away, away));
    }
    return std::sqrt(best);
}

}  // namespace stipple::bust
