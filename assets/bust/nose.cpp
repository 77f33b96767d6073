#include "assets/bust/head_field.h"

namespace stipple::bust {

Nose::Nose()
    : ridge_({{0, 52, 85, 13},
              {0, 41, 86.8, 9.6},
              {0, 30, 93.8, 9.6},
              {0, 18, 102, 9.6},
              {0, 8, 109.2, 9.8},
              {0, 2, 113.8, 10}}),
      side_({{3.5, 42, 82, 7.5}, {6, 28, 85, 8.5}, {9.5, 14, 91, 9.5}, {11, 4, 96, 10.5}}),
      columella_({{0, -12.5, 97, 5.5}, {0, -11.6, 107, 4}, {0, -6.5, 115, 5}}),
      rim_({{16.5, -8.5, 97, 2.2}, {13.8, -10.6, 102.5, 1.9}, {10.8, -9.8, 107.5, 1.9}, {8.5, -7.5, 110.5, 2.2}}),
      alar_({{17.5, 7, 95, 0}, {20, -1, 95.5, 1}, {19, -9, 96.5, 1}, {15.5, -13, 99, .4}}, 2.3, 2.1),
      tip_({{8.5, -8, 114, .3}, {10, -2, 113, 1}, {12.5, 4, 107, 1}, {16.5, 8, 99, 0}}, 3.2, .5),
      nasolabial_({{20, -3, 96, .3}, {26, -12, 94.5, 1}, {30.5, -22, 92, 1}, {33, -34, 87, 0}}, 5, .7) {}

double Nose::apply(const dvec3& p, double d) const {
    if (p.z < 55 || p.x > 60 || p.y > 80 || p.y < -45) return d;
    double n = ridge_.distance(p);
    n = smooth_min(n, side_.distance(p), 9);
    n = smooth_min(n, Ellipsoid{{12.3, -4.8, 100.3}, {5.8, 7, 10.2}}.distance(p), 7.5);  // wing
    n = smooth_min(n, columella_.distance(p), 4);
    n = smooth_min(n, rim_.distance(p), 4);
    d = smooth_min(d, n, 8);
    d = smooth_min(d, Ellipsoid{{0, -22, 83}, {22, 12, 22}}.distance(p), 12);              // base of the upper lip
    d = smooth_max(d, -Ellipsoid{{7.4, -12.6, 103.0}, {1.7, 1.8, 3.8}}.distance(p), 4.0);  // nostril
    return d + alar_.amount(p) + tip_.amount(p) + nasolabial_.amount(p);
}

}  // namespace stipple::bust
