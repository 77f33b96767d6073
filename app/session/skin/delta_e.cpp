#include "delta_e.h"

#include <algorithm>
#include <cmath>

namespace stipple::session {
namespace {

constexpr double kPi = 3.14159265358979323846;
double radians(double degrees) { return degrees * (kPi / 180); }

// Hue angle in degrees, 0 .. 360; 0 of a grey.
double hue_degrees(double a, double b) {
    if (a == 0 && b == 0) return 0;
    const double angle = std::atan2(b, a) * (180 / kPi);
    return angle < 0 ? angle + 360 : angle;
}
double seventh_power(double x) { return x * x * x * x * x * x * x; }
// C^7 / (C^7 + 25^7), as a square root.
double saturated(double chroma) {
    return std::sqrt(seventh_power(chroma) / (seventh_power(chroma) + seventh_power(25)));
}

}  // namespace

glm::dvec3 lab_from_linear(const glm::dvec3& rgb) {
    const glm::dvec3 c = glm::max(rgb, glm::dvec3(0));
    const double x = (0.4124564 * c.r + 0.3575761 * c.g + 0.1804375 * c.b) / 0.95047;
    const double y = 0.2126729 * c.r + 0.7151522 * c.g + 0.0721750 * c.b;
    const double z = (0.0193339 * c.r + 0.1191920 * c.g + 0.9503041 * c.b) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

double delta_e_2000(const glm::dvec3& first, const glm::dvec3& second) {
    const double mean_chroma = (std::hypot(first.y, first.z) + std::hypot(second.y, second.z)) / 2;
    const double greener = 1 + 0.5 * (1 - saturated(mean_chroma));  // greys weigh more along a*
    const double a1 = greener * first.y, a2 = greener * second.y;
    const double c1 = std::hypot(a1, first.z), c2 = std::hypot(a2, second.z), h1 = hue_degrees(a1, first.z),
                 h2 = hue_degrees(a2, second.z);
    const bool grey = c1 * c2 == 0;

    double turn = grey ? 0 : h2 - h1;  // the shorter way round
    if (turn > 180) turn -= 360;
    if (turn < -180) turn += 360;
    double hue = h1 + h2;
    if (!grey) {
        if (std::abs(h1 - h2) > 180) hue += hue < 360 ? 360 : -360;
        hue /= 2;
    }
    const double dl = second.x - first.x, dc = c2 - c1, dh = 2 * std::sqrt(c1 * c2) * std::sin(radians(turn / 2));

    const double lightness = (first.x + second.x) / 2 - 50, chroma = (c1 + c2) / 2;
    const double t = 1 - 0.17 * std::cos(radians(hue - 30)) + 0.24 * std::cos(radians(2 * hue)) +
                     0.32 * std::cos(radians(3 * hue + 6)) - 0.20 * std::cos(radians(4 * hue - 63));
    const double sl = 1 + 0.015 * lightness * lightness / std::sqrt(20 + lightness * lightness),
                 sc = 1 + 0.045 * chroma, sh = 1 + 0.015 * chroma * t;
    const double blue = (hue - 275) / 25;  // where chroma and hue turn each other
    const double rotation = -std::sin(radians(60 * std::exp(-blue * blue))) * 2 * saturated(chroma);
    const double l = dl / sl, c = dc / sc, h = dh / sh;
    return std::sqrt(std::max(l * l + c * c + h * h + rotation * c * h, 0.0));
}

}  // namespace stipple::session
