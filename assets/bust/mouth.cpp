// Closed lips: their relief is a height over the face, drawn between three lines, so that form and colour share edges.
#include "assets/bust/head_field.h"

namespace stipple::bust {
namespace {

constexpr double corner = 28.5;  // where the last of the relief is lost in the cheek
constexpr double red_end = 25;   // half width of the mouth as it is seen

double square(double s) { return s * s; }

// Share of the fullness over the red of the upper lip, from its border (0) to the parting (1): it rolls forward, then
// under.
double upper_section(double s) {
    return s < .62 ? .60 + .40 * (1 - square(1 - s / .62)) : 1 - .46 * square((s - .62) / .38);
}

// The same of the lower lip, from the parting (0) to its border (1), where the chin begins.
double lower_section(double t) {
    return t < .45 ? .54 + .46 * (1 - square(1 - t / .45)) : 1 - .58 * smooth_step(0, 1, (t - .45) / .55);
}

}  // namespace

Mouth::Mouth()
    : upper_border_{{0, -28.9}, {4.8, -27.4}, {9.5, -28.4}, {14.5, -30.5}, {19.5, -33.0}, {24, -34.9}, {corner, -36.0}},
      parting_{{0, -36.2}, {4.5, -35.7}, {10, -35.2}, {16, -35.4}, {21, -35.7}, {25, -36.1}, {corner, -36.5}},
      lower_border_{{0, -45.4}, {6, -45.1}, {12, -43.9}, {17, -42.0}, {21.5, -39.8}, {25, -38.1}, {corner, -36.9}},
      upper_fullness_{{0, 3.4}, {5, 3.3}, {10, 2.9}, {16, 2.0}, {21, .85}, {25, .18}, {corner, 0}},
      lower_fullness_{{0, 3.7}, {6, 3.9}, {12, 3.3}, {17, 2.2}, {21.5, .95}, {25, .2}, {corner, 0}} {}

void Mouth::add_lines(const Field& face) {
    philtrum_.emplace_back(draped(face, {{0, -15.5, 0}, {0, -19, .5}, {0, -24, 1}, {0, -27.6, .6}}), 3.0, .9);
    philtrum_.emplace_back(draped(face, {{3.4, -15.5, 0}, {4.2, -19, .5}, {5.2, -24, 1}, {5.4, -27, .5}}), 2.2, -.7);
}

void Mouth::add_parting(const Field& face) {
    philtrum_.emplace_back(draped(face, {{0, parting_.at(0), 1},
                                         {4.5, parting_.at(4.5), 1},
                                         {10, parting_.at(10), 1},
                                         {16, parting_.at(16), 1},
                                         {21, parting_.at(21), .9},
                                         {25, parting_.at(25), .5},
                                         {corner, parting_.at(corner), 0}}),
                           .85, .9);
}

double Mouth::relief(const dvec3& p) const {
    if (p.y > -8 || p.y < -62) return 0;
    // The corners are tucked in, and outside them the muscles of the cheek meet in a small knot (modiolus).
    const double pit = square((p.x - 26.5) / 4.8) + square((p.y + 36.8) / 4.4);
    const double knot = square((p.x - 32.0) / 4.6) + square((p.y + 38.5) / 6.5);
    const double tuck = .55 * bell(knot) - .8 * bell(pit);
    if (p.x > corner) return tuck;
    const double top = upper_border_.at(p.x), middle = parting_.at(p.x), bottom = lower_border_.at(p.x);
    const double up = std::fmax(upper_fullness_.at(p.x), 0.0), low = std::fmax(lower_fullness_.at(p.x), 0.0);
    if (p.y >= middle) {
        const double out = p.y - top, roll = .05 * up * bell(out * out / 1.4);  // the pale rim above the red
        if (out >= 0) return tuck + up * .60 * bell(out * out / (6.0 * 6.0)) + roll;
        return tuck + up * upper_section(-out / std::fmax(top - middle, 0.4)) + roll;
    }
    const double out = p.y - bottom;
    if (out <= 0) return tuck + low * .42 * bell(out * out / (4.0 * 4.0));
    return tuck + low * lower_section((middle - p.y) / std::fmax(middle - bottom, 0.4));
}

double Mouth::vermilion(const dvec3& p) const {
    if (p.z < 70 || p.x > corner || p.y > -20 || p.y < -52) return 0;
    const double top = upper_border_.at(p.x), bottom = lower_border_.at(p.x);
    return smooth_step(-.8, 1.2, top - p.y) * smooth_step(-.9, 1.4, p.y - bottom) *
           (1 - smooth_step(red_end - 8, red_end + .5, p.x));
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
