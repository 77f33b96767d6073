#include "assets/bust/remesh.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "assets/bust/surface_nets.h"

namespace stipple::bust {
namespace {

using glm::dvec3;
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

// An edge is split above and collapsed below these multiples of the wanted length: then neither undoes the other.
constexpr double split_ratio = 4.0 / 3, collapse_ratio = 4.0 / 5;
constexpr double relaxation = 0.7;     // share of the way to the middle of the neighbours
constexpr double longest_step = 0.5;   // mm onto the surface at once: thin parts are not jumped through
constexpr double least_slope2 = 0.04;  // squared gradients below this come from blends far from any surface
constexpr double same_side = 0.4;      // cosine between a triangle's normals before and after a change

double length2(const dvec3& v) { return glm::dot(v, v); }

// Triangles of a closed mesh with, for every vertex, those around it.
class Remesher {
  public:
    Remesher(TriangleMesh& mesh, const RemeshField& field, const RemeshRequest& request)
        : field_(field), request_(request), position_(mesh.positions), triangle_(mesh.triangles) {
        around_.resize(position_.size());
        for (std::uint32_t t = 0; t < triangle_.size(); ++t)
            for (const std::uint32_t v : triangle_[t]) around_[v].push_back(t);
        project();
    }

    void run() {
        for (int r = 0; r < request_.rounds; ++r) {
            find_lengths();
            split_long();
            collapse_short();
            flip([this](const Diamond& d) { return evens_valences(d); });
            relax();
            project();
        }
        for (int r = 0, last = (request_.rounds + 1) / 2 - 1; r <= last; ++r) {
            flip([this](const Diamond& d) { return not_delaunay(d); });
            relax();
            project(r == last);
        }
        flip([this](const Diamond& d) { return not_delaunay(d); });
        compact();
    }

  private:
    // The two triangles at edge ab: (a, b, left) and (b, a, right).
    struct Diamond {
        std::uint32_t a, b, left, right, left_triangle, right_triangle;
    };

    [[nodiscard]] dvec3 normal(std::uint32_t a, std::uint32_t b, std::uint32_t c) const {
        return glm::cross(position_[b] - position_[a], position_[c] - position_[a]);
    }

    [[nodiscard]] Diamond diamond(std::uint32_t a, std::uint32_t b) const {
        Diamond d{a, b, none, none, none, none};
        for (const std::uint32_t t : around_[a])
            for (int i = 0; i < 3; ++i) {
                const auto& v = triangle_[t];
                if (v[i] == a && v[(i + 1) % 3] == b) d.left = v[(i + 2) % 3], d.left_triangle = t;
                if (v[i] == b && v[(i + 1) % 3] == a) d.right = v[(i + 2) % 3], d.right_triangle = t;
            }
        return d;
    }

    // Each edge once, from its smaller vertex, in the order of triangles.
    [[nodiscard]] std::vector<std::array<std::uint32_t, 2>> edges() const {
        std::vector<std::array<std::uint32_t, 2>> out;
        out.reserve(triangle_.size() * 3 / 2);
        for (const auto& t : triangle_)
            for (int i = 0; i < 3; ++i)
                if (t[0] != none && t[i] < t[(i + 1) % 3]) out.push_back({t[i], t[(i + 1) % 3]});
        return out;
    }

    template <class Visit>
    void each_neighbour(std::uint32_t v, Visit visit) const {  // each once: the one after v in each triangle around it
        for (const std::uint32_t t : around_[v])
            for (int i = 0; i < 3; ++i)
                if (triangle_[t][i] == v) visit(triangle_[t][(i + 1) % 3]);
    }

    [[nodiscard]] bool neighbours(std::uint32_t a, std::uint32_t b) const {
        bool found = false;
        each_neighbour(a, [&](std::uint32_t n) { found |= n == b; });
        return found;
    }

