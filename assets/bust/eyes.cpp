#include "assets/bust/head_field.h"

namespace stipple::bust {
namespace {

// Wider than the real globe of 12 mm radius: a true sphere leaves gaps at the canthi.
constexpr Ellipsoid lids{{31.4, 34.6, 72.6}, {18.0, 14.2, 15.4}};

// Lid margins as seen from the front, over t = -1 at the inner canthus .. 1 at the outer one.
constexpr double middle_x = 31.6, half_width = 15.0;
double canthal_line(double t) { return 34.5 + 1.0 * t; }
double opening_top(double t) { return canthal_line(t) + 4.3 * (1 - t * t) * (1 - .18 * t); }
double opening_bottom(double t) { return canthal_line(t) - 5.3 * (1 - t * t) * (1 + .16 * t); }

}  // namespace

Eyes::Eyes(bool open) : open_(open) {}

void Eyes::add_lines(const Field& face) {
    // Where the upper lid rests on the lower one, from the inner canthus outward.
    if (!open_) {
        const std::vector<dvec3> margin{{15.2, 32.8, 0}, {18.5, 31.4, .7}, {24, 29.6, 1},    {30, 28.8, 1},
                                        {36, 28.9, 1},   {41.5, 30.1, 1},  {45.5, 31.9, .7}, {48.5, 33.2, 0}};
        closure_ = curve_points(draped(face, margin), 6);
        lash_.emplace_back(draped(face, margin), 0.9, .9);
        folds_.emplace_back(draped(face, margin), 3.0, .8, .35);
    }
    // The fold of skin under the brow overhangs the lid, more so outward.
    const std::vector<dvec3> crease{{17, 40, 0},     {21, 42.4, .5}, {27, 43.8, .8}, {34, 43.6, 1},
                                    {41, 41.6, 1.1}, {47, 38.4, .7}, {51, 36, 0}};
    if (open_)
        folds_.emplace_back(draped(face, crease), 5.5, 2.2, 1.2);
    else {
        folds_.emplace_back(draped(face, crease), 6.0, 3.0, .8);
        // What is left of the crease while the lid is down.
        const std::vector<dvec3> lid{{18.5, 37.0, 0}, {23, 39.2, .7}, {29, 40.2, 1},
                                     {35, 39.8, 1},   {41, 38.0, .8}, {46.5, 35.4, 0}};
        lid_crease_.emplace_back(draped(face, lid), 1.9, .3);
    }
    // Tear trough, and the soft step from lid to cheek.
    furrows_.emplace_back(draped(face, {{17, 29, 0}, {20, 25, .8}, {25, 20.5, 1}, {31, 17.8, .8}, {38, 17, 0}}), 4.8,
                          .9);
}

double Eyes::apply_lids(const dvec3& p, double d) const {
    if (p.z < 50 || p.x > 62 || p.x < 4 || p.y < 12 || p.y > 60) return d;
    return smooth_min(d, lids.distance(p), 8);
}

double Eyes::apply_lines(const dvec3& p, double d) const {
    if (p.z < 50 || p.x > 66 || p.y < 5 || p.y > 62) return d;
    for (const Fold& f : folds_) d -= f.amount(p);
    for (const Crease& c : furrows_) d += c.amount(p);
    for (const Crease& c : lash_) d += c.amount(p);
    for (const Crease& c : lid_crease_) d += c.amount(p);
    if (open_ && p.x < 50 && p.x > 12 && p.y > 22 && p.y < 46) {
        const double t = (p.x - middle_x) / half_width;
        // Distance to the margins; seen from the front they slope up to 50 degrees near the canthi.
        const double slit = .8 * std::fmax(p.y - opening_top(t), opening_bottom(t) - p.y);
        Ellipsoid bed = globe();
        bed.radii -= dvec3(1.6);
        double cut = smooth_max(slit, 78 - p.z, 1);
        cut = smooth_max(cut, -bed.distance(p), 1);
        d = smooth_max(d, -cut, 1.1);
    }
    return d;
}

Ellipsoid Eyes::globe() { return {{31.4, 34.8, 72.6}, {16.8, 13.0, 14.1}}; }

double Eyes::shade(const dvec3& p) const {
    const double t = (p.x - middle_x) / half_width;
    const double from_top = opening_top(t) - p.y, from_bottom = p.y - opening_bottom(t);
    return smooth_step(-2.5, 3.2, from_top) * smooth_step(-3.0, 1.0, from_bottom);
}

dvec4 Eyes::margin(double t, bool upper) const {
    if (!open_) {
        const double at = t * static_cast<double>(closure_.size() - 1);
        const auto i = static_cast<std::size_t>(std::fmin(at, static_cast<double>(closure_.size()) - 2));
        return glm::mix(closure_[i], closure_[i + 1], at - static_cast<double>(i));
    }
    const double s = 2 * t - 1, x = middle_x + half_width * s;
    const double y = upper ? opening_top(s) + .5 : opening_bottom(s) - .5;
    const dvec3 q = (dvec3(x, y, 0) - lids.centre) / lids.radii;
    return {x, y, lids.centre.z + lids.radii.z * std::sqrt(std::fmax(0.05, 1 - q.x * q.x - q.y * q.y)), 1};
}

double Eyes::lash_distance(const dvec3& p, double reach) const {
    double best = 1e9;
    for (const Crease& c : lash_) best = std::fmin(best, c.distance(p, reach));
    if (open_ && std::fabs(p.x - middle_x) < half_width + 1 && p.y > 20 && p.y < 46) {
        const double t = (p.x - middle_x) / half_width;
        best = std::fmin(std::fabs(p.y - opening_top(t) - .3), 1.4 + std::fabs(p.y - opening_bottom(t) + .3));
    }
    return best;
}

}  // namespace stipple::bust
