// The outer ear in its own axes (u backward, v up, w outward from the canal), 63 mm long.
#include <algorithm>

#include "assets/bust/head_field.h"

namespace stipple::bust {
namespace {

constexpr double size = 0.93;            // of the numbers below
const dvec3 canal_mouth(71.5, 10.3, 5);  // in the sculpture's axes

}  // namespace

Ear::Ear()
    : helix_({{-3.5, 12, 3, 2},
              {-5, 17, 4.4, 2.5},
              {-4.6, 25, 5.4, 2.8},
              {0, 33, 6.4, 3},
              {7.5, 38, 7.2, 3.1},
              {16, 38.3, 7.6, 3.2},
              {23.6, 33.5, 7.6, 3.2},
              {28, 24.5, 7.3, 3},
              {28.9, 13, 6.8, 2.7},
              {26.8, 1, 5.8, 2.4},
              {22.6, -9, 4.2, 2.2},
              {18, -16, 2.8, 2.3},
              {13, -21, 1.6, 2.8}},
             6),
      helix_root_({{-4.2, 14, 3.6, 2.1}, {-1, 8.5, 2.2, 2.3}, {3.5, 6, .2, 2.2}, {8.5, 6.2, -1.6, 1.6}, {12, 7, -3.2, .8}}, 6),
      scapha_({{24, 33, 5.5, .6}, {28, 25, 4.2, 1.8}, {28.7, 13, 3.6, 2.2}, {26.3, 1, 3, 1.9}, {21, -9, 2.4, .6}}, 6),
      antihelix_({{5.5, -10.5, 4.4, 2.2},
                  {10.5, -10.8, 5, 2.3},
                  {16, -7.6, 6, 2.5},
                  {19.6, -.5, 6.9, 2.7},
                  {20.6, 8, 7.2, 2.8},
                  {19.6, 14.5, 6.8, 2.7},
                  {17.8, 21, 5.9, 2.9},
                  {15.6, 27, 4.2, 2.9},
                  {13.2, 32, 2, 2.6}},
                 6),
      crus_({{20, 12, 6.4, 2.2}, {16, 17, 5.6, 2.1}, {10, 20, 4.8, 1.9}, {3.5, 21.8, 4.2, 1.7}, {-2, 23, 4, 1.4}}, 6),
      tragus_({{-4, 5, 2.6, 2.2}, {-1.9, 1.5, 5.4, 2.4}, {-.6, -2.2, 6.6, 2.5}, {-1.2, -6, 4.8, 2}}, 6),
      canal_({{5, -1, 0, 3.6}, {-4, -1, -9, 3}}, 1) {
    up_ = glm::normalize(dvec3(.10, 1, -.20));
    const dvec3 back(.47, 0, -.88);
    back_ = glm::normalize(back - glm::dot(back, up_) * up_);
    out_ = glm::cross(up_, back_);
    if (out_.x < 0) out_ = -out_;
}

bool Ear::near(const dvec3& p) const { return p.x > 45 && p.y > -35 && p.y < 75 && p.z > -55 && p.z < 45; }

dvec3 Ear::to_head(const dvec3& q) const { return canal_mouth + size * (q.x * back_ + q.y * up_ + q.z * out_); }

double Ear::share(const dvec3& p) const {
    if (!near(p)) return 0;
    const dvec3 r = (p - canal_mouth) / size;
    const double u = (glm::dot(r, back_) - 12) / 19, v = (glm::dot(r, up_) - 8) / 34;
    const double bowl_u = (glm::dot(r, back_) - 9.5) / 11, bowl_v = (glm::dot(r, up_) - 5) / 15;
    const double bowl = 1 - smooth_step(.7, 1.1, bowl_u * bowl_u + bowl_v * bowl_v);
    return std::max(bowl, smooth_step(0, 5, glm::dot(r, out_))) * (1 - smooth_step(.75, 1.15, u * u + v * v));
}

double Ear::apply(const dvec3& head_point, double d) const {
    const dvec3 r = (head_point - canal_mouth) / size;
    dvec3 p(glm::dot(r, back_), glm::dot(r, up_), glm::dot(r, out_));
    // The upper half is lower than the numbers say: the tragion stands at half the height of the ear.
    const double above = p.y - 4;
    if (above > 0) p.y += 0.15 * above * above / (above + 8);
    double e = Ellipsoid{{13.5, 10.5, 2.5}, {16, 24.5, 3.4}}.distance(p);         // plate
    e = smooth_min(e, Ellipsoid{{10, 6, -3.5}, {13.5, 20, 8}}.distance(p), 9);  // back of the concha
    e = smooth_min(e, Ellipsoid{{9.5, 29.6, 2}, {13, 8.6, 5.2}}.distance(p), 6);  // where it joins the head above
    const double behind = 1 - smooth_step(2.5, 6.5, p.z);                       // where folds do not show through
    e = smooth_min(e, helix_.distance(p), 3.5 + 4 * behind);
    e = smooth_min(e, scapha_.distance(p), 5 + 3 * behind);
    e = smooth_min(e, antihelix_.distance(p), 3.4);
    e = smooth_min(e, crus_.distance(p), 3);
    e = smooth_min(e, Ellipsoid{{8.8, -20, 1.6}, {8.2, 9, 3.7}}.distance(p), 5);  // lobe
    // Between the crura, shallow.
    e = smooth_max(e, -Ellipsoid{{7.5, 27.5, 8.6}, {7, 4.6, 5.2}}.distance(p), 2.5);
    d = smooth_min(d, e * size, 5 - 1.5 * smooth_step(12, 34, p.y));
    // Concha and cymba are one bowl, which the root of the helix divides only in front.
    double hollow = Ellipsoid{{9.5, .2, 7.4}, {9.2, 9, 10.5}}.distance(p);
    hollow = smooth_min(hollow, Ellipsoid{{9.2, 11.2, 6.8}, {8.6, 6.2, 8.4}}.distance(p), 9);
    hollow = smooth_min(hollow, canal_.distance(p), 3);
    d = smooth_max(d, -hollow * size, 3);
    d = smooth_min(d, helix_root_.distance(p) * size, 3);
    d = smooth_min(d, tragus_.distance(p) * size, 3.5);
    return smooth_min(d, Ellipsoid{{5.6, -9.8, 4}, {4.4, 2.4, 2.5}}.distance(p) * size, 4);  // antitragus
}

}  // namespace stipple::bust
