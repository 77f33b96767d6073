#include "assets/bust/head_field.h"

namespace stipple::bust {

Nose::Nose()
    : pyramid_({{-16, 10}, {-6, 12}, {2, 14.8}, {10, 16.2}, {18, 16.0}, {26, 14.5}, {34, 12.5}, {44, 10.5}, {58, 10}},
               {{-16, 113},
                {-6, 117},
                {2, 118.8},
                {10, 116.8},
                {18, 112.0},
                {26, 106.9},
                {34, 102.3},
                {42, 98.8},
                {50, 98.0},
                {60, 98}},
               {{-16, 60}, {60, 60}}, {{-16, 86}, {14, 86}, {34, 83}, {60, 80}}, 1.75),
      columella_({{0, -13.6, 96.5, 4.6}, {0, -12.4, 106.5, 3.4}, {0, -8.0, 115.4, 4.2}}),
      lobule_({{13.2, -7.2, 96.2, 4.9},
               {13.2, -8.2, 101.6, 4.9},
               {11.0, -9.0, 107.2, 4.8},
               {7.2, -6.8, 113.0, 4.9},
               {2.7, -.8, 117.0, 6.5}}),
      alar_({{12.5, 4.4, 104.5, 0},
             {15.6, 3.2, 101.6, .35},
             {18.6, .4, 99.4, .9},
             {20.2, -4.4, 99.8, 1},
             {19.9, -9.2, 101.5, .9},
             {18.6, -13.4, 103.4, .5},
             {16.2, -16.2, 105.0, 0}},
            2.3, .95),
      tip_({{8.8, -7.5, 115.5, 0}, {10.6, -2.6, 114.2, .8}, {12.2, 1.4, 109.0, 1}, {13.8, 4, 104.6, 0}}, 3.0, .2) {}

double Nose::apply(const dvec3& p, double d) const {
    if (p.z < 55 || p.x > 60 || p.y > 80 || p.y < -45) return d;
    double n =
        smooth_max(pyramid_.distance(p), -6.5 - p.y - .10 * (p.z - 104), 7);  // bridge and walls, down to the base
    n = smooth_max(n, p.y - 56, 12);
    n = smooth_min(n, lobule_.distance(p), 7);
    n = smooth_min(n, columella_.distance(p), 4);
    n -= Stroke{{11.5, 5, 108.5}, {4, 5, 6}, .8}.amount(p);  // no pit between tip and wing
    d = smooth_min(d, n, 9);
    d = smooth_min(d, Ellipsoid{{0, -22, 81.8}, {22, 12, 22}}.distance(p), 12);  // base of the upper lip
    // Nostrils: drops that point to the tip, cut upward from the base, the walls overhanging them.
    const double forward = p.z - 106.8;
    const double hollow = Ellipsoid{{8.0 - .44 * forward, -9.8 + .14 * forward, 106.8}, {3.9, 4.9, 6.5}}.distance(p);
    d = smooth_max(d, -hollow, 2.6);
    return d + alar_.amount(p) + tip_.amount(p);
}

}  // namespace stipple::bust
