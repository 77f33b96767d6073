#include "assets/bust/eyeball.h"

#include "assets/bust/noise.h"

namespace stipple::bust {
namespace {

constexpr double iris_radius = 6.05, pupil_radius = 1.9, cornea_bulge = 1.1;  // mm

// Colour at a place of the front seen along the axis of gaze: `r` from the axis, (x, y) from it.
dvec3 eye_colour(double r, double x, double y, double openness, int side) {
    const dvec3 sclera(.62, .565, .52), limbus(.045, .033, .027), outer(.105, .060, .034), inner(.215, .130, .062);
    dvec3 c = sclera;
    const double vein = noise({x * .35, y * .9, 7.0 + side});
    c *= dvec3(1, 1 - .05 * (1 + vein), 1 - .06 * (1 + vein));
    c += (dvec3(.52, .36, .32) - c) * (.55 * smooth_step(7.5, 14.5, r));  // redder towards the canthi
    if (r < iris_radius + 1) {
        const double u = r / iris_radius, turn = r > 1e-9 ? x / r : 1, up = r > 1e-9 ? y / r : 0;
        // Fibres radiate: noise over direction, drawn out along the radius.
        const double fibre = noise({turn * 9, up * 9, u * 1.5 + 31 * side}) + .6 * noise({turn * 21, up * 21, u * 2.5});
        dvec3 iris = outer + (inner - outer) * (1 - smooth_step(.35, .80, u + .10 * fibre));
        iris *= 1 + .22 * fibre;
        iris += (limbus - iris) * smooth_step(.80, 1.0, u);
        iris += (dvec3(.012) - iris) * (1 - smooth_step(pupil_radius - .25, pupil_radius + .25, r));
        c += (iris - c) * (1 - smooth_step(iris_radius - .35, iris_radius + .35, r));
    }
    return c * (.56 + .44 * openness);
}

}  // namespace

BustPart eyeball(const HeadField& field, const Placement& placement, int side) {
    const Ellipsoid globe = Eyes::globe();
    BustPart part;
    part.name = side > 0 ? "eye_left" : "eye_right";
    constexpr int around = 56;
    std::vector<double> rings;  // distance from the axis as a share of the globe's radius; the back half mirrors it
    for (double r = .5; r < 7.2; r += r < pupil_radius + .6 ? .3 : r > iris_radius - .9 ? .25 : .5)
        rings.push_back(r / globe.radii.y);
    for (double a = rings.back() + .05; a < .995; a += .05) rings.push_back(a);
    const auto front = static_cast<int>(rings.size());
    const dvec3 optical(globe.centre.x, globe.centre.y, 0);  // gaze straight ahead
    const auto shape = [&](double share, double turn_x, double turn_y, bool ahead) {
        dvec3 p = globe.centre;
        // Round about the pupil, as wide as the ellipsoid at the equator.
        const double wide = globe.radii.y + (globe.radii.x - globe.radii.y) * smooth_step(.5, 1, share);
        p.x += wide * share * turn_x;
        p.y += globe.radii.y * share * turn_y;
        const dvec3 q = (p - globe.centre) / globe.radii;
        const double depth = globe.radii.z * std::sqrt(std::fmax(0.0, 1 - q.x * q.x - q.y * q.y));
        p.z += ahead ? depth : -depth;
        if (ahead) {
            const double u = share * globe.radii.y / (iris_radius + .8);
            if (u < 1) p.z += cornea_bulge * (1 - u * u) * (1 - u * u);
        }
        return p;
    };
    const auto add = [&](dvec3 p) {
        const double x = p.x - optical.x, y = p.y - optical.y, r = std::sqrt(x * x + y * y);
        const dvec3 c = p.z > globe.centre.z ? eye_colour(r, x, y, field.eyes().shade(p), side) : dvec3(.4, .3, .27);
        p.x *= side;
        part.positions.emplace_back(placement.place(p));
        part.colors.emplace_back(glm::vec3(c), 1.0F);
        part.uvs.emplace_back(0.5F, 0.0F);
    };
    // Directions around by the rational circle, which needs no sine; nearly even.
    std::vector<glm::dvec2> turn;
    for (int i = 0; i < around; ++i) {
        const int quarter = 4 * i / around;
        const double m = 4.0 * i / around - quarter, d = 1 + m * m;
        const glm::dvec2 q((1 - m * m) / d, 2 * m / d);  // from 0 to 90 degrees
        turn.push_back(quarter == 0   ? q
                       : quarter == 1 ? glm::dvec2(-q.y, q.x)
                       : quarter == 2 ? -q
                                      : glm::dvec2(q.y, -q.x));
    }
    add(shape(0, 1, 0, true));
    for (int r = 0; r < 2 * front - 1; ++r) {
        const bool ahead = r < front;
        const double share = ahead ? rings[r] : rings[2 * front - 2 - r];
        for (const glm::dvec2& t : turn) add(shape(share, t.x, t.y, ahead));
    }
    add(shape(0, 1, 0, false));
    const auto ring = [&](int r, int i) { return static_cast<std::uint32_t>(1 + r * around + (i + around) % around); };
    const auto last = static_cast<std::uint32_t>(part.positions.size() - 1);
    const auto triangle = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        if (side < 0) std::swap(b, c);
        part.indices.insert(part.indices.end(), {a, b, c});
    };
    for (int i = 0; i < around; ++i) {
        triangle(0, ring(0, i), ring(0, i + 1));
        for (int r = 0; r + 1 < 2 * front - 1; ++r) {
            triangle(ring(r, i), ring(r + 1, i), ring(r + 1, i + 1));
            triangle(ring(r, i), ring(r + 1, i + 1), ring(r, i + 1));
        }
        triangle(ring(2 * front - 2, i), last, ring(2 * front - 2, i + 1));
    }
    part.normals.assign(part.positions.size(), glm::vec3(0));
    for (std::size_t t = 0; t < part.indices.size(); t += 3) {
        const std::uint32_t a = part.indices[t], b = part.indices[t + 1], c = part.indices[t + 2];
        const glm::vec3 n = glm::cross(part.positions[b] - part.positions[a], part.positions[c] - part.positions[a]);
        for (const std::uint32_t v : {a, b, c}) part.normals[v] += n;
    }
    for (glm::vec3& n : part.normals) n = glm::normalize(n);
    return part;
}

}  // namespace stipple::bust
