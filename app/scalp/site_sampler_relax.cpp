#include "site_sampler_relax.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

#include "site_sampler_cells.h"

namespace stipple::scalp {
namespace {

// Lengths in hexagonal spacings of all sites.
constexpr float widest = 1.1F;     // of a cell around its site; wider ones reach over a border
constexpr float step_most = 0.3F;  // of one round
constexpr float off_surface = 0.05F;
constexpr float speed = 1.5F;  // of the way to the middle: more than 1 converges sooner
constexpr std::size_t most_near = 32;

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
        std::array<glm::vec2, 24> kept{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < count_ && n + 2 <= kept.size(); ++i) {
            const glm::vec2 a = corner_[i], b = corner_[i + 1 == count_ ? 0 : i + 1];
            const float da = dot2(a, neighbour) - half, db = dot2(b, neighbour) - half;
            if (da <= 0) kept[n++] = a;
            if ((da <= 0) != (db <= 0)) kept[n++] = a + da / (da - db) * (b - a);
        }
        corner_ = kept;
        count_ = n;
        measure();
    }
    [[nodiscard]] float furthest2() const { return furthest2_; }
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

class Relaxation {
  public:
    Relaxation(const SurfaceTree& tree, std::vector<SitePoint>& sites, const RelaxRequest& request,
               SiteThreads& threads)
        : tree_(tree), sites_(sites), request_(request), threads_(threads) {
        spacing_ = float(spacing_of(tree.area(), double(sites.size())));
        least_ = float(request.least_ratio) * spacing_;
        least_before_ = float(request.least_ratio * spacing_of(tree.area(), double(request.before)));
    }

    void run() {
        if (!find_neighbours()) return;
        next_ = sites_;
        for (unsigned round = 0; round < request_.rounds; ++round) {
            threads_.run(order_.size(), 512, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) move(order_[i]);
            });
            sites_.swap(next_);
        }
    }

  private:
    // Sites within reach of each on its side of the surface. False where sites are too few to be worth it.
    bool find_neighbours() {
        const float reach = 2 * widest * spacing_;
        unsigned depth = 0;
        while (depth < tree_.depth() && tree_.root_size() / float(2ULL << depth) >= reach) ++depth;
        if (depth == 0 || sites_.size() < 64) return false;
        const SiteCells cells(tree_, depth, threads_);
        std::vector<std::uint32_t> first(cells.size() + 1, 0);
        for (const SitePoint& site : sites_) ++first[cells.cell_of(site) + 1];
        for (std::size_t c = 0; c < cells.size(); ++c) first[c + 1] += first[c];
        order_.resize(sites_.size());
        std::vector<std::uint32_t> at(first.begin(), first.end() - 1);
        for (std::size_t i = 0; i < sites_.size(); ++i) order_[at[cells.cell_of(sites_[i])]++] = std::uint32_t(i);
        near_.resize(sites_.size());
        near_count_.assign(sites_.size(), 0);
        threads_.run(cells.size(), 32, [&](std::size_t begin, std::size_t end) {
            for (std::size_t c = begin; c < end; ++c)
                for (std::uint32_t k = first[c]; k < first[c + 1]; ++k) {
                    const std::uint32_t i = order_[k];
                    const glm::vec3 side = tree_.side(sites_[i].piece);
                    for (const std::uint32_t n : cells.neighbours(c)) {
                        if (n == SiteCells::none) break;
                        for (std::uint32_t m = first[n]; m < first[n + 1]; ++m) {
                            const std::uint32_t j = order_[m];
                            const glm::vec3 to = sites_[j].position - sites_[i].position;
                            if (j == i || dot3(to, to) > reach * reach || near_count_[i] == most_near) continue;
                            if (dot3(side, tree_.side(sites_[j].piece)) <= 0) continue;
                            near_[i][near_count_[i]++] = j;
                        }
                    }
                    // The nearest cut most off a cell: the others then need only a look.
                    const auto away2 = [&](std::uint32_t j) {
                        const glm::vec3 to = sites_[j].position - sites_[i].position;
                        return dot3(to, to);
                    };
                    std::sort(near_[i].begin(), near_[i].begin() + near_count_[i],
                              [&](std::uint32_t u, std::uint32_t v) {
                                  const float du = away2(u), dv = away2(v);
                                  return du != dv ? du < dv : u < v;
                              });
                }
        });
        return true;
    }

    // Puts into next_ where site i goes this round: on the surface, clear, and so that it keeps the least distances
    // whatever its neighbours do.
    void move(std::uint32_t i) {
        next_[i] = sites_[i];
        if (near_count_[i] == most_near) return;
        const glm::vec3 at = sites_[i].position, side = tree_.side(sites_[i].piece);
        const glm::vec3 normal = side * (1.0F / std::sqrt(dot3(side, side)));
        const glm::vec3 across = std::abs(normal.x) < 0.7F ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
        glm::vec3 e1 = cross3(normal, across);
        e1 *= 1.0F / std::sqrt(dot3(e1, e1));
        const glm::vec3 e2 = cross3(normal, e1);
        std::array<glm::vec2, most_near> flat;
        Cell cell(2 * widest * spacing_);
        const std::size_t count = near_count_[i];
        for (std::size_t k = 0; k < count; ++k) {
            const glm::vec3 to = sites_[near_[i][k]].position - at;
            flat[k] = {dot3(to, e1), dot3(to, e2)};
            cell.cut(flat[k]);
        }
        if (cell.furthest2() > widest * widest * spacing_ * spacing_) return;
        glm::vec2 wish = speed * cell.middle();
        const float size = std::sqrt(dot2(wish, wish)), most = step_most * spacing_;
        if (size > most) wish *= most / size;
        // Two sites may each use up half of what they stand apart above the least; then no two come nearer than that.
        std::array<float, most_near> room;
        for (std::size_t k = 0; k < count; ++k) {
            const float apart = std::sqrt(dot2(flat[k], flat[k]));
            const float least = std::max(i, near_[i][k]) < request_.before ? least_before_ : least_;
            room[k] = std::max(0.0F, 0.5F * (apart - least)) * apart;
        }
        const auto take = [&](glm::vec2 to) {
            for (std::size_t k = 0; k < count; ++k)
                if (dot2(to, flat[k]) > room[k]) return false;
            const std::optional<SitePoint> found =
                tree_.nearest(at + to.x * e1 + to.y * e2, off_surface * spacing_, normal);
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
            for (const glm::vec2 way : ways)
                if (take(wish + away * spacing_ * way)) return;
        (void)(take(0.5F * wish) || take(0.25F * wish));
    }

    const SurfaceTree& tree_;
    std::vector<SitePoint>& sites_;
    const RelaxRequest& request_;
    SiteThreads& threads_;
    float spacing_ = 0, least_ = 0, least_before_ = 0;
    std::vector<std::uint32_t> order_;  // sites, neighbours near each other
    std::vector<std::array<std::uint32_t, most_near>> near_;
    std::vector<std::uint8_t> near_count_;
    std::vector<SitePoint> next_;
};

}  // namespace

void relax_sites(const SurfaceTree& tree, std::vector<SitePoint>& sites, const RelaxRequest& request,
                 SiteThreads& threads) {
    Relaxation(tree, sites, request, threads).run();
}

}  // namespace stipple::scalp
