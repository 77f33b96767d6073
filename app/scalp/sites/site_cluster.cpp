#include "site_cluster.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::scalp {
namespace {

// Octaves halve the rank; everything below this density is one octave, since clusters of few dots cost more than they
// save.
constexpr double joined_per_mm2 = 1.6;
// Bounding radii, mm: small where dots are dense, for culling; larger where 4 mm would hold few dots.
constexpr float dense_radius = 4.0F, sparse_radius = 6.0F;
constexpr double dense_per_mm2 = 8.0;
// A cell of a kd-tree is up to twice as long as wide: half its diagonal is 0.79 times the root of its area.
constexpr double cell_area_over_radius2 = 1.6;

constexpr float least_cone_cos = 0.3F;  // folds such as the ear's rim are split by side while they hold enough dots
constexpr std::uint32_t least_to_fold = 48;

// Where in progressive order the octaves of a pool end, sparsest first.
std::vector<std::uint32_t> octave_ends(std::uint32_t pool, double area_mm2) {
    unsigned halvings = 0;
    while (halvings < 10 && double(pool) / area_mm2 / double(1U << halvings) > joined_per_mm2) ++halvings;
    std::vector<std::uint32_t> ends;
    for (unsigned octave = 0; octave <= halvings; ++octave) {
        const std::uint64_t rank_end = shared::RANK_LEVELS >> (halvings - octave);
        // The first index of rank r is the least i with floor(i * levels / count) >= r.
        ends.push_back(std::uint32_t((rank_end * pool + shared::RANK_LEVELS - 1) / shared::RANK_LEVELS));
    }
    return ends;
}

struct Item {
    glm::vec3 position;
    std::uint32_t index;  // in progressive order
    std::uint32_t piece;
};

struct Run {
    std::uint32_t begin, end;  // in the item array
    std::uint32_t octave;
    std::uint64_t key = 0;  // Morton key of the middle
};

float dot3(glm::vec3 a, glm::vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
float length3(glm::vec3 v) { return std::sqrt(dot3(v, v)); }

class Clusterer {
  public:
    Clusterer(const SurfaceTree& tree, const std::vector<SitePoint>& points, std::uint32_t pool, std::uint64_t seed,
              SiteThreads& threads)
        : tree_(tree), points_(points), pool_(pool), seed_(seed), threads_(threads), items_(points.size()) {}

    SiteSet run() {
        set_.area_cm2 = tree_.area() / 100;
        set_.whole_pool = pool_;
        if (points_.empty()) return std::move(set_);
        threads_.run(items_.size(), 65536, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                items_[i] = {points_[i].position, std::uint32_t(i), points_[i].piece};
        });
        std::vector<Run> leaves = split_all(octaves());
        threads_.run(leaves.size(), 64, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) leaves[i].key = key_of(leaves[i]);
        });
        std::sort(leaves.begin(), leaves.end(), [](const Run& a, const Run& b) {
            if (a.octave != b.octave) return a.octave < b.octave;
            return a.key != b.key ? a.key < b.key : a.begin < b.begin;
        });
        set_.dots.resize(points_.size());
        set_.clusters.resize(leaves.size());
        std::uint32_t first = 0;
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            set_.clusters[i].first = first;
            first += leaves[i].end - leaves[i].begin;
        }
        threads_.run(leaves.size(), 64, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) write(leaves[i], set_.clusters[i]);
        });
        return std::move(set_);
    }

  private:
    // One run an octave of rank, sparsest first, with the largest count and radius of its clusters.
    std::vector<Run> octaves() {
        std::vector<Run> runs;
        std::uint32_t begin = 0, octave = 0;
        for (const std::uint32_t end : octave_ends(pool_, tree_.area())) {
            if (end > points_.size()) break;
            const double of_octave = double(end - begin) / tree_.area();
            const float radius = of_octave >= dense_per_mm2 ? dense_radius : sparse_radius;
            const double most = of_octave * cell_area_over_radius2 * double(radius) * double(radius);
            radius_.push_back(radius);
            most_.push_back(std::uint32_t(std::clamp(most, 1.0, double(shared::CLUSTER_MAX_DOTS))));
            if (end > begin) runs.push_back({begin, end, octave});
            begin = end;
            ++octave;
        }
        assert(begin == points_.size());
        return runs;
    }

    std::vector<Run> split_all(std::vector<Run> open) {
        std::vector<Run> leaves, next;
        std::vector<std::uint32_t> cut;
        while (!open.empty()) {
            cut.resize(open.size());
            threads_.run(open.size(), open.size() > 256 ? 16 : 1, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) cut[i] = split(open[i]);
            });
            next.clear();
            for (std::size_t i = 0; i < open.size(); ++i) {
                const Run& run = open[i];
                if (cut[i] == run.end) {
                    leaves.push_back(run);
                } else {
                    next.push_back({run.begin, cut[i], run.octave});
                    next.push_back({cut[i], run.end, run.octave});
                }
            }
            open.swap(next);
        }
        return leaves;
    }

    [[nodiscard]] glm::vec3 normal_of(const Item& item) const { return tree_.normal({item.position, item.piece}); }

    void box(const Run& run, glm::vec3& lo, glm::vec3& hi) const {
        lo = hi = items_[run.begin].position;
        for (std::uint32_t i = run.begin + 1; i < run.end; ++i) {
            lo = glm::min(lo, items_[i].position);
            hi = glm::max(hi, items_[i].position);
        }
    }

    [[nodiscard]] bool within(const Run& run, glm::vec3 center, float radius) const {
        float furthest2 = 0;
        for (std::uint32_t i = run.begin; i < run.end; ++i) {
            const glm::vec3 from = items_[i].position - center;
            furthest2 = std::max(furthest2, dot3(from, from));
        }
        return furthest2 <= radius * radius;
    }

    // Where to part the run's items, or its end when they make a cluster. Which items go where does not depend on how
    // the standard library selects: the order is total.
    std::uint32_t split(const Run& run) {
        const std::uint32_t count = run.end - run.begin;
        glm::vec3 lo, hi;
        box(run, lo, hi);
        const glm::vec3 extent = hi - lo;
        const std::uint32_t most = most_[run.octave];
        const bool fits = count <= most && within(run, 0.5F * (lo + hi), radius_[run.octave]);
        if (count == 1) return run.end;
        if (fits) return fold(run);
        int axis = 0;
        for (int a = 1; a < 3; ++a)
            if (extent[a] > extent[axis]) axis = a;
        const std::uint32_t parts = (count + most - 1) / most;
        const std::uint32_t left = parts < 2 ? count / 2 : std::uint32_t(std::uint64_t(count) * (parts / 2) / parts);
        std::nth_element(items_.begin() + run.begin, items_.begin() + run.begin + left, items_.begin() + run.end,
                         [axis](const Item& a, const Item& b) {
                             return a.position[axis] != b.position[axis] ? a.position[axis] < b.position[axis]
                                                                         : a.index < b.index;
                         });
        return run.begin + left;
    }

    // Parts a cluster whose normals spread over a fold, by the side they face along the widest axis of their spread.
    std::uint32_t fold(const Run& run) {
        if (run.end - run.begin < least_to_fold) return run.end;
        // Nearly all clusters face one way: the triangles' sides show it without a normal for every site.
        const auto side = [&](std::uint32_t i) { return tree_.side(items_[i].piece); };
        const glm::vec3 first = side(run.begin);
        bool flat = true;
        for (std::uint32_t i = run.begin; i < run.end && flat; ++i) {
            const glm::vec3 other = side(i);
            const float d = dot3(first, other);
            flat = d > 0 && d * d > 0.5F * dot3(first, first) * dot3(other, other);
        }
        if (flat) return run.end;
        glm::vec3 sum{0}, lo{1}, hi{-1};
        for (std::uint32_t i = run.begin; i < run.end; ++i) {
            const glm::vec3 n = normal_of(items_[i]);
            sum += n;
            lo = glm::min(lo, n);
            hi = glm::max(hi, n);
        }
        // Two unit vectors whose parts differ by less than 0.9 in each axis stay well within the cone asked for.
        const glm::vec3 spread = hi - lo;
        if (std::max({spread.x, spread.y, spread.z}) < 1.2F) return run.end;
        const float size = length3(sum);
        bool wide = size < 1e-3F;
        for (std::uint32_t i = run.begin; i < run.end && !wide; ++i)
            wide = dot3(sum, normal_of(items_[i])) < least_cone_cos * size;
        if (!wide) return run.end;
        int axis = 0;
        for (int a = 1; a < 3; ++a)
            if (spread[a] > spread[axis]) axis = a;
        const float middle = 0.5F * (lo[axis] + hi[axis]);
        std::stable_partition(items_.begin() + run.begin, items_.begin() + run.end,
                              [&](const Item& item) { return normal_of(item)[axis] < middle; });
        std::uint32_t cut = run.begin;
        while (cut < run.end && normal_of(items_[cut])[axis] < middle) ++cut;
        return cut == run.begin ? run.end : cut;
    }

    [[nodiscard]] std::uint64_t key_of(const Run& run) const {
        glm::vec3 lo, hi;
        box(run, lo, hi);
        const glm::vec3 at = (0.5F * (lo + hi) - tree_.origin()) * (1048575.0F / tree_.root_size());
        const auto step = [](float v) { return std::uint32_t(std::clamp(v, 0.0F, 1048575.0F)); };
        return morton_key(step(at.x), step(at.y), step(at.z));
    }

    void write(const Run& run, shared::Cluster& cluster) {
        const auto begin = items_.begin() + run.begin, end = items_.begin() + run.end;
        std::sort(begin, end, [](const Item& a, const Item& b) { return a.index < b.index; });
        glm::vec3 lo, hi;
        box(run, lo, hi);
        const glm::vec3 levels{2047, 2047, 1023};
        cluster.origin = lo;
        cluster.step = glm::max((hi - lo) / levels, glm::vec3(1e-6F));
        const auto rank_of = [&](const Item& item) {
            return std::uint32_t(std::uint64_t(item.index) * shared::RANK_LEVELS / pool_);
        };
        shared::set_population(cluster, run.end - run.begin, run.octave, rank_of(*begin));
        const glm::vec3 center = shared::cluster_center(cluster);
        float radius2 = 0;
        glm::vec3 sum{0};
        std::vector<glm::vec3> normals;
        normals.reserve(run.end - run.begin);
        shared::Dot* out = &set_.dots[cluster.first];
        for (auto item = begin; item != end; ++item, ++out) {
            std::uint32_t q[3];
            for (int a = 0; a < 3; ++a) {
                const float at = (item->position[a] - lo[a]) / cluster.step[a] + 0.5F;
                q[a] = std::uint32_t(std::clamp(at, 0.0F, levels[a]));
            }
            out->position = q[0] | q[1] << 11 | q[2] << 22;
            out->rank_size_shade = rank_of(*item) | std::uint32_t(mix_bits(seed_, item->index) >> 48) << 16;
            const glm::vec3 from = shared::dot_position(*out, cluster) - center;
            radius2 = std::max(radius2, dot3(from, from));
            normals.push_back(normal_of(*item));
            sum += normals.back();
        }
        cluster.radius = std::sqrt(radius2) * 1.00001F + 1e-5F;
        const float size = length3(sum);
        shared::set_normal(cluster, size > 1e-6F ? sum / size : glm::vec3(0, 1, 0));
        const glm::vec3 normal = shared::cluster_normal(cluster);
        // Least squares over the cluster: tangential part of the normal = curvature * tangential part of the offset.
        float cone = 1, along = 0, across = 0;
        for (auto item = begin; item != end; ++item) {
            const glm::vec3 n = normals[std::size_t(item - begin)];
            const float c = dot3(n, normal);
            cone = std::min(cone, c);
            const glm::vec3 offset = item->position - center;
            const glm::vec3 t = offset - dot3(offset, normal) * normal;
            along += dot3(n, t);
            across += dot3(t, t);
        }
        shared::set_shape(cluster, cone, across > 1e-6F ? along / across : 0.0F);
    }

    const SurfaceTree& tree_;
    const std::vector<SitePoint>& points_;
    std::uint32_t pool_;
    std::uint64_t seed_;
    SiteThreads& threads_;
    std::vector<Item> items_;
    std::vector<std::uint32_t> most_;
    std::vector<float> radius_;
    SiteSet set_;
};

}  // namespace

std::uint32_t sites_up_to(std::uint32_t pool, double area_mm2, double per_cm2) {
    for (const std::uint32_t end : octave_ends(pool, area_mm2))
        if (double(end) >= per_cm2 * area_mm2 / 100) return end;
    return pool;
}

bool keep_up_to(SiteSet& set, double per_cm2) {
    const std::uint32_t sites = sites_up_to(std::uint32_t(set.pool()), set.area_cm2 * 100, per_cm2);
    if (sites > set.dots.size()) return false;
    const auto end = std::partition_point(set.clusters.begin(), set.clusters.end(),
                                          [&](const shared::Cluster& cluster) { return cluster.first < sites; });
    set.clusters.erase(end, set.clusters.end());
    set.dots.resize(sites);
    return true;
}

SiteSet cluster_sites(const SurfaceTree& tree, const std::vector<SitePoint>& points, std::uint32_t pool,
                      std::uint64_t seed, SiteThreads& threads) {
    return Clusterer(tree, points, pool, seed, threads).run();
}

}  // namespace stipple::scalp
