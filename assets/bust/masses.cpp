// The big forms. Numbers: millimetres in the sculpture's axes; section widths and depths were chosen after the
// proportions of an adult male head.
#include "assets/bust/head_field.h"
#include "assets/bust/noise.h"

namespace stipple::bust {

Masses::Masses(const HeadShape&)
    : face_(
          {{-100, 36},
           {-84, 42},
           {-72, 48},
           {-60, 56.5},
           {-40, 63.5},
           {-20, 68},
           {0, 71.5},
           {20, 73.5},
           {40, 75},
           {60, 77}},
          {{-100, 90}, {-84, 94}, {-72, 97}, {-60, 99}, {-40, 101}, {-20, 102}, {0, 100}, {20, 96}, {40, 95}, {60, 97}},
          {{-100, -50}, {60, -50}}, {{-100, 20}, {60, 20}}, 2.2),
      neck_({{-200, 165},
             {-182, 153},
             {-166, 130},
             {-150, 99},
             {-135, 78},
             {-120, 66.5},
             {-100, 58.5},
             {-80, 57},
             {-40, 57},
             {20, 60}},
            {{-200, 58}, {-180, 42}, {-165, 31}, {-150, 27}, {-120, 36}, {-100, 43}, {-80, 46}, {-40, 44}, {20, 40}},
            {{-200, -114}, {-180, -110}, {-150, -100}, {-120, -87}, {-100, -76}, {-80, -70}, {-40, -67}, {20, -75}},
            {{-200, -28},
             {-180, -34},
             {-150, -36.5},
             {-120, -25.5},
             {-100, -16.5},
             {-80, -12},
             {-40, -11.5},
             {20, -17.5}},
            2.1),
      mandible_({{0, -70.5, 87.5, 9}, {11, -69, 83.5, 9.5}, {26, -63, 70, 10}, {41, -54, 44, 9.5}, {49.5, -41, 14, 8}},
                10),
      sternomastoid_({{57, -12, -16, 8}, {51, -48, 2, 8.5}, {41, -95, 19, 8}, {27, -140, 22, 7.5}, {13, -172, 30, 6}},
                     10),
      clavicle_({{14, -175, 29, 6}, {48, -169, 26, 5.5}, {84, -163, 13, 5}, {108, -165, -2, 3}}, 10),
      strokes_{
          {{0, 57, 100}, {15, 9, 14}, 2.0},      // glabella
          {{0, 43, 101}, {9, 7, 12}, -1.2},      // root of the nose
          {{21, 53.5, 94}, {14, 6.5, 14}, 3.0},  // superciliary arch
          {{36, 54, 86}, {12, 7, 12}, 1.6},      // its outer half
          {{46, 48, 75}, {8, 9, 11}, 3.2},       // lateral brow, the rim of the orbit
          {{29, 88, 84}, {22, 20, 22}, 2.2},     // frontal eminence
          {{0, 70, 104}, {16, 8, 14}, -.5},      // above the glabella
          {{70, 42, 42}, {15, 30, 28}, -3.0},    // temple
          {{70, 32, 20}, {12, 20, 18}, -1.8},    // temple behind
          {{53, 13, 68}, {15, 13, 17}, 3.0},     // cheek bone
          {{60, -14, 50}, {15, 19, 24}, -1.6},   // hollow under it
          {{58, -36, 34}, {12, 18, 20}, 1.6},    // masseter
          {{24, -66, 84}, {8, 9, 10}, -1.2},     // beside the chin
          {{43, 2, 82}, {16, 16, 16}, 2.0},      // cheek apple
          {{66, 10, 42}, {12, 16, 30}, .9},      // zygomatic arch
          {{55, -3, 70}, {14, 18, 17}, 1.8},     // cheek, side
          {{31, -3, 87}, {10, 14, 12}, 1.6},     // malar fat
          {{23, -7, 95}, {7, 12, 10}, -1.2},     // beside the ala
          {{50, -24, 66}, {16, 16, 18}, -0.8},   // buccal hollow
          {{21, 20, 90}, {12, 15, 12}, -2.2},    // tear trough
          {{47, 27, 80}, {9, 8, 10}, -2.2},      // lateral orbital rim
          {{38, 20, 84}, {13, 8, 10}, -1.3},     // under the eye
          {{0, -52.5, 101}, {15, 5, 10}, -1.9},  // mentolabial sulcus
          {{0, -65, 98}, {14, 10, 14}, 1.5},     // chin pad
          {{12, -74, 90}, {9, 8, 12}, 1.2},      // chin, side
          {{62, 78, -38}, {26, 26, 30}, 1.6},    // parietal eminence
          {{70, 92, -14}, {22, 26, 44}, 2.2},    // side wall of the vault
          {{0, 24, -92}, {30, 20, 16}, 0.3},     // occipital bun
          {{0, 2, -86}, {56, 32, 28}, -2.4},     // below the occiput
          {{0, -24, -72}, {12, 26, 14}, -1.6},   // nape
          {{78, 14, 6}, {12, 26, 18}, -3.0},     // before and under the ear
          {{0, -176, 40}, {8, 8, 12}, -3.5},     // jugular notch
      } {}

double Masses::cranium(const dvec3& p) const {
    // A superellipsoid with other radii in front, behind, above and below; tangent-continuous where they meet.
    constexpr double side = 78, front = 106, back = 87, above = 88.5, below = 106, vertical = 2.1, level = 2.12;
    const dvec3 r(side, p.y > 60 ? above : below, p.z > -8 ? front : back);
    const dvec3 a(std::fabs(p.x) / r.x, std::fabs(p.y - 60) / r.y, std::fabs(p.z + 8) / r.z);
    const double px = exact::pow(a.x, level), pz = exact::pow(a.z, level), plane = px + pz;
    if (plane < 1e-9) return (a.y - 1) * r.y;
    const double h = exact::pow(plane, vertical / level);  // (horizontal ratio)^vertical
    const double v = exact::pow(a.y, vertical), sum = h + v;
    const double f = exact::pow(sum, 1 / vertical);
    if (f < 0.3) return -40;
    const double s = f / sum, t = s * h / plane;
    const double gx = a.x > 1e-9 ? t * px / a.x / r.x : 0, gz = a.z > 1e-9 ? t * pz / a.z / r.z : 0;
    const double gy = a.y > 1e-9 ? s * v / a.y / r.y : 0;
    return (f - 1) / std::sqrt(gx * gx + gy * gy + gz * gz);
}

double Masses::distance(const dvec3& p) const {
    double d = cranium(p);
    if (p.y < 112) {
        if (p.z > -75) {
            double face = face_.distance(p);
            const dvec3 jaw_normal(0.1883, -0.9415, -0.2825);  // unit; the plane under the jaw
            face = smooth_max(face, glm::dot(p - dvec3(0, -82.5, 84), jaw_normal), 22);
            face = smooth_max(face, p.y - 66, 40);
            face = smooth_max(face, -40 - p.z, 30);
            d = smooth_min(d, face, 22);
        }
        if (p.y < 20) {
            if (p.z > 0 && p.y > -115) {
                d = smooth_min(d, Ellipsoid{{0, -64, 82.2}, {21, 15.5, 17.5}}.distance(p), 14);  // chin
                d = smooth_min(d, Ellipsoid{{0, -68.5, 52}, {33, 16, 31}}.distance(p), 18);      // floor of the mouth
                d = smooth_min(d, Ellipsoid{{0, -33, 73}, {31, 22, 27.7}}.distance(p), 20);      // dental arch
            }
            d = smooth_min(d, mandible_.distance(p), 16);
        }
        if (p.y < 60) {
            const double neck = smooth_max(neck_.distance(p), p.y - 5, 30);
            d = smooth_min(d, neck, 18);
            if (p.y < 30) d = smooth_min(d, sternomastoid_.distance(p), 11);
            if (p.y < -60) {
                d = smooth_min(d, Ellipsoid{{0, -106, 37}, {8.5, 13, 8.5}}.distance(p), 14);  // larynx
                if (p.y < -120) d = smooth_min(d, clavicle_.distance(p), 16);
            }
        }
    }
    for (const Stroke& s : strokes_) d -= s.amount(p);
    // Nothing grown is smooth: unevenness of muscle and of the fat under the skin, fading out where the vault begins.
    if (p.y < 62) {
        const double below = 1 - smooth_step(40, 62, p.y);
        d += below * .16 * noise(p / 30.0);
        if (p.z > 10) d += below * smooth_step(10, 36, p.z) * .10 * noise(p / 8.5 + 5.0);
    }
    if (p.z > 70 && p.y > 5 && p.y < 65 && p.x < 60)  // orbit
        d = smooth_max(d, -Ellipsoid{{27.5, 35.5, 100}, {16, 12.5, 14}}.distance(p), 12);
    return d;
}

double Masses::bust_edge(const dvec3& p, double d) const {
    if (p.y > -100) return d;
    // Upright sides on an oval, a shallow bowl below, all edges well rounded.
    const double a = std::fabs(p.x) / 120, b = std::fabs(p.z + 36) / 100, oval = std::sqrt(a * a + b * b);
    d = smooth_max(d, (oval - 1) * 105, 14);
    return smooth_max(d, -194 - p.y + (p.x * p.x + (p.z + 36) * (p.z + 36)) / 1400, 18);
}

}  // namespace stipple::bust
