#include "assets/bust/tape.h"

#include <algorithm>
#include <cmath>

namespace stipple::bust {
namespace {

double cross(const dvec2& a, const dvec2& b) { return a.x * b.y - a.y * b.x; }

}  // namespace

std::vector<dvec2> convex_hull(std::vector<dvec2> points) {
    std::sort(points.begin(), points.end(),
              [](const dvec2& a, const dvec2& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    if (points.size() < 3) return points;
    std::vector<dvec2> hull;
    for (int pass = 0; pass < 2; ++pass) {  // below, then above
        const std::size_t first = hull.size();
        for (const dvec2& p : points) {
            while (hull.size() >= first + 2 && cross(hull.back() - hull[hull.size() - 2], p - hull.back()) <= 0)
                hull.pop_back();
            hull.push_back(p);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    return hull;
}

double perimeter(const std::vector<dvec2>& hull) {
    double sum = 0;
    for (std::size_t i = 0; i < hull.size(); ++i) sum += glm::distance(hull[i], hull[(i + 1) % hull.size()]);
    return sum;
}

std::vector<dvec2> taut_way(const std::vector<dvec2>& points, const dvec2& from, const dvec2& to) {
    std::vector<dvec2> kept{from, to};
    for (const dvec2& p : points)
        if (cross(to - from, p - from) > 0) kept.push_back(p);
    const std::vector<dvec2> hull = convex_hull(std::move(kept));
    // Counter-clockwise the way goes from `to` round to `from`; a bulge past an end leaves the end inside the hull, and
    // its nearest corner stands for it.
    const auto nearest = [&](const dvec2& p) {
        std::size_t best = 0;
        for (std::size_t i = 1; i < hull.size(); ++i)
            if (glm::distance(hull[i], p) < glm::distance(hull[best], p)) best = i;
        return best;
    };
    const std::size_t last = nearest(from);
    std::vector<dvec2> way;
    for (std::size_t i = nearest(to);; i = (i + 1) % hull.size()) {
        way.push_back(hull[i]);
        if (i == last) break;
    }
    std::reverse(way.begin(), way.end());
    return way;
}

double way_length(const std::vector<dvec2>& way) {
    double sum = 0;
    for (std::size_t i = 1; i < way.size(); ++i) sum += glm::distance(way[i - 1], way[i]);
    return sum;
}

double way_to_summit(const std::vector<dvec2>& way, const dvec2& along, double below) {
    double top = -1e9;
    for (const dvec2& p : way) top = std::max(top, glm::dot(p, along));
    const double level = top - below;
    double passed = 0, first = 0, last = 0;
    bool up = false;
    for (std::size_t i = 1; i < way.size(); ++i) {
        const double a = glm::dot(way[i - 1], along), b = glm::dot(way[i], along);
        const double length = glm::distance(way[i - 1], way[i]);
        if (!up && a < level && b >= level) {
            first = passed + length * (level - a) / (b - a);
            up = true;
        }
        if (up && a >= level && b < level) {
            last = passed + length * (level - a) / (b - a);
            break;
        }
        passed += length;
        last = passed;
    }
    return 0.5 * (first + last);
}

}  // namespace stipple::bust
