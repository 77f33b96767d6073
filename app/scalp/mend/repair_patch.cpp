#include "repair_patch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace stipple::scalp {
namespace {

constexpr std::size_t kMostPlaces = 60'000;
constexpr int kOutside = -1;

double cross(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }

// Positive where d lies inside the circle through a, b, c (counter-clockwise).
double in_circle(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c, const glm::dvec2& d) {
    const glm::dvec2 p = a - d, q = b - d, r = c - d;
    const double pp = glm::dot(p, p), qq = glm::dot(q, q), rr = glm::dot(r, r);
    return p.x * (q.y * rr - r.y * qq) - p.y * (q.x * rr - r.x * qq) + pp * (q.x * r.y - r.x * q.y);
}

class Filling {
  public:
    Filling(std::span<const glm::dvec2> rim, double finest) : rim_(rim.size()), finest_(finest) {
        places_.assign(rim.begin(), rim.end());
        for (std::size_t i = 0; i < rim_; ++i)
            size_.push_back(std::max(finest_, 0.5 * (glm::length(rim[i] - rim[(i + 1) % rim_]) + glm::length(rim[i] - rim[(i + rim_ - 1) % rim_]))));
    }

    Patch run() {
        cut_ears();
        link();
        make_delaunay();
        for (int round = 0; round < 24 && split_large(); ++round) make_delaunay();
        for (int round = 0; round < 4; ++round) {
            relax();
            make_delaunay();
        }
        Patch patch;
        patch.places = std::move(places_);
        for (const Triangle& t : triangles_) patch.triangles.insert(patch.triangles.end(), t.corner.begin(), t.corner.end());
        return patch;
    }

  private:
    struct Triangle {
        std::array<std::uint32_t, 3> corner;
        std::array<int, 3> across{kOutside, kOutside, kOutside};  // edge k runs from corner k to k + 1
    };

    [[nodiscard]] double area(std::uint32_t a, std::uint32_t b, std::uint32_t c) const { return cross(places_[a], places_[b], places_[c]); }

    // How good an ear the middle of three neighbours is: its least angle's measure, or less than 0 where it is none.
    [[nodiscard]] double ear(const std::vector<std::uint32_t>& polygon, std::size_t i) const {
        const std::size_t n = polygon.size();
        const std::uint32_t a = polygon[(i + n - 1) % n], b = polygon[i], c = polygon[(i + 1) % n];
        const double twice = area(a, b, c);
        if (!(twice > 0)) return -1;
        const glm::dvec2 low = glm::min(places_[a], glm::min(places_[b], places_[c])), high = glm::max(places_[a], glm::max(places_[b], places_[c]));
        for (const std::uint32_t p : polygon) {
            const glm::dvec2& q = places_[p];
            if (p == a || p == b || p == c || q.x < low.x || q.y < low.y || q.x > high.x || q.y > high.y) continue;
            if (cross(places_[a], places_[b], q) > 0 && cross(places_[b], places_[c], q) > 0 && cross(places_[c], places_[a], q) >= 0) return -1;
        }
        const double longest = std::max({glm::length(places_[a] - places_[b]), glm::length(places_[b] - places_[c]), glm::length(places_[a] - places_[c])});
        return twice / (longest * longest);
    }

    void cut_ears() {
        std::vector<std::uint32_t> polygon(rim_);
        for (std::uint32_t i = 0; i < rim_; ++i) polygon[i] = i;
        std::vector<double> quality(rim_);
        const auto judge_all = [&] {
            for (std::size_t i = 0; i < polygon.size(); ++i) quality[i] = ear(polygon, i);
        };
        judge_all();
        // where a polygon crosses itself there may be no ear: then a corner that at least turns the right way
        const auto fallback = [&] {
            const auto corner = [&](std::size_t i) { return area(polygon[(i + polygon.size() - 1) % polygon.size()], polygon[i], polygon[(i + 1) % polygon.size()]); };
            std::size_t least = 0;
            double least_area = 1e300;
            for (std::size_t i = 0; i < polygon.size(); ++i)
                if (const double a = corner(i); a > 0 ? a < least_area : least_area == 1e300) least = i, least_area = a > 0 ? a : 1e300;
            return least;
        };
        while (polygon.size() > 3) {
            std::size_t best = std::size_t(std::max_element(quality.begin(), quality.end()) - quality.begin());
            if (quality[best] < 0.05) {  // corners cut since may have freed others
                judge_all();
                best = std::size_t(std::max_element(quality.begin(), quality.end()) - quality.begin());
                if (quality[best] < 0) best = fallback();
            }
            const std::size_t n = polygon.size();
            triangles_.push_back({{polygon[(best + n - 1) % n], polygon[best], polygon[(best + 1) % n]}});
            polygon.erase(polygon.begin() + std::ptrdiff_t(best));
            quality.erase(quality.begin() + std::ptrdiff_t(best));
            const std::size_t after = best % polygon.size(), before = (best + polygon.size() - 1) % polygon.size();
            quality[after] = ear(polygon, after);
            quality[before] = ear(polygon, before);
        }
        triangles_.push_back({{polygon[0], polygon[1], polygon[2]}});
    }

