#include "delta_e.h"

#include <cmath>

namespace stipple::session {
namespace {

constexpr double kPi = 3.14159265358979323846, kDegree = kPi / 180;

double hue_deg(double b, double a) {
    if (a == 0 && b == 0) return 0;
    const double h = std::atan2(b, a) / kDegree;
    return h < 0 ? h + 360 : h;
}

}  // namespace

// ISO/CIE 11664-6; names of its terms as there.
double delta_e2000(const glm::dvec3& first, const glm::dvec3& second) {
    const double mean_chroma = 0.5 * (std::hypot(first.y, first.z) + std::hypot(second.y, second.z));
    const auto saturating = [](double chroma) { return std::sqrt(std::pow(chroma, 7) / (std::pow(chroma, 7) + std::pow(25.0, 7))); };
    const double stretch = 1 + 0.5 * (1 - saturating(mean_chroma));
    const double a1 = stretch * first.y, a2 = stretch * second.y;
    const double c1 = std::hypot(a1, first.z), c2 = std::hypot(a2, second.z);
    const double h1 = hue_deg(first.z, a1), h2 = hue_deg(second.z, a2);

    const double dl = second.x - first.x, dc = c2 - c1;
    double turn = h2 - h1, h = h1 + h2;
    if (c1 * c2 == 0) {
        turn = 0;  // grey has no hue, so the other's is the mean
    } else if (std::abs(turn) > 180) {
        h += h < 360 ? 360 : -360;
        turn += turn > 0 ? -360 : 360;
        h *= 0.5;
    } else {
        h *= 0.5;
    }
    const double dh = 2 * std::sqrt(c1 * c2) * std::sin(0.5 * turn * kDegree);

    const double l = 0.5 * (first.x + second.x), c = 0.5 * (c1 + c2);
    const double t = 1 - 0.17 * std::cos((h - 30) * kDegree) + 0.24 * std::cos(2 * h * kDegree) + 0.32 * std::cos((3 * h + 6) * kDegree) -
                     0.20 * std::cos((4 * h - 63) * kDegree);
    const double sl = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50)), sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
    const double rotation = 30 * std::exp(-(h - 275) * (h - 275) / 625), rt = -std::sin(2 * rotation * kDegree) * 2 * saturating(c);
    const double x = dl / sl, y = dc / sc, z = dh / sh;
    return std::sqrt(x * x + y * y + z * z + rt * y * z);
}

}  // namespace stipple::session
