#include "assets/bust/head_field.h"

namespace stipple::bust {
namespace {

// Mirror symmetry without a ridge: |x| rounded at the midline.
dvec3 mirrored(const dvec3& p) {
    constexpr double rounding = 1.5;
    return {std::sqrt(p.x * p.x + rounding * rounding), p.y, p.z};
}

}  // namespace

HeadField::HeadField(const HeadShape& shape) : masses_(shape), eyes_(shape.eyes_open) {
    const Field lips = [this](const dvec3& p) { return to_lips(mirrored(p)); };
    mouth_.add_lines(lips);
    mouth_.add_parting(lips);
    eyes_.add_lines(lips);
    face_lines_.add(lips);
}

BrowLine brow_line(double t, double female) {
    // Rises to its peak over the outer edge of the iris, then falls to the tail.
    constexpr double peak = .66;
    const double rise = t < peak ? 6.2 * t * (1 - .32 * t / peak)
                                 : 6.2 * peak * .68 - 14.5 * (t - peak) * (t - peak) - 2.5 * (t - peak);
    const double arch = 1.8 * bell((t - peak) * (t - peak) / .10), thick = t < .2 ? 3.5 + 5 * t : 4.5 - 3.6 * (t - .2);
    return {11.5 + 41.5 * t, 47.6 + rise + female * (.8 + arch), thick * (1 - .36 * female)};
}

dvec3 HeadField::brow_surface(double x, double y) const {
    return {x, y, surface_z([this](const dvec3& p) { return (*this)(p); }, x, y)};
}

double HeadField::without_ears(const dvec3& p) const { return masses_.distance(mirrored(p)); }

double HeadField::to_nose(const dvec3& q) const { return nose_.apply(q, masses_.distance(q)); }

double HeadField::to_lips(const dvec3& q) const {
    double d = to_nose(q);
    d = mouth_.apply_lips(q, d);
    return eyes_.apply_lids(q, d);
}

double HeadField::operator()(const dvec3& p) const {
    const dvec3 q = mirrored(p);
    double d = masses_.distance(q);
    if (q.z > 40 && q.y < 95 && q.y > -66 && q.x < 75) {
        d = nose_.apply(q, d);
        d = mouth_.apply_lips(q, d);
        d = eyes_.apply_lids(q, d);
        d = mouth_.apply_lines(q, d);
        d = eyes_.apply_lines(q, d);
        d = face_lines_.apply(q, d);
    }
    if (ear_.near(q)) d = ear_.apply(q, d);
    return q.y < -60 ? masses_.bust_edge(q, d) : d;
}

dvec3 HeadField::gradient(const dvec3& p, double step, double* mean) const {
    const double a = (*this)(p + dvec3(step, -step, -step)), b = (*this)(p + dvec3(-step, -step, step));
    const double c = (*this)(p + dvec3(-step, step, -step)), d = (*this)(p + dvec3(step, step, step));
    if (mean) *mean = 0.25 * (a + b + c + d);
    return dvec3(a - b - c + d, -a - b + c + d, -a + b - c + d) / (4 * step);
}

}  // namespace stipple::bust
