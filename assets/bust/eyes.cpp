#include "assets/bust/head_field.h"

namespace stipple::bust {

Eyes::Eyes() = default;

void Eyes::add_lines(const Field& face) {
    // Where the upper lid rests on the lower one, from the inner canthus outward.
    const std::vector<dvec3> margin{{15.2, 32.8, 0}, {18.5, 31.4, .7}, {24, 29.6, 1},    {30, 28.8, 1},
                                    {36, 28.9, 1},   {41.5, 30.1, 1},  {45.5, 31.9, .7}, {48.5, 33.2, 0}};
    lash_.emplace_back(draped(face, margin), 0.9, .9);
    folds_.emplace_back(draped(face, margin), 3.0, .8, .35);
    // The fold of skin under the brow overhangs the lid, more so outward.
    folds_.emplace_back(
        draped(
            face,
            {{17, 40, 0}, {21, 42.4, .5}, {27, 43.8, .8}, {34, 43.6, 1}, {41, 41.6, 1.1}, {47, 38.4, .7}, {51, 36, 0}}),
        6.0, 3.0, .8);
    // Tear trough, and the soft step from lid to cheek.
    furrows_.emplace_back(draped(face, {{17, 29, 0}, {20, 25, .8}, {25, 20.5, 1}, {31, 17.8, .8}, {38, 17, 0}}), 3.6,
                          .9);
}

double Eyes::apply_lids(const dvec3& p, double d) const {
    if (p.z < 50 || p.x > 62 || p.x < 4 || p.y < 12 || p.y > 60) return d;
    return smooth_min(d, Ellipsoid{{31.4, 34.6, 72.6}, {18.0, 14.2, 15.4}}.distance(p), 8);
}

double Eyes::apply_lines(const dvec3& p, double d) const {
    if (p.z < 50 || p.x > 66 || p.y < 5 || p.y > 62) return d;
    for (const Fold& f : folds_) d -= f.amount(p);
    for (const Crease& c : furrows_) d += c.amount(p);
    for (const Crease& c : lash_) d += c.amount(p);
    return d;
}

double Eyes::lash_distance(const dvec3& p, double reach) const {
    double best = 1e9;
    for (const Crease& c : lash_) best = std::fmin(best, c.distance(p, reach));
    return best;
}

}  // namespace stipple::bust
