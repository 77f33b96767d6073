// Surfaces whose area and shape are known in closed form, and decoded sites, for tests of the sampler.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <glm/glm.hpp>
#include <vector>

#include "scalp/sites/site_sampler.h"
#include "scalp/sites/sites.h"

namespace site_test {

using stipple::scalp::SiteSet;
using stipple::scalp::SiteSurface;

inline constexpr double sphere_radius = 80;  // mm

// A cap of the sphere about the origin, top at +y; `bump` shapes it (0 none) as a share of the radius.
inline SiteSurface cap(double area_cm2, double bump, int rings) {
    const double pi = 3.14159265358979323846;
    const double widest = std::acos(1 - area_cm2 * 100 / (2 * pi * sphere_radius * sphere_radius));
    const auto point = [&](double ring, double turn) {
        const double t = widest * ring;
        const double r = sphere_radius * (1 + bump * ring * std::sin(11 * t) * std::cos(8 * turn));
        return glm::dvec3(r * std::sin(t) * std::cos(turn), r * std::cos(t), r * std::sin(t) * std::sin(turn));
    };
    const auto normal = [&](double ring, double turn) {
        if (ring < 1e-4) return glm::dvec3(0, 1, 0);
        const double e = 1e-5;
        const glm::dvec3 n = glm::normalize(
            glm::cross(point(ring, turn + e) - point(ring, turn - e), point(ring + e, turn) - point(ring - e, turn)));
        return glm::dot(n, point(ring, turn)) < 0 ? -n : n;
    };
    SiteSurface surface;
    const auto corner = [&](int ring, int turn, int turns) {
        const double r = double(ring) / rings, a = 2 * pi * double(turn % turns) / turns;
        surface.positions.emplace_back(point(r, a));
        surface.normals.emplace_back(normal(r, a));
    };
    const int turns = rings * 5;
    for (int r = 0; r < rings; ++r)
        for (int t = 0; t < turns; ++t) {
            corner(r, t, turns), corner(r + 1, t + 1, turns), corner(r + 1, t, turns);
            if (r > 0) corner(r, t, turns), corner(r, t + 1, turns), corner(r + 1, t + 1, turns);
        }
    return surface;
}

// A level square, side in mm, two triangles: far larger than any cell.
inline SiteSurface square(float side, float y = 0, float up = 1) {
    const glm::vec3 a(0, y, 0), b(side, y, 0), c(side, y, side), d(0, y, side);
    return {{a, c, b, a, d, c}, std::vector<glm::vec3>(6, glm::vec3(0, up, 0))};
}

struct Site {
    glm::vec3 position;
    std::uint32_t rank;
};

inline std::vector<Site> decode(const SiteSet& set) {
    std::vector<Site> sites;
    sites.reserve(set.dots.size());
    for (const stipple::shared::Cluster& cluster : set.clusters)
        for (std::uint32_t i = 0; i < stipple::shared::cluster_count(cluster); ++i) {
            const stipple::shared::Dot dot = set.dots[cluster.first + i];
            sites.push_back({stipple::shared::dot_position(dot, cluster), stipple::shared::dot_rank(dot)});
        }
    return sites;
}

// Positions of all sites whose rank is below the one that gives `per_cm2`.
inline std::vector<glm::vec3> prefix(const SiteSet& set, double per_cm2) {
    const double ranks = std::min(65536.0, per_cm2 / set.pool_per_cm2() * 65536.0);
    std::vector<glm::vec3> positions;
    for (const Site& site : decode(set))
        if (double(site.rank) < ranks) positions.push_back(site.position);
    return positions;
}

// Distance from each of `from` to its nearest in `to` (not itself when both are one array). A sweep along x: nothing of
// the sampler's own grids.
inline std::vector<double> nearest(const std::vector<glm::vec3>& from, const std::vector<glm::vec3>& to) {
    std::vector<std::uint32_t> order(to.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return to[a].x < to[b].x; });
    std::vector<double> distances(from.size());
    const bool same = &from == &to;
    // Columns of 2 mm along x, each sorted along z, so that a sweep meets few.
    const float width = 2;
    struct Column {
        std::vector<std::uint32_t> sites;
    };
    float lo = 1e9F, hi = -1e9F;
    for (const glm::vec3 p : to) lo = std::min(lo, p.x), hi = std::max(hi, p.x);
    std::vector<Column> columns(std::size_t((hi - lo) / width) + 1);
    for (const std::uint32_t i : order) columns[std::size_t((to[i].x - lo) / width)].sites.push_back(i);
    for (Column& c : columns)
        std::sort(c.sites.begin(), c.sites.end(), [&](std::uint32_t a, std::uint32_t b) { return to[a].z < to[b].z; });
    for (std::size_t i = 0; i < from.size(); ++i) {
        const glm::vec3 p = from[i];
        float best = 1e9F;
        const int home = int((p.x - lo) / width);
        for (int away = 0; away < int(columns.size()) + std::abs(home); ++away) {
            if (away > 0 && (float(away) - 1) * width > best) break;
            for (int side = away == 0 ? 1 : -1; side <= 1; side += 2) {
                const int c = home + side * away;
                if (c < 0 || c >= int(columns.size())) continue;
                const auto& sites = columns[std::size_t(c)].sites;
                const auto middle = std::lower_bound(sites.begin(), sites.end(), p.z,
                                                     [&](std::uint32_t a, float z) { return to[a].z < z; });
                const auto look = [&](std::uint32_t j) {
                    if (same && j == i) return true;
                    const float d = glm::distance(to[j], p);
                    best = std::min(best, d);
                    return std::abs(to[j].z - p.z) <= best;
                };
                for (auto j = middle; j != sites.end() && look(*j); ++j) {
                }
                for (auto j = middle; j != sites.begin() && look(*(j - 1)); --j) {
                }
            }
        }
        distances[i] = double(best);
    }
    return distances;
}

// Spacing of the hexagonal lattice with so many sites, mm.
inline double hexagonal(double per_cm2) { return 10 * std::sqrt(2 / (std::sqrt(3.0) * per_cm2)); }

inline stipple::scalp::Sites sample(const SiteSurface& surface, const stipple::scalp::SiteRequest& request,
                                    unsigned threads = 0) {
    stipple::scalp::Progress progress;
    return stipple::scalp::sample_sites_on(surface, request, progress, threads);
}

}  // namespace site_test