    void link() {
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<int, std::size_t>> edges;
        for (int t = 0; t < int(triangles_.size()); ++t)
            for (std::size_t k = 0; k < 3; ++k) edges[{triangles_[std::size_t(t)].corner[k], triangles_[std::size_t(t)].corner[(k + 1) % 3]}] = {t, k};
        for (const auto& [edge, at] : edges)
            if (const auto found = edges.find({edge.second, edge.first}); found != edges.end()) triangles_[std::size_t(at.first)].across[at.second] = found->second.first;
    }

    // The neighbour's edge that leads back to t.
    [[nodiscard]] std::size_t back(int neighbour, int t) const {
        const auto& across = triangles_[std::size_t(neighbour)].across;
        return std::size_t(std::find(across.begin(), across.end(), t) - across.begin());
    }
    void relink(int neighbour, int from, int to) {
        if (neighbour == kOutside) return;
        if (const std::size_t k = back(neighbour, from); k < 3) triangles_[std::size_t(neighbour)].across[k] = to;
    }

    // Turns the edge k of t where the other diagonal of its two triangles is Delaunay's.
    bool flip(int t, std::size_t k) {
        Triangle& one = triangles_[std::size_t(t)];
        const int u = one.across[k];
        if (u == kOutside) return false;
        Triangle& two = triangles_[std::size_t(u)];
        const std::size_t j = back(u, t);
        if (j == 3) return false;
        const std::uint32_t a = one.corner[k], b = one.corner[(k + 1) % 3], c = one.corner[(k + 2) % 3], d = two.corner[(j + 2) % 3];
        const bool folded = area(a, b, c) <= 0 || area(b, a, d) <= 0;
        if (!(area(a, d, c) > 0 && area(d, b, c) > 0)) return false;
        if (!folded) {
            const double scale = glm::dot(places_[b] - places_[a], places_[b] - places_[a]);
            if (in_circle(places_[a], places_[b], places_[c], places_[d]) <= 1e-9 * scale * scale) return false;
        }
        const int ad = two.across[(j + 1) % 3], db = two.across[(j + 2) % 3], bc = one.across[(k + 1) % 3], ca = one.across[(k + 2) % 3];
        one = {{a, d, c}, {ad, u, ca}};
        two = {{d, b, c}, {db, bc, t}};
        relink(ad, u, t);
        relink(bc, t, u);
        return true;
    }

    void make_delaunay() {
        bool flipped = true;
        for (int round = 0; flipped && round < 100; ++round) {
            flipped = false;
            for (int t = 0; t < int(triangles_.size()); ++t)
                for (std::size_t k = 0; k < 3; ++k)
                    if (triangles_[std::size_t(t)].across[k] < t) flipped |= flip(t, k);
        }
    }

    bool split_large() {
        bool any = false;
        const int count = int(triangles_.size());
        for (int t = 0; t < count && places_.size() < kMostPlaces; ++t) {
            const auto [a, b, c] = triangles_[std::size_t(t)].corner;
            if (!(area(a, b, c) > 0)) continue;
            const glm::dvec2 middle = (places_[a] + places_[b] + places_[c]) / 3.0;
            const double wanted = (size_[a] + size_[b] + size_[c]) / 3;
            bool large = true;
            for (const std::uint32_t v : {a, b, c}) {
                const double reach = 1.4142135623730951 * glm::length(places_[v] - middle);
                large &= reach > wanted && reach > size_[v];
            }
            if (!large) continue;
            any = true;
            const auto m = std::uint32_t(places_.size());
            places_.push_back(middle);
            size_.push_back(wanted);
            const auto across = triangles_[std::size_t(t)].across;
            const int u = int(triangles_.size()), w = u + 1;
            triangles_[std::size_t(t)] = {{a, b, m}, {across[0], u, w}};
            triangles_.push_back({{b, c, m}, {across[1], w, t}});
            triangles_.push_back({{c, a, m}, {across[2], t, u}});
            relink(across[1], t, u);
            relink(across[2], t, w);
        }
        return any;
    }

    // Inner points move to the middle of their neighbours where no triangle turns over.
    void relax() {
        std::vector<glm::dvec2> sum(places_.size(), glm::dvec2(0));
        std::vector<double> count(places_.size(), 0);
        std::vector<std::vector<std::size_t>> around(places_.size());
        for (std::size_t t = 0; t < triangles_.size(); ++t)
            for (std::size_t k = 0; k < 3; ++k) {
                const std::uint32_t v = triangles_[t].corner[k];
                sum[v] += places_[triangles_[t].corner[(k + 1) % 3]];
                count[v] += 1;
                around[v].push_back(t);
            }
        for (std::size_t v = rim_; v < places_.size(); ++v) {
            if (count[v] == 0) continue;
            const glm::dvec2 before = places_[v];
            places_[v] = sum[v] / count[v];
            for (const std::size_t t : around[v])
                if (const auto& c = triangles_[t].corner; !(area(c[0], c[1], c[2]) > 0)) {
                    places_[v] = before;
                    break;
                }
        }
    }

    std::size_t rim_;
    double finest_;
    std::vector<glm::dvec2> places_;
    std::vector<double> size_;
    std::vector<Triangle> triangles_;
};

}  // namespace

Patch fill_polygon(std::span<const glm::dvec2> rim, double finest) {
    if (rim.size() < 3) return {};
    return Filling(rim, finest).run();
}

}  // namespace stipple::scalp