    // Wanted lengths: a chord of length l leaves a circle of curvature k by about k l² / 6 in a triangle; no longer
    // than the place allows, and not much longer than close by.
    void find_lengths() {
        wanted_.assign(position_.size(), 0);
        if (request_.colour) {
            colour_.resize(position_.size());
            parallel_for(position_.size(), [&](std::size_t v) {
                if (!around_[v].empty()) colour_[v] = request_.colour(position_[v]);
            });
        }
        parallel_for(position_.size(), [&](std::size_t v) {
            if (around_[v].empty()) return;
            double curvature = 1e-6, paint = 1e-6;  // changes a mm
            each_neighbour(std::uint32_t(v), [&](std::uint32_t n) {
                if (!colour_.empty()) {
                    const dvec3 change = glm::abs(colour_[v] - colour_[n]);
                    const double away = std::sqrt(std::max(length2(position_[v] - position_[n]), 1e-6));
                    paint = std::max(paint, std::max({change.x, change.y, change.z}) / away);
                }
                curvature = std::max(curvature, std::sqrt(length2(normal_[v] - normal_[n]) /
                                                          std::max(length2(position_[v] - position_[n]), 1e-6)));
            });
            const EdgeLengths here = request_.lengths(position_[v]);
            const double e = here.tolerance, chord2 = 6 * e / curvature - 3 * e * e;
            const double wanted = std::min(chord2 > 0 ? std::sqrt(chord2) : 0, request_.colour_step / paint);
            wanted_[v] = std::min(std::max(wanted, here.shortest), here.longest);
        });
        std::vector<double> next(wanted_);
        constexpr int steps = 12;  // edges over which a short length reaches
        for (int s = 0; s < steps; ++s) {
            parallel_for(position_.size(), [&](std::size_t v) {
                each_neighbour(std::uint32_t(v), [&](std::uint32_t n) {
                    next[v] = std::min(next[v],
                                       wanted_[n] + request_.growth * std::sqrt(length2(position_[v] - position_[n])));
                });
            });
            wanted_ = next;
        }
    }

    void split_long() {
        for (int pass = 0; pass < 4; ++pass) {
            bool any = false;
            for (const auto& [a, b] : edges()) {
                const double wanted = std::min(wanted_[a], wanted_[b]) * split_ratio;
                if (length2(position_[a] - position_[b]) <= wanted * wanted) continue;
                const Diamond d = diamond(a, b);
                if (d.left == none) continue;  // an earlier split took the edge
                split(d);
                any = true;
            }
            if (!any) return;
        }
    }

    void split(const Diamond& d) {
        const auto m = std::uint32_t(position_.size());
        position_.push_back(0.5 * (position_[d.a] + position_[d.b]));
        const dvec3 mean = normal_[d.a] + normal_[d.b];
        normal_.push_back(mean / std::sqrt(std::max(length2(mean), 1e-12)));
        wanted_.push_back(0.5 * (wanted_[d.a] + wanted_[d.b]));
        around_.emplace_back();
        const auto replace = [&](std::uint32_t t, std::uint32_t from, std::uint32_t to) {
            for (std::uint32_t& v : triangle_[t])
                if (v == from) v = to;
        };
        const auto left = std::uint32_t(triangle_.size()), right = left + 1;
        replace(d.left_triangle, d.b, m);
        replace(d.right_triangle, d.b, m);
        triangle_.push_back({m, d.b, d.left});
        triangle_.push_back({d.b, m, d.right});
        leave(d.b, d.left_triangle);
        leave(d.b, d.right_triangle);
        around_[d.b].insert(around_[d.b].end(), {left, right});
        around_[d.left].push_back(left);
        around_[d.right].push_back(right);
        around_[m] = {d.left_triangle, d.right_triangle, left, right};
    }

    void leave(std::uint32_t v, std::uint32_t t) {
        const auto at = std::find(around_[v].begin(), around_[v].end(), t);
        assert(at != around_[v].end());
        around_[v].erase(at);
    }

