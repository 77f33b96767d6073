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

std::vector<Hair> brow_hairs(const HeadField& field) {
    // Along the brow t runs from its head beside the glabella to its tail; across it s from -1 below to 1 above. Hairs
    // of the head stand up, those of the body lie outward, above and below they lean towards each other.
    constexpr int columns = 62, rows = 5;
    std::vector<Hair> out;
    for (const int side : {1, -1})
        for (int i = 0; i < columns; ++i)
            for (int j = 0; j < rows; ++j) {
                const auto random = [&](int k) { return hash(i + 100 * side, j, 40 + k); };
                const double t = (i + random(0)) / columns, s = 2 * (j + random(1)) / rows - 1;
                const BrowLine line = brow_line(t);
                const double thin = std::max((t - .72) / .28, (.1 - t) / .1);  // sparse at both ends
                if (random(2) < .75 * thin) continue;
                dvec3 normal;
                dvec3 p = field.brow_surface(side * line.x, line.y + s * line.half_width);
                p = settle(field, p, normal);
                const double rise = (t < .22 ? mix(1.25, .42, t / .22) : mix(.42, -.35, (t - .22) / .78)) -
                                    s * mix(.12, .42, std::min(1.0, 2 * t)) + .34 * (random(3) - .5);
                const double length = mix(6.2, 7.6, 1 - (2 * t - .8) * (2 * t - .8)) * mix(.7, 1.1, random(4)) *
                                      (t > .8 ? mix(1, .7, (t - .8) / .2) : 1);
                const double per = 1 / std::sqrt(1 + rise * rise);
                dvec3 along(side * per, rise * per, 0);
                const dvec3 tilt = (random(8) < .5 ? -.6 : .6) * glm::cross(normal, glm::normalize(along));
                Hair hair{{}, glm::normalize(normal + tilt), mix(.075, .105, random(5)), random(6)};
                for (int k = 0; k <= segments; ++k) {
                    const double u = static_cast<double>(k) / segments;
                    hair.points.push_back(p + (-.1 + .75 * u * (1.25 - .7 * u) * mix(.7, 1.3, random(7))) * normal);
                    along.y -= .10 * (s > 0 ? 1 : -.4);  // hairs bow towards the line
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
    const dvec3 dark(.022, .013, .010), light(.060, .036, .025);
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
            part.colors.emplace_back(glm::vec3(dark + (.35 * hair.shade + lighter) * (light - dark)), 1.0F);
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
