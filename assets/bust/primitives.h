// The sculptor's tools: distance-like fields in millimetres, negative inside. None is an exact distance far away; near
// the surface all have a gradient close to 1, which is what blending and the mesher need.
#pragma once
#include <cmath>
#include <glm/glm.hpp>
#include <initializer_list>
#include <vector>

#include "assets/bust/exact_math.h"

namespace stipple::bust {

using glm::dvec3;
using glm::dvec4;

// Smooth union and intersection over a zone of width k; where both fields are equal they move the surface by k / 4.
[[nodiscard]] inline double smooth_min(double a, double b, double k) {
    const double h = k - std::fabs(a - b);
    return (a < b ? a : b) - (h > 0 ? h * h / (4 * k) : 0);
}
[[nodiscard]] inline double smooth_max(double a, double b, double k) { return -smooth_min(-a, -b, k); }

// exp(-q), with the far tail (below 4e-6) cut off to save time.
[[nodiscard]] inline double bell(double q) { return q > 12.5 ? 0 : exact::exp(-q); }

[[nodiscard]] inline double smooth_step(double low, double high, double x) {
    double t = (x - low) / (high - low);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * (3 - 2 * t);
}

struct Ellipsoid {
    dvec3 centre, radii;
    [[nodiscard]] double distance(const dvec3& p) const;
};

// A Gaussian lump of `height` mm added to (or, negative, taken from) the surface.
struct Stroke {
    dvec3 centre, radii;
    double height;
    [[nodiscard]] double amount(const dvec3& p) const {
        const dvec3 q = (p - centre) / radii;
        return height * bell(1.2 * glm::dot(q, q));
    }
};

// Natural cubic spline through knots with increasing x; constant outside.
class Spline {
  public:
    Spline(std::initializer_list<glm::dvec2> knots);
    [[nodiscard]] double at(double x) const;

  private:
    struct Piece {
        double x, a, b, c, d;
    };
    std::vector<Piece> pieces_;
    double last_x_ = 0, last_y_ = 0;
};

// Horizontal superellipses stacked along y: half width, and front and back radius about z = centre(y).
class Loft {
  public:
    Loft(Spline half_width, Spline front_z, Spline back_z, Spline centre_z, double exponent);
    [[nodiscard]] double distance(const dvec3& p) const;

  private:
    [[nodiscard]] double ratio(const dvec3& p) const;
    Spline half_width_, front_z_, back_z_, centre_z_;
    double exponent_;
};

// A Catmull-Rom curve of (x, y, z, radius) swept as exact round cones.
class Tube {
  public:
    explicit Tube(const std::vector<dvec4>& knots, int pieces_per_span = 8);
    [[nodiscard]] double distance(const dvec3& p) const;

  private:
    struct Cone {
        dvec3 a, axis;
        double radius_a, radius_b, length2, slope, a2;
    };
    std::vector<Cone> cones_;
    dvec3 low_{1e9}, high_{-1e9};  // box of the swept balls
};

// A line of (x, y, z, weight) pressed into the surface: depth x weight x exp(-(distance / width)^2).
class Crease {
  public:
    Crease(const std::vector<dvec4>& knots, double width, double depth);
    [[nodiscard]] double amount(const dvec3& p) const;
    // Distance to the line and the weight there; far away (beyond `reach`) 1e9.
    [[nodiscard]] double distance(const dvec3& p, double reach) const;
    [[nodiscard]] const std::vector<dvec4>& points() const { return points_; }

  private:
    [[nodiscard]] bool outside(const dvec3& p, double reach) const;
    std::vector<dvec4> points_;
    double width_, depth_;
    dvec3 low_{1e9}, high_{-1e9};
};

// Catmull-Rom curve through the knots with end points kept, `pieces_per_span` points a span.
[[nodiscard]] std::vector<dvec4> curve_points(const std::vector<dvec4>& knots, int pieces_per_span);

}  // namespace stipple::bust
