#include "assets/bust/head_field.h"

namespace stipple::bust {
namespace {

// (x, y, protrusion, radius) over the surface -> (x, y, z, radius).
std::vector<dvec4> draped_tube(const Field& face, std::vector<dvec4> knots) {
    for (dvec4& k : knots) k.z += surface_z(face, k.x, k.y) - k.w;
    return knots;
}

// (x, y, weight) -> (x, y, z on the surface, weight).
std::vector<dvec4> draped_line(const Field& face, const std::vector<dvec3>& knots) {
    std::vector<dvec4> out;
    for (const dvec3& k : knots) out.emplace_back(k.x, k.y, surface_z(face, k.x, k.y), k.z);
    return out;
}

}  // namespace

Mouth::Mouth(const Field& face)
    : upper_(draped_tube(face, {{0, -31.6, 2.7, 3.9},
                                {4.6, -31, 3.1, 4.1},
                                {10, -32, 2.5, 3.7},
                                {15, -33.4, 1.2, 3},
                                {19.5, -34.5, .1, 2.3},
                                {23.5, -35.3, -1.7, 1.7}})),
      lower_(draped_tube(face, {{0, -40.6, 3.4, 4.9},
                                {6, -40.5, 3.1, 4.8},
                                {11.5, -39.6, 2.1, 4.2},
                                {16, -38.2, .6, 3.2},
                                {20, -36.9, -.8, 2.3},
                                {23.5, -35.8, -2.3, 1.5}})),
      philtrum_(draped_line(face, {{0, -15, .3}, {0, -20, 1}, {0, -26, 1}}), 4.2, 1.0) {}

void Mouth::add_lines(const Field& face) {
    lines_.emplace_back(draped_line(face, {{-6, -35.3, 1},
                                           {0, -36.1, 1},
                                           {6, -35.3, 1},
                                           {11, -35.6, 1},
                                           {17, -35.6, 1},
                                           {21, -35.4, .8},
                                           {24, -35.2, .45},
                                           {26.5, -35.4, 0}}),
                        1.1, 1.5);
    lines_.emplace_back(
        draped_line(face, {{0, -27.4, .6}, {4.8, -25.9, 1}, {10, -27.5, 1}, {16.5, -30.8, .7}, {22, -34.2, 0}}), 1.2,
        .35);
}

double Mouth::lip_distance(const dvec3& p) const {
    const double u = upper_.distance(p), l = lower_.distance(p);
    return u < l ? u : l;
}

double Mouth::apply_lips(const dvec3& p, double d) const {
    if (p.z < 60 || p.x > 45 || p.y > 0 || p.y < -60) return d;
    const double lips = smooth_min(upper_.distance(p), lower_.distance(p), 1.5);
    return smooth_min(d, lips, 5.5) + philtrum_.amount(p);
}

double Mouth::apply_lines(const dvec3& p, double d) const {
    for (const Crease& c : lines_) d += c.amount(p);
    return d;
}

}  // namespace stipple::bust
