#include "site_sampler_relax.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

#include "site_sampler_near.h"

namespace stipple::scalp {
namespace {

// Lengths in hexagonal spacings of all sites.
constexpr float widest = 1.1F;       // of a cell around its site; wider ones reach over a border
constexpr float step_most = 0.3F;    // of one round
constexpr float step_least = 0.02F;  // less is not worth the way
constexpr float off_surface = 0.05F;
constexpr float overhang = 0.1F;  // a cell may reach so far over a border
constexpr float speed = 1.5F;     // of the way to the middle: more than 1 converges sooner
constexpr std::size_t most_close = 32;
constexpr float repulsion = 1.4F;      // of the way that would settle a site among others that stay
constexpr float shortest = 3;          // reach of the repulsion beside a border; shorter is Lloyd's method's
constexpr float least_around = 0.97F;  // of the neighbours that a whole disc holds

float dot3(glm::vec3 a, glm::vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
float dot2(glm::vec2 a, glm::vec2 b) { return a.x * b.x + a.y * b.y; }
glm::vec3 cross3(glm::vec3 a, glm::vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

// The part of the tangent plane nearer to the site, at the origin, than to its neighbours.
class Cell {
  public:
    explicit Cell(float half_width) : count_(4) {
        corner_[0] = {-half_width, -half_width}, corner_[1] = {half_width, -half_width};
        corner_[2] = {half_width, half_width}, corner_[3] = {-half_width, half_width};
        measure();
    }
    void cut(glm::vec2 neighbour) {
        const float half = 0.5F * dot2(neighbour, neighbour);
        if (half * half >= furthest2_ * 2 * half) return;  // the bisector runs outside
        cut(neighbour, half);
    }
    // Keeps the part where dot(p, away) <= most.
    void cut(glm::vec2 away, float most) {
        std::array<glm::vec2, 24> kept{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < count_ && n + 2 <= kept.size(); ++i) {
            const glm::vec2 a = corner_[i], b = corner_[i + 1 == count_ ? 0 : i + 1];
            const float da = dot2(a, away) - most, db = dot2(b, away) - most;
            if (da <= 0) kept[n++] = a;
            if ((da <= 0) != (db <= 0)) kept[n++] = a + da / (da - db) * (b - a);
        }
        corner_ = kept;
        count_ = n;
        measure();
    }
    [[nodiscard]] float furthest2() const { return furthest2_; }
    [[nodiscard]] std::span<const glm::vec2> corners() const { return {corner_.data(), count_}; }
    [[nodiscard]] glm::vec2 middle() const {
        glm::vec2 sum{0};
        float twice = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const glm::vec2 a = corner_[i], b = corner_[i + 1 == count_ ? 0 : i + 1];
            const float w = a.x * b.y - a.y * b.x;
            sum += w * (a + b);
            twice += w;
        }
        return twice > 0 ? sum / (3 * twice) : glm::vec2(0);
    }

  private:
    void measure() {
        furthest2_ = 0;
        for (std::size_t i = 0; i < count_; ++i) furthest2_ = std::max(furthest2_, dot2(corner_[i], corner_[i]));
    }
    std::array<glm::vec2, 24> corner_;
    std::size_t count_;
    float furthest2_ = 0;
};

double spacing_of(double mm2, double sites) { return std::sqrt(2 * mm2 / (std::sqrt(3.0) * std::max(sites, 1.0))); }

// Four floats at a time; the same sums whatever the machine.
using Lanes = float __attribute__((vector_size(16)));
Lanes all(float v) { return Lanes{v, v, v, v}; }
Lanes most_of(Lanes a, Lanes b) { return a > b ? a : b; }
float sum(Lanes v) { return (v[0] + v[1]) + (v[2] + v[3]); }

class Relaxation {
  public:
    Relaxation(const SurfaceTree& tree, std::vector<SitePoint>& sites, const RelaxRequest& request,
               SiteThreads& threads)
        : tree_(tree), sites_(sites), request_(request), threads_(threads) {
        spacing_ = float(spacing_of(tree.area(), double(sites.size())));
        least_.reserve(sites.size());
        for (std::size_t i = 0; i < sites.size(); ++i)
            least_.push_back(float(request.least_ratio * spacing_of(tree.area(), double(i + 1))));
        reach_ = float(request.reach_ratio) * spacing_;
    }

    void run() {
        const float close = 2 * widest * spacing_;
        const NearSites near(tree_, sites_, request_.held, close, std::max(close, reach_), threads_);
        next_ = sites_;
        of_slot_ = near.sites();
        at_.resize(of_slot_.size());
        threads_.run(at_.size(), 8192, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) at_[i] = lanes_of(of_slot_[i]);
        });
        for (unsigned round = 0; round < request_.rounds; ++round) {
            threads_.run(near.entries().size(), 256, [&](std::size_t begin, std::size_t end) {
                for (std::size_t e = begin; e < end; ++e) move(near.entries()[e]);
            });
            sites_.swap(next_);
            threads_.run(near.entries().size(), 4096, [&](std::size_t begin, std::size_t end) {
                for (std::size_t e = begin; e < end; ++e)
                    at_[near.entries()[e].slot] = lanes_of(near.entries()[e].site);
            });
        }
    }

