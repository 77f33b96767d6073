#include "assets/bust/head_field.h"

namespace stipple::bust {

Nose::Nose()
    : ridge_({{0, 52, 83, 13},
              {0, 42, 84.6, 9.8},
              {0, 32, 91.4, 9.2},
              {0, 22, 99.6, 8.9},
              {0, 12, 107.2, 8.4},
              {0, 4, 112.6, 8.2}}),
      side_({{3.5, 42, 80.5, 7.5}, {6, 28, 85, 8.5}, {9.5, 14, 91, 9.5}, {10.5, 5, 96.0, 8.5}}),
      columella_({{0, -13.4, 98, 5}, {0, -12.0, 106.5, 3.5}, {0, -7.0, 114.0, 4.4}}),
      lobule_({{13.0, -6.6, 97.2, 5.1},
               {12.4, -7.1, 101.4, 5.0},
               {10.0, -6.7, 106.8, 4.7},
               {6.7, -4.0, 112, 4.9},
               {3.6, -.2, 116.0, 5.8}}),
      vestibule_({{8.8, -10, 103.5, 2.1}, {8, -5, 102, 2.3}, {7, 0, 99, 2.0}}),
      alar_({{10.0, 3.6, 109, 0},
             {13.6, 2.2, 104, .5},
             {17.0, .2, 98.8, .9},
             {19.0, -4.5, 95.8, 1},
             {18.6, -9.5, 95.6, 1},
             {16.8, -13.0, 97, .6},
             {14.8, -14.8, 99, 0}},
            2.4, 1.05),
      tip_({{7.2, -6.6, 115, 0}, {9.6, -3, 112.5, 1}, {11.2, 1.5, 108, 1}, {12.5, 5, 104, 0}}, 2.8, .5) {}

double Nose::apply(const dvec3& p, double d) const {
    if (p.z < 55 || p.x > 60 || p.y > 80 || p.y < -45) return d;
    double n = ridge_.distance(p);
    n = smooth_min(n, side_.distance(p), 9);
    n = smooth_min(n, lobule_.distance(p), 5);
    n = smooth_min(n, Ellipsoid{{0, -2, 103.5}, {7, 8, 9}}.distance(p), 3);  // septum: nothing hollow between the wings
    n = smooth_min(n, columella_.distance(p), 6);
    d = smooth_min(d, n, 7);
    d = smooth_min(d, Ellipsoid{{0, -22, 83}, {22, 12, 22}}.distance(p), 12);  // base of the upper lip
    double hollow = Ellipsoid{{8.4 - .30 * (p.z - 104), -11.2 + .16 * (p.z - 104), 104}, {3.1, 1.9, 6.0}}.distance(p);
    hollow = smooth_min(hollow, vestibule_.distance(p), 2);
    d = smooth_max(d, -hollow, 2.2);
    d -= Stroke{{5.6, -6.6, 115.5}, {3, 3, 4}, -.9}.amount(p);  // soft triangle
    return d + alar_.amount(p) + tip_.amount(p);
}

}  // namespace stipple::bust
