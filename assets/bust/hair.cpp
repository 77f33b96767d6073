#include "assets/bust/hair.h"

#include <algorithm>

#include "assets/bust/noise.h"

namespace stipple::bust {
namespace {

constexpr int segments = 3;  // of a hair; of the short lower lashes 2

double mix(double a, double b, double t) { return a + (b - a) * t; }

// Onto the skin from a place within a few millimetres of it, and the normal there.
dvec3 settle(const HeadField& field, dvec3 p, dvec3& normal) {
    for (int i = 0; i < 3; ++i) {
        double value = 0;
        const dvec3 g = field.gradient(p, 0.3, &value);
        const double slope2 = std::max(glm::dot(g, g), 0.04);
        p -= std::clamp(value / slope2, -3.0, 3.0) * g;
        normal = glm::normalize(g);
    }
    return p;
}

}  // namespace

std::vector<Hair> brow_hairs(const HeadField& field, const Look& look) {
    // Along the brow t runs from its head beside the glabella to its tail; across it s from -1 below to 1 above. Hairs
    // of the head stand up and are few and short, those of the body lie outward, those of the tail fall; above and
    // below the middle they lean towards each other. Towards every edge they thin out.
    constexpr int count = 312;  // a side, before thinning
    constexpr double golden = .6180339887498949;
    std::vector<Hair> out;
    for (const int side : {1, -1})
        for (int i = 0; i < count; ++i) {
            const auto random = [&](int k) { return hash(i, side, 40 + k); };
            const double t = (i + random(0)) / count, turn = i * golden + .31 * side + .25 * random(1);
            const double across = 2 * (turn - std::floor(turn)) - 1;
            const double s = across * (.55 + .55 * across * across) + .16 * (random(9) - .5);  // dense in the middle
            const double ends = std::max((t - .76) / .34, (.16 - t) / .22);
            if (random(2) < ends) continue;
            const BrowLine line = brow_line(t, look.female);
            dvec3 normal;
            // The lower corner of the head starts farther out than the upper one.
            const double along_line =
                line.x + (t < .15 ? 1.6 * (s < 0 ? -s : 0) * (1 - t / .15) : 0) + .8 * (random(10) - .5);
            dvec3 p = field.brow_surface(side * along_line, line.y + s * line.half_width);
            p = settle(field, p, normal);
            const double lie = t < .14   ? mix(2.4, .95, t / .14)
                               : t < .34 ? mix(.95, .36, (t - .14) / .20)
                                         : mix(.36, -.46, (t - .34) / .66);
            const double rise = lie - s * mix(.10, .44, std::min(1.0, 2.2 * t)) + .46 * (random(3) - .5);
            const double length = (t < .3 ? mix(4.6, 7.6, t / .3) : mix(7.6, 5.6, (t - .3) / .7)) *
                                  mix(.68, 1.1, random(4)) * (1 - .2 * look.female);
            const double per = 1 / std::sqrt(1 + rise * rise);
            dvec3 along(side * per, rise * per, 0);
            const dvec3 tilt = (random(8) < .5 ? -.6 : .6) * glm::cross(normal, glm::normalize(along));
            Hair hair{{}, glm::normalize(normal + tilt), mix(.062, .086, random(5)), .3 + 1.1 * random(6)};
            if (random(12) < grey_share(look)) hair.grey = mix(.45, 1, random(13));
            for (int k = 0; k <= segments; ++k) {
                const double u = static_cast<double>(k) / segments;
                hair.points.push_back(p + (-.1 + .75 * u * (1.25 - .7 * u) * mix(.6, 1.3, random(7))) * normal);
                along.y -= (.06 + .08 * random(11)) * (s > 0 ? 1 : -.4);  // hairs bow towards the line
                p = settle(field, p + (length / segments) * (along - glm::dot(along, normal) * normal), normal);
            }
            out.push_back(std::move(hair));
        }
    return out;
}

std::vector<Hair> lash_hairs(const HeadField& field) {
    std::vector<Hair> out;
    const bool open = field.eyes().open();
    for (const int side : {1, -1})
        for (const bool upper : {true, false}) {
            const int count = upper ? 74 : 34;
            for (int i = 0; i < count; ++i) {
                const auto random = [&](int k) { return hash(i + 200 * side, upper, 60 + k); };
                const double t = (i + random(0)) / count;  // from the inner to the outer canthus
                const dvec4 knot = field.eyes().margin(mix(.13, .97, t), upper);
                dvec3 root(knot), normal;
                root.x *= side;
                root.y += (random(1) - .5) * .5 - (open ? 0 : upper ? .35 : .5);
                root = settle(field, root, normal);
                const double fan = 1.5 * (t - .42), length = (upper ? mix(4.6, 8.2, t) : mix(2.6, 4.6, t)) *
                                                             mix(.8, 1.1, random(2)) * (t > .9 ? .85 : 1);
                // Upper lashes of a closed eye point down, of an open one forward, and curl up at the tips.
                const double drop = upper ? (open ? -.10 : -.72) : (open ? -.75 : -.9), curl = upper ? .62 : -.05;
                const dvec3 start = glm::normalize(dvec3(side * (.55 * fan + .22 * (random(3) - .5)), drop, .80));
                // Half of them turned one way and half the other, so that from no side all are seen edge on.
                const dvec3 facing(side * (random(6) < .5 ? -1 : 1), 1, .3);
                Hair hair{{}, glm::normalize(facing), mix(.05, .075, random(4)) * (upper ? 1 : .75), .25 * random(5)};
                const int parts = upper ? segments : 2;
                for (int k = 0; k <= parts; ++k) {
                    const double u = static_cast<double>(k) / parts;
                    hair.points.push_back(root - .1 * normal + length * u * start +
                                          length * curl * u * u * dvec3(0, 1, 0));
                }
                out.push_back(std::move(hair));
            }
        }
    return out;
}

BustPart hair_part(const char* name, const std::vector<Hair>& hairs, const Placement& placement) {
    BustPart part;
    part.name = name;
    part.hair = true;
    const dvec3 dark(.022, .013, .010), light(.075, .046, .033), grey(.30, .28, .255);
    for (const Hair& hair : hairs) {
        std::vector<dvec3> points;
        for (const dvec3& p : hair.points) points.push_back(placement.place(p));
        const std::size_t segments = points.size() - 1;
        const dvec3 facing = glm::normalize(placement.place(hair.points[0] + hair.facing) - points[0]);
        const auto first = static_cast<std::uint32_t>(part.positions.size());
        const auto vertex = [&](const dvec3& p, const dvec3& n, double lighter) {
            part.positions.emplace_back(p);
            part.normals.emplace_back(n);
            // Alternately darker and lighter along its length, as light catches it.
            const dvec3 brown = dark + (.35 * hair.shade + lighter) * (light - dark);
            part.colors.emplace_back(glm::vec3(brown + hair.grey * (grey - brown)), 1.0F);
            part.uvs.emplace_back(0.5F, 0.0F);
        };
        for (std::size_t k = 0; k <= segments; ++k) {
            const dvec3 axis = glm::normalize(points[std::min(k + 1, segments)] - points[k == 0 ? 0 : k - 1]);
            const dvec3 side = glm::normalize(glm::cross(axis, facing)), out = glm::cross(side, axis);
            if (k == segments) {
                vertex(points[k], out, .9);
                break;
            }
            const double half_width = hair.radius * (1 - .9 * double(k) / double(segments));
            for (const double to : {1.0, -1.0})  // rounded: its edges face sideways
                vertex(points[k] + to * half_width * side, glm::normalize(out + to * side), k % 2 ? .9 : .1);
        }
        const auto triangle = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
            part.indices.insert(part.indices.end(), {first + a, first + b, first + c});
        };
        const auto last = static_cast<std::uint32_t>(2 * (segments - 1));
        for (std::uint32_t a = 0; a < last; a += 2) {
            triangle(a, a + 2, a + 1);
            triangle(a + 1, a + 2, a + 3);
        }
        triangle(last, last + 2, last + 1);
    }
    return part;
}

}  // namespace stipple::bust
