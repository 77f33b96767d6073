#include "site_sampler_units.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <optional>

namespace stipple::scalp {
namespace {

constexpr std::uint32_t most_in_unit =
    4;  // terminal hairs; five and more are rare (Headington 1984, Arch Dermatol 120, 449)

// From the first hair of a unit to the second and third where they leave the skin, mm: assumed from macro photographs
// of shaved scalps, where the shafts, about 0.08 mm thick, stand one to two of their widths apart. The fourth stands
// amid those three.
constexpr float least_apart_mm = 0.15F, most_apart_mm = 0.20F;
constexpr float least_between_mm = 0.07F;  // any two
// A place in the tangent plane may lie so far off the surface, mm: creases and borders, where another direction is
// tried.
constexpr float off_surface_mm = 0.08F;
constexpr float half_root3 = 0.8660254F;

float dot3(glm::vec3 a, glm::vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
glm::vec3 cross3(glm::vec3 a, glm::vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

// A unit direction at right angles to `normal`, every one as likely.
glm::vec3 direction(glm::vec3 normal, SiteRandom& random) {
    for (;;) {
        const std::uint64_t bits = random.next();
        const auto part = [&](unsigned shift) {
            return float(std::int32_t(bits >> shift & 0xFFFFF)) * (2.0F / 1048576.0F) - 1;
        };
        const glm::vec3 v{part(0), part(20), part(40)};
        if (dot3(v, v) > 1) continue;
        const glm::vec3 flat = v - dot3(v, normal) * normal;
        const float size2 = dot3(flat, flat);
        if (size2 > 0.01F) return flat / std::sqrt(size2);
    }
}

// Units [begin, end) of the progressive order get one follicle more.
struct Pass {
    std::uint32_t begin, end;
};

// Which units get another follicle, until there are `more`. Runs of the progressive order are spread evenly over the
// surface whatever their length, so each pass is. Of 300 follicles per cm² 5 % of the units hold one, 25 % two, 35 %
// three, 35 % four; of 190, natural hair, 30 % one, 45 % two, 25 % three: a mean of 1.9 to 2.3 hairs is what surgeons
// count (Jimenez and Ruifernandez 1999, Dermatol Surg 25, 294).
std::vector<Pass> passes(std::uint32_t units, std::uint32_t more) {
    const auto part = [&](double share) { return std::uint32_t(share * double(units)); };
    std::vector<Pass> out;
    const auto add = [&](std::uint32_t begin, std::uint32_t end) {
        end = std::min(end, begin + more);
        more -= end - begin;
        if (end > begin) out.push_back({begin, end});
    };
    add(0, part(0.70));
    add(0, part(0.25));
    add(part(0.70), part(0.95));
    add(part(0.25), part(0.70));
    add(0, part(0.35));
    while (more > 0) add(part(0.95), units);  // two at most, left over by rounding
    return out;
}

// The follicles of one unit, at most most_in_unit of them: the first is given, the others stand around it.
class Unit {
  public:
    Unit(const SurfaceTree& tree, const SitePoint& first, std::uint64_t seed) : tree_(tree), random_{seed} {
        at_[0] = first;
        normal_ = tree.normal(first);
        along_ = direction(normal_, random_);
        across_ = cross3(normal_, along_);
    }
    // Follicle k; those before it are placed.
    void place(std::uint32_t k) {
        // The triangle's corners and middle, and its corners on the other side.
        constexpr std::array<glm::vec2, 6> ways{
            {{1, 0}, {0.5F, half_root3}, {0.5F, half_root3 / 3}, {-0.5F, half_root3}, {-0.5F, -half_root3}, {-1, 0}}};
        for (std::uint32_t i = k - 1; i < ways.size(); ++i) {
            const glm::vec2 way = ways[i];
            const float apart = least_apart_mm + (most_apart_mm - least_apart_mm) *
                                                     float(std::int32_t(random_.next() >> 40)) * (1.0F / 16777216.0F);
            const glm::vec3 to = at_[0].position + apart * (way.x * along_ + way.y * across_);
            const std::optional<SitePoint> found = tree_.nearest(to, off_surface_mm, normal_);
            if (!found) continue;
            at_[k] = *found;
            if (stands_free(k)) return;
        }
        // A spike or a sliver of surface: anywhere on the first one's piece.
        at_[k] = tree_.place(at_[0].piece, random_.next());
    }
    [[nodiscard]] const SitePoint& operator[](std::uint32_t k) const { return at_[k]; }

  private:
    [[nodiscard]] bool stands_free(std::uint32_t k) const {
        for (std::uint32_t i = 0; i < k; ++i) {
            const glm::vec3 from = at_[k].position - at_[i].position;
            if (dot3(from, from) < least_between_mm * least_between_mm) return false;
        }
        return true;
    }

    const SurfaceTree& tree_;
    SiteRandom random_;
    glm::vec3 normal_, along_, across_;
    std::array<SitePoint, most_in_unit> at_{};
};

}  // namespace

std::vector<SitePoint> follicular_units(const SurfaceTree& tree, const std::vector<SitePoint>& units,
                                        std::uint32_t follicles, std::uint64_t seed, SiteThreads& threads) {
    if (follicles <= units.size()) return {units.begin(), units.begin() + follicles};
    const auto count = std::uint32_t(units.size());
    assert(std::uint64_t(count) * follicles_per_unit >= follicles);
    const std::vector<Pass> more = passes(count, follicles - count);
    std::vector<std::uint32_t> first_of_pass;
    std::uint32_t next = count;
    for (const Pass& pass : more) {
        first_of_pass.push_back(next);
        next += pass.end - pass.begin;
    }
    std::vector<SitePoint> out(units);
    out.resize(follicles);
    threads.run(count, 512, [&](std::size_t begin, std::size_t end) {
        for (std::size_t u = begin; u < end; ++u) {
            Unit unit(tree, units[u], mix_bits(seed, u));
            std::uint32_t k = 1;
            for (std::size_t p = 0; p < more.size(); ++p) {
                if (u < more[p].begin || u >= more[p].end) continue;
                assert(k < most_in_unit);
                unit.place(k);
                out[first_of_pass[p] + (u - more[p].begin)] = unit[k++];
            }
        }
    });
    return out;
}

}  // namespace stipple::scalp