    void collapse_short() {
        for (const auto& [a, b] : edges()) {
            if (around_[a].empty() || around_[b].empty()) continue;
            const double wanted = std::min(wanted_[a], wanted_[b]);
            if (length2(position_[a] - position_[b]) >= collapse_ratio * collapse_ratio * wanted * wanted) continue;
            const Diamond d = diamond(a, b);
            if (d.left != none && may_collapse(d, wanted)) collapse(d);
        }
    }

    // The edge becomes its middle. Not where the mesh would touch itself, turn over, or get an edge to be split again.
    [[nodiscard]] bool may_collapse(const Diamond& d, double wanted) const {
        int common = 0;
        each_neighbour(d.a, [&](std::uint32_t n) { common += n != d.b && neighbours(n, d.b) ? 1 : 0; });
        if (common != 2 || around_[d.left].size() <= 3 || around_[d.right].size() <= 3) return false;
        const dvec3 middle = 0.5 * (position_[d.a] + position_[d.b]);
        const double longest2 = split_ratio * split_ratio * wanted * wanted;
        for (const std::uint32_t end : {d.a, d.b})
            for (const std::uint32_t t : around_[end]) {
                if (t == d.left_triangle || t == d.right_triangle) continue;
                std::array<dvec3, 3> at;
                for (std::size_t i = 0; i < 3; ++i) {
                    const std::uint32_t v = triangle_[t][i];
                    at[i] = v == end ? middle : position_[v];
                    if (v != end && length2(position_[v] - middle) > longest2) return false;
                }
                const dvec3 before = normal(triangle_[t][0], triangle_[t][1], triangle_[t][2]),
                            after = glm::cross(at[1] - at[0], at[2] - at[0]);
                if (turned(before, after)) return false;
            }
        return true;
    }

    [[nodiscard]] static bool turned(const dvec3& before, const dvec3& after) {
        return !(glm::dot(before, after) > same_side * std::sqrt(length2(before) * length2(after)));
    }

    void collapse(const Diamond& d) {
        position_[d.a] = 0.5 * (position_[d.a] + position_[d.b]);
        const dvec3 mean = normal_[d.a] + normal_[d.b];
        normal_[d.a] = mean / std::sqrt(std::max(length2(mean), 1e-12));
        wanted_[d.a] = std::min(wanted_[d.a], wanted_[d.b]);
        for (const std::uint32_t t : {d.left_triangle, d.right_triangle}) {
            for (const std::uint32_t v : triangle_[t])
                if (v != d.b) leave(v, t);
            triangle_[t] = {none, none, none};
        }
        for (const std::uint32_t t : around_[d.b]) {
            if (t == d.left_triangle || t == d.right_triangle) continue;
            for (std::uint32_t& v : triangle_[t])
                if (v == d.b) v = d.a;
            around_[d.a].push_back(t);
        }
        around_[d.b].clear();
    }

    template <class Wanted>
    void flip(Wanted wanted) {
        for (const auto& [a, b] : edges()) {
            const Diamond d = diamond(a, b);
            if (d.left == none || around_[a].size() <= 3 || around_[b].size() <= 3 || neighbours(d.left, d.right))
                continue;
            const dvec3 left = normal(d.a, d.right, d.left), right = normal(d.b, d.left, d.right);
            const dvec3 old_left = normal(d.a, d.b, d.left), old_right = normal(d.b, d.a, d.right);
            // Flat enough before and after: a flip over a crease would cut it off.
            if (turned(old_left, left) || turned(old_right, right) || turned(left, right) || !wanted(d)) continue;
            triangle_[d.left_triangle] = {d.a, d.right, d.left};
            triangle_[d.right_triangle] = {d.b, d.left, d.right};
            leave(d.a, d.right_triangle);
            leave(d.b, d.left_triangle);
            around_[d.left].push_back(d.right_triangle);
            around_[d.right].push_back(d.left_triangle);
        }
    }

    // Six triangles around every vertex.
    [[nodiscard]] bool evens_valences(const Diamond& d) const {
        const auto off = [&](std::uint32_t v, int change) {
            const int difference = int(around_[v].size()) + change - 6;
            return difference * difference;
        };
        return off(d.a, -1) + off(d.b, -1) + off(d.left, 1) + off(d.right, 1) <
               off(d.a, 0) + off(d.b, 0) + off(d.left, 0) + off(d.right, 0);
    }