  private:
    // The tangent plane at a site.
    struct Plane {
        glm::vec3 at, normal, e1, e2;
        [[nodiscard]] glm::vec2 flat(glm::vec3 to) const { return {dot3(to, e1), dot3(to, e2)}; }
    };
    [[nodiscard]] Lanes lanes_of(std::size_t i) const {
        const glm::vec3 p = sites_[i].position;
        return Lanes{p.x, p.y, p.z, 0};
    }
    [[nodiscard]] Plane plane_at(std::uint32_t i) const {
        const glm::vec3 side = tree_.side(sites_[i].piece);
        Plane plane{sites_[i].position, side * (1.0F / std::sqrt(dot3(side, side))), {}, {}};
        const glm::vec3 across = std::abs(plane.normal.x) < 0.7F ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
        plane.e1 = cross3(plane.normal, across);
        plane.e1 *= 1.0F / std::sqrt(dot3(plane.e1, plane.e1));
        plane.e2 = cross3(plane.normal, plane.e1);
        return plane;
    }

    // Puts into next_ where a site goes this round: on the surface, clear, and so that it keeps the least distances
    // whatever its neighbours do.
    void move(const NearSites::Entry& entry) {
        const std::uint32_t i = entry.site;
        next_[i] = sites_[i];
        if (entry.close > most_close) return;
        const Plane plane = plane_at(i);
        std::array<glm::vec2, most_close> flat;
        for (std::size_t k = 0; k < entry.close; ++k) {
            const Lanes p = at_[entry.near[k]];
            flat[k] = plane.flat(glm::vec3(p[0], p[1], p[2]) - plane.at);
        }
        std::optional<glm::vec2> way;
        for (float reach = reach_; !way && reach > shortest * spacing_; reach *= 0.6F)
            way = away_from(entry, plane, reach);
        if (!way) way = to_middle({flat.data(), entry.close}, plane);
        if (!way) return;
        glm::vec2 wish = *way;
        const float size = std::sqrt(dot2(wish, wish)), most = step_most * spacing_;
        if (size < step_least * spacing_) return;
        if (size > most) wish *= most / size;
        // Two sites may each use up half of what they stand apart above the least; then no two come nearer than that.
        std::array<float, most_close> room;
        for (std::size_t k = 0; k < entry.close; ++k) {
            const std::uint32_t other = of_slot_[entry.near[k]];
            const float apart = std::sqrt(dot2(flat[k], flat[k])), share = other < request_.held ? 1.0F : 0.5F;
            room[k] = std::max(0.0F, share * (apart - least_[std::max(i, other)])) * apart;
        }
        const auto take = [&](glm::vec2 to) {
            for (std::size_t k = 0; k < entry.close; ++k)
                if (dot2(to, flat[k]) > room[k]) return false;
            const glm::vec3 p = plane.at + to.x * plane.e1 + to.y * plane.e2;
            if (request_.clearance && !request_.clearance->clear(p)) return false;
            const std::optional<SitePoint> found = tree_.nearest(p, off_surface * spacing_, plane.normal);
            if (!found || (request_.clearance && !request_.clearance->clear(found->position))) return false;
            next_[i] = *found;
            return true;
        };
        if (take(wish)) return;
        constexpr std::array<glm::vec2, 8> ways{{{1, 0},
                                                 {-1, 0},
                                                 {0, 1},
                                                 {0, -1},
                                                 {0.7071F, 0.7071F},
                                                 {-0.7071F, -0.7071F},
                                                 {0.7071F, -0.7071F},
                                                 {-0.7071F, 0.7071F}}};
        for (const float away : {0.06F, 0.12F, 0.18F})
            for (const glm::vec2 side : ways)
                if (take(wish + away * spacing_ * side)) return;
        (void)(take(0.5F * wish) || take(0.25F * wish));
    }

