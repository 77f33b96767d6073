#include "plane_section.h"

#include <algorithm>
#include <cmath>

namespace stipple::scalp {
namespace {
double cross(const glm::dvec2& a, const glm::dvec2& b) { return a.x * b.y - a.y * b.x; }
}  // namespace

std::vector<Segment2> plane_section(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions, const glm::dvec3& origin,
                                    const glm::dvec3& u, const glm::dvec3& v) {
    const glm::dvec3 n = glm::cross(u, v);
    std::vector<Segment2> out;
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            glm::dvec3 p[3];
            double d[3];
            for (std::size_t k = 0; k < 3; ++k) {
                p[k] = positions[mesh.indices[i + k]] - origin;
                d[k] = glm::dot(p[k], n);
            }
            glm::dvec2 hits[3];
            int count = 0;
            for (int k = 0; k < 3; ++k) {
                const int next = (k + 1) % 3;
                if ((d[k] < 0) == (d[next] < 0)) continue;
                const glm::dvec3 q = p[k] + (d[k] / (d[k] - d[next])) * (p[next] - p[k]);
                hits[count++] = glm::dvec2(glm::dot(q, u), glm::dot(q, v));
            }
            if (count == 2) out.push_back({hits[0], hits[1]});
        }
    }
    return out;
}

std::vector<glm::dvec2> convex_hull(std::vector<glm::dvec2> points) {
    std::sort(points.begin(), points.end(), [](const glm::dvec2& a, const glm::dvec2& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    if (points.size() < 3) return points;
    std::vector<glm::dvec2> hull;
    const auto half = [&](auto begin, auto end) {
        const std::size_t base = hull.size();
        for (auto p = begin; p != end; ++p) {
            while (hull.size() >= base + 2 && cross(hull.back() - hull[hull.size() - 2], *p - hull.back()) <= 0) hull.pop_back();
            hull.push_back(*p);
        }
        hull.pop_back();
    };
    half(points.begin(), points.end());
    half(points.rbegin(), points.rend());
    return hull;
}

double perimeter(const std::vector<glm::dvec2>& hull) {
    double sum = 0;
    for (std::size_t i = 0; i < hull.size(); ++i) sum += glm::length(hull[(i + 1) % hull.size()] - hull[i]);
    return sum;
}

std::vector<glm::dvec2> taut_way(const std::vector<glm::dvec2>& points, const glm::dvec2& from, const glm::dvec2& to, const glm::dvec2& over) {
    // all points on the tape's side of the chord, and the chord itself: their hull is the tape plus the chord
    const double side = cross(to - from, over - from) >= 0 ? 1 : -1;
    std::vector<glm::dvec2> kept{from, to};
    for (const glm::dvec2& p : points)
        if (side * cross(to - from, p - from) > 0) kept.push_back(p);
    const std::vector<glm::dvec2> hull = convex_hull(std::move(kept));
    // the way along the hull from one end to the other that does not go along the chord; the ends may lie inside the hull
    // where the surface bulges past them, then the nearest corners stand for them
    const auto nearest = [&](const glm::dvec2& p) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < hull.size(); ++i)
            if (glm::length(hull[i] - p) < glm::length(hull[best] - p)) best = i;
        return best;
    };
    const std::size_t a = nearest(from), b = nearest(to), step = side > 0 ? 1 : hull.size() - 1;
    std::vector<glm::dvec2> way{hull[a]};
    // counter-clockwise the points left of the chord follow its end
    for (std::size_t i = b; i != a; i = (i + step) % hull.size()) way.push_back(hull[i]);
    std::reverse(way.begin() + 1, way.end());
    return way;
}

double length_of(const std::vector<glm::dvec2>& way) {
    double sum = 0;
    for (std::size_t i = 1; i < way.size(); ++i) sum += glm::length(way[i] - way[i - 1]);
    return sum;
}

}  // namespace stipple::scalp
