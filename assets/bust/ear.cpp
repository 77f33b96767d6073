// The outer ear in its own axes (u backward, v up, w outward from the canal), 63 mm long.
#include "assets/bust/head_field.h"

namespace stipple::bust {
namespace {

constexpr double size = 0.93;            // of the numbers below
const dvec3 canal_mouth(71.5, 10.3, 5);  // in the sculpture's axes

}  // namespace

Ear::Ear()
    : helix_({{6, 3.5, 0, 1.6},
              {1, 8, 2.5, 2.2},
              {-4, 16, 4, 2.6},
              {-4.5, 25, 5, 2.8},
              {0, 33, 6, 3},
              {7.5, 38, 7, 3.1},
              {16, 38.5, 7.5, 3.2},
              {24, 33.5, 7.5, 3.2},
              {28.5, 24, 7.2, 3},
              {29.3, 13, 6.8, 2.8},
              {27, 1, 6, 2.7},
              {22.5, -9, 4.5, 2.6},
              {17, -17, 2.5, 2.8},
              {10, -21, 1, 3.2}},
             6),
      scapha_({{24, 33, 5.5, .6}, {28, 25, 4.2, 1.8}, {28.7, 13, 3.6, 2.2}, {26.3, 1, 3, 1.9}, {21, -9, 2.4, .6}}, 6),
      antihelix_({{4.5, -9.5, 4.5, 2.4},
                  {10, -10.5, 5.5, 2.7},
                  {16, -7, 6.3, 2.8},
                  {19.5, 1, 7, 3},
                  {20.5, 10, 7, 3.1},
                  {18.5, 18, 6, 2.9},
                  {15, 26, 4.5, 2.5}},
                 6),
      crus_({{19, 16, 6, 2.8}, {13, 18.5, 4, 2.3}, {6, 19, 2.5, 1.8}}, 6),
      canal_({{5, -1, 2, 4}, {-4, -1, -8, 3}}, 1) {
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
    return smooth_step(0, 5, glm::dot(r, out_)) * (1 - smooth_step(.75, 1.15, u * u + v * v));
}

double Ear::apply(const dvec3& head_point, double d) const {
    const dvec3 r = (head_point - canal_mouth) / size;
    dvec3 p(glm::dot(r, back_), glm::dot(r, up_), glm::dot(r, out_));
    // The upper half is lower than the numbers say: the tragion stands at half the height of the ear.
    const double above = p.y - 4;
    if (above > 0) p.y += 0.15 * above * above / (above + 8);
    double e = Ellipsoid{{13.5, 12, 2.5}, {16, 26, 3.4}}.distance(p);           // plate
    e = smooth_min(e, Ellipsoid{{10, 6, -3.5}, {13.5, 20, 8}}.distance(p), 9);  // back of the concha
    const double behind = 1 - smooth_step(2.5, 6.5, p.z);                       // where folds do not show through
    e = smooth_min(e, helix_.distance(p), 3.5 + 4 * behind);
    e = smooth_min(e, scapha_.distance(p), 5 + 3 * behind);
    e = smooth_min(e, antihelix_.distance(p), 3);
    e = smooth_min(e, crus_.distance(p), 3);
    e = smooth_min(e, Ellipsoid{{10.5, -20, 1}, {8.5, 9, 3}}.distance(p), 4);      // lobe
    e = smooth_min(e, Ellipsoid{{-.8, -1.8, 5.2}, {3, 6, 3.6}}.distance(p), 2.5);  // tragus
    e = smooth_min(e, Ellipsoid{{4, -9.5, 4}, {3.6, 3, 3}}.distance(p), 3);        // antitragus
    d = smooth_min(d, e * size, 5 - 1.5 * smooth_step(12, 34, p.y));
    double hollow = Ellipsoid{{9.5, .5, 7}, {9.2, 8.6, 9}}.distance(p);                  // concha
    hollow = smooth_min(hollow, Ellipsoid{{9, 11.5, 6}, {8.5, 4.6, 7}}.distance(p), 3);  // cymba
    hollow = smooth_min(hollow, canal_.distance(p), 2);
    return smooth_max(d, -hollow * size, 3);
}

}  // namespace stipple::bust
