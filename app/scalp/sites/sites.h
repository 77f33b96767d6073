// Dot and follicle sites: where pigment can go, sampled once per head, progressive so that every prefix is blue noise.
#pragma once
#include <cstdint>
#include <filesystem>
#include <glm/glm.hpp>
#include <limits>
#include <span>
#include <vector>

#include "scalp/progress.h"
#include "shared/dot.h"

namespace stipple::scalp {

enum class SitePattern { blue_noise, grid, random };

// Triangles to sample, head axes, mm: three positions and three unit normals each.
struct SiteSurface {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
    [[nodiscard]] std::size_t triangle_count() const { return positions.size() / 3; }
};

struct SiteRequest {
    std::uint32_t dots = 2'000'000;  // exactly this many are returned, up to 8'000'000
    double follicles_per_cm2 = 300;  // in follicular units of 1 to 4, 3 on average; 0 for none
    double clearance_mm = 0.25;      // dots keep this far from every follicle
    SitePattern pattern = SitePattern::blue_noise;
    std::uint32_t seed = 1;
    // Of dots, only octaves of rank that hold this density wherever it is asked for: the beginning of the whole pool,
    // byte for byte, without the time the rest takes. Follicles come whole, for dots keep clear of all of them.
    double up_to_per_cm2 = std::numeric_limits<double>::infinity();
};

// Dots lie cluster by cluster; the index of a dot is its identity. The first k ranks of the pool cover the surface
// evenly with k / RANK_LEVELS of the pool's density. Clusters are ordered by octave, sparsest first, then along a
// Morton curve.
struct SiteSet {
    std::vector<shared::Dot> dots;
    std::vector<shared::Cluster> clusters;
    double area_cm2 = 0;
    std::uint32_t whole_pool = 0;  // sites of the pool that `dots` is the beginning of; 0 where it is all of it
    [[nodiscard]] std::uint64_t pool() const { return whole_pool > 0 ? whole_pool : dots.size(); }
    // Of the whole pool, also where only its beginning is here: ranks are parts of this.
    [[nodiscard]] double pool_per_cm2() const { return area_cm2 > 0 ? double(pool()) / area_cm2 : 0; }
    // Every dot of a rank below this is here; RANK_LEVELS for the whole pool. A design that wants no more ranks
    // anywhere looks the same with this set as with the whole pool.
    [[nodiscard]] std::uint32_t complete_ranks() const {
        return pool() == 0 ? shared::RANK_LEVELS : std::uint32_t(dots.size() * shared::RANK_LEVELS / pool());
    }
};

struct Sites {
    SiteSet dots;
    SiteSet follicles;
};

// Deterministic: same surface and request give the same bytes on every machine and any number of threads. Uses only
// + - x / sqrt and integer hashes. Throws Cancelled.
[[nodiscard]] Sites sample_sites(const SiteSurface& surface, const SiteRequest& request, Progress& progress);

// sample_sites through a cache keyed by a hash of every input byte and the sampler's version. A cache that cannot be
// read or written is passed over: the result is the same. `folder` is made when missing. A pool kept there also serves
// requests for its beginning, and a beginning those for a shorter one.
[[nodiscard]] Sites cached_sites(const SiteSurface& surface, const SiteRequest& request, Progress& progress,
                                 const std::filesystem::path& folder);

}  // namespace stipple::scalp
