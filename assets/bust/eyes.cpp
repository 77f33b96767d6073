#include "assets/bust/head_field.h"

namespace stipple::bust {

Eyes::Eyes() = default;

void Eyes::add_lash_line(const Field& face) {
    const std::vector<dvec3> line{{15.5, 34.4, 0}, {18, 33.2, .8},   {24, 31.2, 1}, {31, 30.2, 1},
                                  {38.5, 31.2, 1}, {43.5, 33.6, .8}, {47, 35.6, 0}};
    std::vector<dvec4> knots;
    for (const dvec3& k : line) knots.emplace_back(k.x, k.y, surface_z(face, k.x, k.y), k.z);
    lash_.emplace_back(knots, 1.0, 1.3);
}

double Eyes::apply_lids(const dvec3& p, double d) const {
    if (p.z < 50 || p.x > 62 || p.x < 4 || p.y < 12 || p.y > 60) return d;
    // Wider than the real globe of 12 mm radius: a true sphere leaves gaps at the canthi.
    d = smooth_min(d, Ellipsoid{{31.3, 36, 71.6}, {20.0, 15.6, 16.2}}.distance(p), 9);
    if (p.z < 60) return d;
    const double t = (p.x - 31.5) / 17, t2 = t * t, ends = bell(t2 * t2 * t2);
    const double upper = (p.y - (45.6 - 5 * t2 + 1.2 * t)) / 1.8, lower = (p.y - (25.5 + 4.5 * t2)) / 2.6;
    return d + ends * (0.6 * bell(upper * upper) + 0.3 * bell(lower * lower));
}

double Eyes::apply_lash_line(const dvec3& p, double d) const {
    for (const Crease& c : lash_) d += c.amount(p);
    return d;
}

double Eyes::lash_distance(const dvec3& p, double reach) const {
    double best = 1e9;
    for (const Crease& c : lash_) best = std::fmin(best, c.distance(p, reach));
    return best;
}

}  // namespace stipple::bust