    // The angles opposite the edge add up to more than half a turn.
    [[nodiscard]] bool not_delaunay(const Diamond& d) const {
        const auto cotangent = [&](std::uint32_t at) {
            const dvec3 u = position_[d.a] - position_[at], w = position_[d.b] - position_[at];
            return glm::dot(u, w) / std::sqrt(std::max(length2(glm::cross(u, w)), 1e-20));
        };
        return cotangent(d.left) + cotangent(d.right) < -1e-9;
    }

    // Towards the middle of the triangles around, within the tangent plane; large and coarse neighbours count by their
    // share of wanted area, so that lengths keep their places.
    void relax() {
        std::vector<dvec3> next(position_);
        parallel_for(position_.size(), [&](std::size_t v) {
            if (around_[v].empty()) return;
            dvec3 sum(0);
            double weights = 0;
            for (const std::uint32_t t : around_[v]) {
                const auto& [a, b, c] = triangle_[t];
                const double wanted = (wanted_[a] + wanted_[b] + wanted_[c]) / 3;
                const double weight = std::sqrt(length2(normal(a, b, c))) / (wanted * wanted);
                sum += weight / 3 * (position_[a] + position_[b] + position_[c]);
                weights += weight;
            }
            if (!(weights > 0)) return;
            dvec3 move = relaxation * (sum / weights - position_[v]);
            move -= glm::dot(move, normal_[v]) * normal_[v];
            next[v] = position_[v] + move;
        });
        // Not where a triangle would turn over.
        std::vector<std::uint8_t> stay(position_.size(), 0);
        parallel_for(position_.size(), [&](std::size_t v) {
            for (const std::uint32_t t : around_[v]) {
                const auto& [a, b, c] = triangle_[t];
                if (turned(normal(a, b, c), glm::cross(next[b] - next[a], next[c] - next[a]))) stay[v] = 1;
            }
        });
        for (std::size_t v = 0; v < position_.size(); ++v)
            if (!stay[v]) position_[v] = next[v];
    }

    // Onto the surface, and the normals there. `exact`: by the field at the vertex, not the mean close by.
    void project(bool exact = false) {
        normal_.resize(position_.size());
        parallel_for(position_.size(), [&](std::size_t v) {
            if (!around_[v].empty()) {
                double value = 0;
                const dvec3 g = field_.gradient_and_value(position_[v], value);
                const double slope2 = std::max(length2(g), least_slope2);
                dvec3 onto = (exact ? field_.value(position_[v]) : value) / slope2 * g;
                const double step2 = length2(onto);
                if (step2 > longest_step * longest_step) onto *= longest_step / std::sqrt(step2);
                position_[v] -= onto;
                normal_[v] = g / std::sqrt(slope2);
            }
        });
    }

    void compact() {
        std::vector<std::uint32_t> to(position_.size(), none);
        std::uint32_t count = 0;
        for (std::size_t v = 0; v < position_.size(); ++v)
            if (!around_[v].empty()) {
                to[v] = count;
                position_[count++] = position_[v];
            }
        position_.resize(count);
        std::erase_if(triangle_, [](const auto& t) { return t[0] == none; });
        for (auto& t : triangle_)
            for (std::uint32_t& v : t) v = to[v];
    }

    const RemeshField& field_;
    const RemeshRequest& request_;
    std::vector<dvec3>& position_;
    std::vector<std::array<std::uint32_t, 3>>& triangle_;
    std::vector<std::vector<std::uint32_t>> around_;
    std::vector<dvec3> normal_, colour_;
    std::vector<double> wanted_;
};

}  // namespace

void remesh(TriangleMesh& mesh, const RemeshField& field, const RemeshRequest& request) {
    Remesher(mesh, field, request).run();
}

}  // namespace stipple::bust