    // To the middle of the site's cell; none where that is too wide to be one.
    [[nodiscard]] std::optional<glm::vec2> to_middle(std::span<const glm::vec2> flat, const Plane& plane) const {
        Cell cell(2 * widest * spacing_);
        for (const glm::vec2 neighbour : flat) cell.cut(neighbour);
        const float most2 = widest * widest * spacing_ * spacing_;
        if (cell.furthest2() > most2) cut_border(cell, plane);
        if (cell.furthest2() > most2) return std::nullopt;
        return speed * cell.middle();
    }

    // Cuts off what lies beyond a border of the surface: at right angles to the way from a corner in the air to the
    // surface, where that begins.
    void cut_border(Cell& cell, const Plane& plane) const {
        for (unsigned cuts = 0; cuts < 4; ++cuts) {
            bool whole = true;
            for (const glm::vec2 corner : cell.corners()) {
                const glm::vec3 to = corner.x * plane.e1 + corner.y * plane.e2;
                // Most corners lie on the surface, which a short look tells.
                if (tree_.nearest(plane.at + to, overhang * spacing_, plane.normal)) continue;
                const auto found = tree_.nearest(plane.at + to, 2 * spacing_, plane.normal);
                if (!found) continue;
                const glm::vec2 edge = plane.flat(found->position - plane.at), over = corner - edge;
                if (dot2(over, over) < overhang * overhang * spacing_ * spacing_) continue;
                cell.cut(over, dot2(edge, over));
                whole = false;
                break;
            }
            if (whole) return;
        }
    }

    // As far as neighbours within `reach` push; none where they are so few that a border must be near. As many charges
    // as there are sites, smeared out evenly, hold a site to where it is with a force that grows by 2 pi of their
    // density a length: divided by that the push becomes a way.
    [[nodiscard]] std::optional<glm::vec2> away_from(const NearSites::Entry& entry, const Plane& plane,
                                                     float reach) const {
        constexpr float pi = 3.14159265F;
        const float per_mm2 = 1.1547005F / (spacing_ * spacing_);
        const Lanes inverse2 = all(1 / (reach * reach));
        const Lanes x = all(plane.at.x), y = all(plane.at.y), z = all(plane.at.z);
        Lanes px{}, py{}, pz{}, around{};
        for (std::size_t k = 0; k < entry.near.size(); k += 4) {
            const Lanes a = at_[entry.near[k]], b = at_[entry.near[k + 1]], c = at_[entry.near[k + 2]],
                        d = at_[entry.near[k + 3]];
            const Lanes dx = x - Lanes{a[0], b[0], c[0], d[0]}, dy = y - Lanes{a[1], b[1], c[1], d[1]},
                        dz = z - Lanes{a[2], b[2], c[2], d[2]};
            const Lanes d2 = dx * dx + dy * dy + dz * dz, inside = most_of(Lanes{}, all(1) - d2 * inverse2);
            const Lanes push = inside * inside / most_of(d2, all(1e-6F));
            px += push * dx, py += push * dy, pz += push * dz;
            around += inside;
        }
        // Those that fill up the list are the site itself.
        const float held = sum(around) + 1 - float(entry.near.size() - entry.within);
        if (held < least_around * per_mm2 * 0.5F * pi * reach * reach) return std::nullopt;
        const float way = repulsion / (2 * pi * per_mm2);
        return plane.flat(way * glm::vec3(sum(px), sum(py), sum(pz)));
    }

    const SurfaceTree& tree_;
    std::vector<SitePoint>& sites_;
    const RelaxRequest& request_;
    SiteThreads& threads_;
    float spacing_ = 0, reach_ = 0;       // mm
    std::vector<float> least_;            // mm, to sites before each
    std::vector<std::uint32_t> of_slot_;  // which site lies in each slot
    std::vector<Lanes> at_;               // by slot: x, y, z, 0
    std::vector<SitePoint> next_;
};

}  // namespace

void relax_sites(const SurfaceTree& tree, std::vector<SitePoint>& sites, const RelaxRequest& request,
                 SiteThreads& threads) {
    Relaxation(tree, sites, request, threads).run();
}

}  // namespace stipple::scalp
