// Closed lips: their relief is a height over the face, drawn between three lines, so that form and colour share edges.
#include "assets/bust/head_field.h"

namespace stipple::bust {
namespace {

constexpr double corner = 25.5;  // half width of the mouth

double parabola(double s) { return 4 * s * (1 - s); }

}  // namespace

Mouth::Mouth()
    : upper_border_{{0, -29.0}, {5, -27.7}, {10, -28.9}, {16, -31.7}, {21, -34.2}, {corner, -36.4}},
      parting_{{0, -35.6}, {4.5, -35.3}, {10, -34.8}, {17, -35.3}, {22, -36.0}, {corner, -36.6}},
      lower_border_{{0, -44.2}, {6, -44.0}, {12, -42.8}, {18, -40.3}, {22, -38.4}, {corner, -36.9}},
      upper_fullness_{{0, 2.9}, {5, 3.1}, {10, 2.8}, {16, 1.9}, {21, 1.0}, {corner, 0}},
      lower_fullness_{{0, 3.3}, {6, 3.6}, {12, 3.1}, {18, 1.8}, {22, .8}, {corner, 0}} {}

void Mouth::add_lines(const Field& face) {
    philtrum_.emplace_back(draped(face, {{0, -15.5, 0}, {0, -20, .6}, {0, -25, 1}, {0, -28, .5}}), 3.8, .8);
    philtrum_.emplace_back(draped(face, {{3.8, -15, 0}, {4.6, -20, .6}, {5.6, -25, 1}, {6, -27.5, .3}}), 2.4, -.35);
}

void Mouth::add_parting(const Field& face) {
    philtrum_.emplace_back(draped(face, {{0, parting_.at(0), 1},
                                         {4.5, parting_.at(4.5), 1},
                                         {10, parting_.at(10), 1},
                                         {17, parting_.at(17), 1},
                                         {22, parting_.at(22), .9},
                                         {25.5, parting_.at(25.5), .6},
                                         {28, -37.6, 0}}),
                           1.0, .9);
}

double Mouth::relief(const dvec3& p) const {
    if (p.x > corner || p.y > -8 || p.y < -62) return 0;
    const double top = upper_border_.at(p.x), middle = parting_.at(p.x), bottom = lower_border_.at(p.x);
    const double up = std::fmax(upper_fullness_.at(p.x), 0.0), low = std::fmax(lower_fullness_.at(p.x), 0.0);
    if (p.y >= middle) {
        const double s = (top - p.y) / std::fmax(top - middle, 0.4), out = p.y - top;
        if (s <= 0) return up * .62 * bell(out * out / (6.5 * 6.5)) + .2 * up / 3.5 * bell(out * out);
        const double s5 = s * s * s * s * s;
        return up * (.62 + .38 * parabola(s)) * (1 - .9 * s5) + .2 * up / 3.5 * bell(out * out);
    }
    const double t = (middle - p.y) / std::fmax(middle - bottom, 0.4), out = p.y - bottom;
    if (t >= 1) return low * .5 * bell(out * out / (4.5 * 4.5));
    const double r = 1 - t, r5 = r * r * r * r * r;
    return low * (.5 + .5 * parabola(t)) * (1 - .92 * r5);
}

double Mouth::vermilion(const dvec3& p) const {
    if (p.z < 70 || p.x > corner || p.y > -20 || p.y < -52) return 0;
    const double top = upper_border_.at(p.x), bottom = lower_border_.at(p.x);
    return smooth_step(-.5, .8, top - p.y) * smooth_step(-.6, .9, p.y - bottom);
}

double Mouth::parting_distance(const dvec3& p) const { return std::fabs(p.y - parting_.at(std::fmin(p.x, corner))); }

double Mouth::apply_lips(const dvec3& p, double d) const {
    if (p.z < 60 || p.x > 45 || p.y > 0 || p.y < -62) return d;
    return d - relief(p);
}

double Mouth::apply_lines(const dvec3& p, double d) const {
    for (const Crease& c : philtrum_) d += c.amount(p);
    return d;
}

}  // namespace stipple::bust
