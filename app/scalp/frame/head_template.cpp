#include "head_template.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stipple::scalp {
namespace {

// Smooth minimum and maximum that reach `k` mm around the seam.
double smin(double a, double b, double k) {
    const double h = std::max(k - std::abs(a - b), 0.0) / k;
    return std::min(a, b) - h * h * k / 4;
}
double smax(double a, double b, double k) { return -smin(-a, -b, k); }

double ellipsoid(const glm::dvec3& p, const glm::dvec3& center, const glm::dvec3& radii) {
    const glm::dvec3 q = (p - center) / radii;
    const double k0 = glm::length(q), k1 = glm::length(q / radii);
    return k1 > 0 ? k0 * (k0 - 1) / k1 : -std::min(radii.x, std::min(radii.y, radii.z));
}

double capsule(const glm::dvec3& p, const glm::dvec3& a, const glm::dvec3& b, double ra, double rb) {
    const glm::dvec3 along = b - a;
    const double t = std::min(std::max(glm::dot(p - a, along) / glm::dot(along, along), 0.0), 1.0);
    return glm::length(p - a - t * along) - (ra + t * (rb - ra));
}

// Cranium: length 194, breadth 156, vertex 145 above tragion level. Radii differ fore and aft, above and below.
double cranium(const glm::dvec3& p) {
    const glm::dvec3 center(0, 60, -8);
    return ellipsoid(p, center, glm::dvec3(79, p.y > 60 ? 86 : 104, p.z > -8 ? 108 : 88));
}

// Face: horizontal ellipses about z = 20, half width and depth in front of it by height.
double face(const glm::dvec3& p) {
    struct Row {
        double y, width, front;
    };
    static constexpr std::array<Row, 9> rows{{{-100, 38, 68}, {-84, 44, 74}, {-66, 53, 79}, {-40, 65, 82}, {-20, 69, 82}, {0, 71, 80}, {20, 73, 76}, {40, 75, 75}, {60, 77, 77}}};
    const double y = std::min(std::max(p.y, rows.front().y), rows.back().y);
    std::size_t i = 0;
    while (i + 2 < rows.size() && rows[i + 1].y < y) ++i;
    const double t = (y - rows[i].y) / (rows[i + 1].y - rows[i].y);
    const double width = rows[i].width + t * (rows[i + 1].width - rows[i].width), front = rows[i].front + t * (rows[i + 1].front - rows[i].front);
    const glm::dvec2 q(p.x, p.z - 20);
    const glm::dvec2 radii(width, q.y > 0 ? front : 70);
    const glm::dvec2 scaled = q / radii;
    // between a circle and a square, as faces are
    const double round = glm::length(scaled);
    const double square = std::sqrt(std::sqrt(scaled.x * scaled.x * scaled.x * scaled.x + scaled.y * scaled.y * scaled.y * scaled.y));
    const double k0 = 0.85 * round + 0.15 * square, k1 = glm::length(scaled / radii);
    double d = k1 > 0 ? round * (k0 - 1) / k1 : -radii.x;
    d = smax(d, p.y - 66, 40);
    d = smax(d, -30 - p.z, 30);
    const glm::dvec3 jaw = glm::normalize(glm::dvec3(0, -1, -0.3));  // underside of the chin, rising towards the neck
    return smax(d, glm::dot(p - glm::dvec3(0, -86, 84), jaw), 22);
}

double nose(const glm::dvec3& p) {
    double d = capsule(p, {0, 44, 86}, {0, 4, 112.5}, 10, 10.5);
    d = smin(d, capsule(p, {0, 20, 92}, {0, -2, 97}, 11, 16), 9);
    return smin(d, ellipsoid({std::abs(p.x), p.y, p.z}, {11, -5, 100}, {7, 7, 10}), 6);
}

}  // namespace

double template_distance(const glm::dvec3& p) {
    double d = smin(cranium(p), face(p), 20);
    const glm::dvec3 side(std::abs(p.x), p.y, p.z);
    d = smax(d, -ellipsoid(side, {29, 35, 101}, {16, 12, 14}), 12);   // orbits
    d = smin(d, ellipsoid(side, {31, 35, 73}, {17, 15, 15}), 6);      // closed lids
    d = smin(d, ellipsoid(p, {0, -64, 83}, {20, 15, 17}), 12);        // chin
    d = smin(d, ellipsoid(p, {0, -33, 84}, {24, 15, 22}), 14);        // mouth
    return smin(d, nose(p), 8);
}

const std::vector<TemplatePoint>& head_template() {
    static const std::vector<TemplatePoint> points = [] {
        std::vector<TemplatePoint> result;
        const glm::dvec3 center(0, 35, 5);
        constexpr int kCount = 2048;
        for (int i = 0; i < kCount; ++i) {
            // a low-discrepancy direction: an additive recurrence over the faces of a cube, made even by its normalisation's
            // inverse cube as weight
            const double a = (i + 1) * 0.8191725133961645, b = (i + 1) * 0.6710436067037893, c = (i + 1) * 0.5497004779019703;
            const double u = 2 * (a - std::floor(a)) - 1, v = 2 * (b - std::floor(b)) - 1;
            const int side = int(6 * (c - std::floor(c)));
            const double s = side % 2 ? 1 : -1;
            const glm::dvec3 cube = side < 2 ? glm::dvec3(s, u, v) : side < 4 ? glm::dvec3(u, s, v) : glm::dvec3(u, v, s);
            const glm::dvec3 direction = glm::normalize(cube);
            double r = 190;
            for (int step = 0; step < 60; ++step) {
                const double d = template_distance(center + r * direction);
                if (d < 0.05) break;
                r -= 0.8 * d;
                if (r < 20) break;
            }
            const glm::dvec3 p = center + r * direction;
            // neck, underside and the sides of the jaw, where heads differ and bodies begin
            if (p.y < -78 || (p.y < -12 && p.z < 25) || r < 25) continue;
            if (std::abs(p.x) > 55 && p.y < 40 && p.y > -25 && p.z < 18 && p.z > -42) continue;  // ears
            constexpr double e = 0.25;
            const glm::dvec3 gradient(template_distance(p + glm::dvec3(e, 0, 0)) - template_distance(p - glm::dvec3(e, 0, 0)),
                                      template_distance(p + glm::dvec3(0, e, 0)) - template_distance(p - glm::dvec3(0, e, 0)),
                                      template_distance(p + glm::dvec3(0, 0, e)) - template_distance(p - glm::dvec3(0, 0, e)));
            TemplatePoint point;
            point.position = p;
            point.normal = glm::normalize(gradient);
            point.face = p.y < 62 && p.z > 55;
            const double l2 = glm::dot(cube, cube);
            point.weight = (point.face ? 2.0 : 1.0) / (l2 * std::sqrt(l2)) * 2;
            result.push_back(point);
        }
        return result;
    }();
    return points;
}

}  // namespace stipple::scalp
