#include "site_sampler_blue.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace stipple::scalp {
namespace {

// Every cell owns a pool of candidates drawn evenly over its area, and for each an upper bound on its distance to the
// sites so far. It fills its quota by taking any candidate that stands `open_ratio` hexagonal spacings free, else the
// freest one.
constexpr float open_ratio = 0.66F;
constexpr double pool_per_site = 8;         // candidates a site at the cell's highest density
constexpr double pool_per_site_clear = 10;  // the same where follicles leave only corridors
constexpr float soft_ratio = 0.615F;        // below this a cell rather falls a little behind its quota
constexpr float dead_ratio = 0.30F;         // of the spacing at the cell's highest density: never looked at again
constexpr float bound_ratio = 0.90F;        // of the spacing at the cell's lowest density: the highest bound stored
constexpr float quit_ratio = 0.8F;          // of the distance asked for: nearer neighbours end a search early
constexpr std::uint8_t unknown = 255;
constexpr std::uint32_t most_pieces = 65536;  // in a cell whose candidates' pieces are stored
constexpr std::uint8_t most_attempts = 16;    // to place a candidate clear of follicles
constexpr std::uint32_t group = 32;           // candidates under one group maximum
constexpr double sites_per_cell = 32;  // least, in a square of the cell's side; at four times that cells are halved
constexpr double level_growth = 1.05;  // sites at the end of a level over sites at its begin
constexpr unsigned cell_side = 12;     // buckets along a cell's side
constexpr std::uint16_t none = 0xFFFF;
constexpr std::uint32_t no_cell = 0xFFFFFFFF;
constexpr float rounding_mm = 1e-4F;  // positions may stand this far outside their cell

struct Cell {
    glm::vec3 lo;
    std::uint32_t first_piece, last_piece;
    std::uint32_t first_point;  // in the point store
    std::uint32_t count = 0, room = 0;
    std::uint32_t before = 0;  // count when the level began
    double area_share = 0;     // of the whole surface
    double dither = 0;         // [0, 1): rounds the quota so that neighbours' roundings cancel
    std::uint64_t key = 0;
    std::uint8_t u = 0, v = 1;                  // axes the buckets run along
    std::uint32_t first_group = 0, groups = 0;  // of candidates
    std::uint32_t first_summary = 0;            // of the groups' highest bounds, padded to whole groups of them
    bool two_sided = false;                     // near a fold: compare sides before blocking
};

double radical_inverse(std::uint32_t i) {
    std::uint32_t bits = 0;
    for (unsigned b = 0; b < 32; ++b) bits |= (i >> b & 1U) << (31 - b);
    return double(bits) * (1.0 / 4294967296.0);
}

class Sampler {
  public:
    Sampler(const SurfaceTree& tree, const BlueNoiseRequest& request, SiteThreads& threads)
        : tree_(tree), request_(request), threads_(threads) {}

    std::vector<SitePoint> run() {
        sites_.reserve(request_.sites);
        depth_ = ~0U;
        unsigned stalled = 0;
        double want = 0;
        // Quotas are rounded cell by cell, so the last level asks for a little more than is taken of it.
        most_ = double(request_.sites) * 1.01 + 4;
        for (std::uint32_t level = 0; sites_.size() < request_.sites; ++level) {
            threads_.check();
            want = std::max(want + 1, want * level_growth);
            const bool last = want >= double(request_.sites);
            if (last) want = most_;
            const unsigned depth = depth_for(want);
            if (depth != depth_) build(depth);
            throw_darts(want, last && stalled > 0);
            gather(level);
            stalled = last ? stalled + 1 : 0;
            if (stalled > 2) fill_white();
            threads_.report(request_.progress_from + (request_.progress_to - request_.progress_from) *
                                                         double(sites_.size()) / double(request_.sites));
        }
        return std::move(sites_);
    }

  private:
    [[nodiscard]] unsigned depth_for(double sites) const {
        unsigned depth = 0;
        for (double side = double(tree_.root_size()) / 2;
             depth < tree_.depth() && side * side * sites / tree_.area() >= sites_per_cell; side /= 2)
            ++depth;
        return depth;
    }

    // Cells of one depth with all sites so far in them and room for all until the next depth takes over.
    void build(unsigned depth) {
        depth_ = depth;
        side_ = tree_.root_size() / float(1ULL << depth);
        inverse_bucket_ = float(cell_side) / side_;
        double most = most_;
        if (depth < tree_.depth()) {
            const double next = double(side_) / 2;
            most = std::min(most, sites_per_cell * tree_.area() / (next * next));
        }
        const unsigned shift = 3 * (tree_.depth() - depth);
        cells_.clear();
        fine_cell_.resize(tree_.cell_keys().size());
        for (std::size_t i = 0; i < tree_.cell_keys().size(); ++i) {
            const std::uint64_t key = tree_.cell_keys()[i] >> shift;
            if (cells_.empty() || cells_.back().key != key) {
                Cell cell;
                cell.key = key;
                cell.first_piece = tree_.cell_first()[i];
                for (unsigned a = 0; a < 3; ++a)
                    cell.lo[int(a)] = tree_.origin()[int(a)] + side_ * float(morton_axis(key, a));
                cell.dither = radical_inverse(std::uint32_t(cells_.size()) + 1);
                cells_.push_back(cell);
            }
            cells_.back().last_piece = tree_.cell_first()[i + 1];
            fine_cell_[i] = std::uint32_t(cells_.size() - 1);
        }
        for (const SitePoint& site : sites_) ++cells_[fine_cell_[tree_.cell_of_piece(site.piece)]].room;
        std::uint32_t first = 0;
        for (Cell& cell : cells_) {
            cell.area_share =
                (tree_.area_before()[cell.last_piece] - tree_.area_before()[cell.first_piece]) / tree_.area();
            const double quota = std::min(60000.0, most * cell.area_share + 2);
            cell.room = std::min(65000U, std::max(cell.room, std::uint32_t(quota)));
            cell.first_point = first;
            first += cell.room;
        }
        points_.resize(first);
        next_.resize(first);
        heads_.assign(cells_.size() * cell_side * cell_side, none);
        const double pool = request_.clearance ? pool_per_site_clear : pool_per_site;
        std::uint32_t groups = 0, summaries = 0;
        for (Cell& cell : cells_) {
            cell.first_group = groups;
            cell.first_summary = summaries;
            cell.groups = std::uint32_t(std::min(256.0, most * cell.area_share * pool / group)) + 1;
            groups += cell.groups;
            summaries += (cell.groups + group - 1) / group * group;
        }
        candidate_piece_.resize(std::size_t(groups) * group);
        candidate_attempt_.assign(std::size_t(groups) * group, 0);
        bounds_.assign(std::size_t(groups) * group, unknown);
        group_bounds_.assign(summaries, 0);
        for (const Cell& cell : cells_) std::fill_n(group_bounds_.begin() + cell.first_summary, cell.groups, unknown);
        const auto spacing = [&](double sites) {
            return float(std::sqrt(2 * tree_.area() / (std::sqrt(3.0) * sites)));
        };
        dead_ = dead_ratio * spacing(most);
        bound_step_ = bound_ratio * spacing(std::max(1.0, double(sites_.size()))) / 254.0F;
        link_neighbours();
        threads_.run(cells_.size(), 256, [&](std::size_t begin, std::size_t end) {
            for (std::size_t c = begin; c < end; ++c) {
                orient(cells_[c]);
                place_candidates(cells_[c]);
            }
        });
        threads_.run(cells_.size(), 256, [&](std::size_t begin, std::size_t end) {
            for (std::size_t c = begin; c < end; ++c) find_folds(std::uint32_t(c));
        });
        for (const SitePoint& site : sites_) {
            const std::uint32_t cell = fine_cell_[tree_.cell_of_piece(site.piece)];
            if (cells_[cell].count < cells_[cell].room) insert(cell, site);
        }
        for (unsigned colour = 0; colour < 8; ++colour) phase_[colour].clear();
        for (std::size_t c = 0; c < cells_.size(); ++c) {
            cells_[c].before = cells_[c].count;
            phase_[cells_[c].key & 7].push_back(std::uint32_t(c));
        }
    }

    void link_neighbours() {
        std::size_t slots = 16;
        while (slots < cells_.size() * 2) slots *= 2;
        std::vector<std::uint32_t> table(slots, no_cell);
        const auto slot = [&](std::uint64_t key) { return std::size_t(mix_bits(key, 7)) & (slots - 1); };
        for (std::size_t c = 0; c < cells_.size(); ++c) {
            std::size_t s = slot(cells_[c].key);
            while (table[s] != no_cell) s = (s + 1) & (slots - 1);
            table[s] = std::uint32_t(c);
        }
        neighbours_.assign(cells_.size(), {});
        threads_.run(cells_.size(), 512, [&](std::size_t begin, std::size_t end) {
            const std::int64_t last = std::int64_t(1ULL << depth_) - 1;
            for (std::size_t c = begin; c < end; ++c) {
                std::array<std::int64_t, 3> at{};
                for (unsigned a = 0; a < 3; ++a) at[a] = morton_axis(cells_[c].key, a);
                for (int i = 0; i < 27; ++i) {
                    const std::int64_t x = at[0] + i % 3 - 1, y = at[1] + i / 3 % 3 - 1, z = at[2] + i / 9 - 1;
                    std::uint32_t found = no_cell;
                    if (x >= 0 && y >= 0 && z >= 0 && x <= last && y <= last && z <= last) {
                        const std::uint64_t key = morton_key(std::uint32_t(x), std::uint32_t(y), std::uint32_t(z));
                        for (std::size_t s = slot(key); table[s] != no_cell; s = (s + 1) & (slots - 1))
                            if (cells_[table[s]].key == key) {
                                found = table[s];
                                break;
                            }
                    }
                    neighbours_[c][std::size_t(i)] = found;
                }
            }
        });
    }

    // Buckets run along the two axes the cell's surface is widest over.
    void orient(Cell& cell) const {
        glm::vec3 over{0};
        for (std::uint32_t i = cell.first_piece; i < cell.last_piece; ++i) {
            const SurfacePiece& p = tree_.pieces()[i];
            const glm::vec3 up{p.edge1.y * p.edge2.z - p.edge1.z * p.edge2.y,
                               p.edge1.z * p.edge2.x - p.edge1.x * p.edge2.z,
                               p.edge1.x * p.edge2.y - p.edge1.y * p.edge2.x};
            over += glm::abs(up);
        }
        if (over.x >= over.y && over.x >= over.z) {
            cell.u = 1;
            cell.v = 2;
        } else if (over.y >= over.z) {
            cell.u = 0;
            cell.v = 2;
        } else {
            cell.u = 0;
            cell.v = 1;
        }
    }

    void find_folds(std::uint32_t c) {
        glm::vec3 first{0};
        bool seen = false;
        for (const std::uint32_t n : neighbours_[c]) {
            if (n == no_cell) continue;
            const std::uint32_t pieces = cells_[n].last_piece - cells_[n].first_piece;
            const std::uint32_t step = depth_ == tree_.depth() ? 1 : 1 + pieces / 64;
            for (std::uint32_t i = cells_[n].first_piece; i < cells_[n].last_piece; i += step) {
                const glm::vec3 side = tree_.side(i);
                if (!seen) first = side;
                seen = true;
                // 60° around one of them leaves any two within 120°; only opposing sides (over 90°) part.
                const float d = first.x * side.x + first.y * side.y + first.z * side.z;
                if (d <= 0 || d * d < 0.5F * (first.x * first.x + first.y * first.y + first.z * first.z) *
                                          (side.x * side.x + side.y * side.y + side.z * side.z)) {
                    cells_[c].two_sided = true;
                    return;
                }
            }
        }
    }

    [[nodiscard]] unsigned bucket(float p, float lo) const {
        const float at = (p - lo) * inverse_bucket_;
        return at <= 0 ? 0U : std::min(unsigned(at), cell_side - 1);
    }

    void insert(std::uint32_t c, const SitePoint& site) {
        Cell& cell = cells_[c];
        const unsigned u = bucket(site.position[cell.u], cell.lo[cell.u]),
                       v = bucket(site.position[cell.v], cell.lo[cell.v]);
        std::uint16_t& head = heads_[(std::size_t(c) * cell_side + v) * cell_side + u];
        points_[cell.first_point + cell.count] = site;
        next_[cell.first_point + cell.count] = head;
        head = std::uint16_t(cell.count++);
    }

    // Lowers `best` to the least squared distance from p to a site of cell c; stops early below `quit`.
    void scan(std::uint32_t c, const SitePoint& p, float r, float quit, const glm::vec3* side, float& best) const {
        const Cell& cell = cells_[c];
        if (cell.count == 0) return;
        const float pu = p.position[cell.u] - cell.lo[cell.u], pv = p.position[cell.v] - cell.lo[cell.v];
        const float reach = r + rounding_mm;
        const unsigned u0 = bucket(pu - reach, 0), u1 = bucket(pu + reach, 0), v0 = bucket(pv - reach, 0),
                       v1 = bucket(pv + reach, 0);
        const std::uint16_t* head = &heads_[std::size_t(c) * cell_side * cell_side];
        const SitePoint* points = &points_[cell.first_point];
        const std::uint16_t* next = &next_[cell.first_point];
        for (unsigned v = v0; v <= v1; ++v)
            for (unsigned u = u0; u <= u1; ++u)
                for (std::uint16_t i = head[v * cell_side + u]; i != none; i = next[i]) {
                    const glm::vec3 d = points[i].position - p.position;
                    const float d2 = d.x * d.x + d.y * d.y + d.z * d.z;
                    if (d2 >= best) continue;
                    if (side) {
                        const glm::vec3 other = tree_.side(points[i].piece);
                        if (side->x * other.x + side->y * other.y + side->z * other.z < 0) continue;
                    }
                    best = d2;
                    if (d2 < quit) return;
                }
    }

    // Squared distance to the nearest site, at most r²; any value below `quit` when one lies nearer than that.
    [[nodiscard]] float nearest2(std::uint32_t c, const SitePoint& p, float r, float quit) const {
        const Cell& cell = cells_[c];
        glm::vec3 side_store;
        const glm::vec3* side = nullptr;
        if (cell.two_sided) {
            side_store = tree_.side(p.piece);
            side = &side_store;
        }
        float best = r * r;
        scan(c, p, r, quit, side, best);
        if (best < quit) return best;
        int lo[3], hi[3];
        for (int a = 0; a < 3; ++a) {
            const float at = p.position[a] - cell.lo[a], reach = r + rounding_mm;
            lo[a] = at < reach ? 0 : 1;
            hi[a] = at + reach > side_ ? 2 : 1;
        }
        for (int z = lo[2]; z <= hi[2]; ++z)
            for (int y = lo[1]; y <= hi[1]; ++y)
                for (int x = lo[0]; x <= hi[0]; ++x) {
                    const std::uint32_t n = neighbours_[c][std::size_t(x + 3 * y + 9 * z)];
                    if (n == no_cell || n == c) continue;
                    scan(n, p, r, quit, side, best);
                    if (best < quit) return best;
                }
        return best;
    }

    // Upper bound in steps for a distance; 0 for one never to be looked at again.
    [[nodiscard]] std::uint8_t bound_of(float distance) const {
        if (distance < dead_) return 0;
        return std::uint8_t(std::min(distance / bound_step_ + 1, 254.0F));
    }

    // Candidates lie evenly along the cell's pieces, one in each P-th of its area; consecutive ones are golden steps
    // apart.
    void place_candidates(const Cell& cell) {
        if (!pieces_stored(cell)) return;
        const std::uint32_t count = cell.groups * group;
        const std::vector<double>& before = tree_.area_before();
        const double from = before[cell.first_piece], step = (before[cell.last_piece] - from) / double(count);
        std::uint32_t golden = std::uint32_t(double(count) * 0.6180339887498949) | 1U;
        while (std::gcd(golden, count) != 1) golden += 2;
        // place(i) = i * golden mod count; walk the places in order through the table of their candidates.
        thread_local std::vector<std::uint32_t> at;
        at.resize(count);
        std::uint32_t place = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            at[place] = i;
            place += golden;
            while (place >= count) place -= count;
        }
        const ClearanceGrid* clearance = request_.clearance;
        thread_local std::vector<glm::vec3> roots;
        // Follicles by tile of the cell, each in every tile it reaches into.
        constexpr unsigned tiles = 6;
        thread_local std::array<std::vector<glm::vec3>, tiles * tiles> tile_roots;
        const bool few = clearance && clearance->near(cell.lo, cell.lo + glm::vec3(side_), roots);
        const float per_mm = float(tiles) / side_, reach = few ? clearance->clearance() + rounding_mm : 0;
        const auto tile = [&](float p) { return p <= 0 ? 0U : std::min(unsigned(p * per_mm), tiles - 1); };
        if (few) {
            for (auto& list : tile_roots) list.clear();
            for (const glm::vec3 root : roots) {
                const float u = root[cell.u] - cell.lo[cell.u], v = root[cell.v] - cell.lo[cell.v];
                for (unsigned tv = tile(v - reach); tv <= tile(v + reach); ++tv)
                    for (unsigned tu = tile(u - reach); tu <= tile(u + reach); ++tu)
                        tile_roots[tv * tiles + tu].push_back(root);
            }
        }
        const auto clear = [&](glm::vec3 p) {
            if (!clearance) return true;
            if (!few) return clearance->clear(p);
            const auto& near =
                tile_roots[tile(p[cell.v] - cell.lo[cell.v]) * tiles + tile(p[cell.u] - cell.lo[cell.u])];
            return ClearanceGrid::clear_of(near, p, clearance->clearance());
        };
        const std::size_t first = std::size_t(cell.first_group) * group;
        std::uint32_t piece = cell.first_piece;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::size_t slot = first + at[i];
            SiteRandom random = candidate_random(cell, at[i], 0);
            const std::uint64_t inside = random.next();
            const double area = from + (double(i) + double(random.next() >> 11) * (1.0 / 9007199254740992.0)) * step;
            while (piece + 1 < cell.last_piece && before[piece + 1] <= area) ++piece;
            SitePoint p = tree_.place(piece, inside);
            std::uint8_t attempt = 0;
            while (!clear(p.position) && ++attempt < most_attempts) {
                random = candidate_random(cell, at[i], attempt);
                const std::uint64_t within = random.next();
                p = tree_.place(tree_.piece_at(cell.first_piece, cell.last_piece, random.next()), within);
            }
            candidate_piece_[slot] = std::uint16_t(p.piece - cell.first_piece);
            candidate_attempt_[slot] = attempt;
            if (attempt == most_attempts) bounds_[slot] = 0;
        }
        for (std::uint32_t g = 0; g < cell.groups; ++g)
            group_bounds_[cell.first_summary + g] = highest_of(&bounds_[first + std::size_t(g) * group]);
    }

    [[nodiscard]] SiteRandom candidate_random(const Cell& cell, std::uint32_t i, std::uint32_t attempt) const {
        return {(request_.seed + depth_ + 0x632BE59BD9B4E019ULL * (i * most_attempts + attempt)) ^
                cell.key * 0xC2B2AE3D27D4EB4FULL};
    }

    [[nodiscard]] SitePoint candidate(const Cell& cell, std::uint32_t i) const {
        const std::size_t slot = std::size_t(cell.first_group) * group + i;
        SiteRandom random = candidate_random(cell, i, candidate_attempt_[slot]);
        if (!pieces_stored(cell)) return tree_.draw(cell.first_piece, cell.last_piece, random);
        return tree_.place(cell.first_piece + candidate_piece_[slot], random.next());
    }

    // Cells with more pieces than 16 bits tell apart (coarse ones, few) draw their candidates anew each time.
    static bool pieces_stored(const Cell& cell) { return cell.last_piece - cell.first_piece <= most_pieces; }

    // The highest of one group's bounds, and where a value stands in it (it must).
    static std::uint8_t highest_of(const std::uint8_t* bounds) {
#if defined(__SSE2__)
        __m128i most = _mm_max_epu8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bounds)),
                                    _mm_loadu_si128(reinterpret_cast<const __m128i*>(bounds + 16)));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 8));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 4));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 2));
        most = _mm_max_epu8(most, _mm_srli_si128(most, 1));
        return std::uint8_t(_mm_cvtsi128_si32(most));
#else
        std::uint8_t most = 0;
        for (std::uint32_t i = 0; i < group; ++i) most = std::max(most, bounds[i]);
        return most;
#endif
    }
    static std::uint32_t find(const std::uint8_t* bounds, std::uint8_t value) {
        std::uint32_t at = 0;
#if defined(__SSE2__)
        const __m128i wanted = _mm_set1_epi8(char(value));
        for (;; at += 16) {
            const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bounds + at));
            if (_mm_movemask_epi8(_mm_cmpeq_epi8(here, wanted)) != 0) break;
        }
#endif
        while (bounds[at] != value) ++at;
        return at;
    }

    void fill(std::uint32_t c, double want, float spacing, bool last) {
        Cell& cell = cells_[c];
        const double quota = std::min(60000.0, want * cell.area_share + cell.dither);
        const std::uint32_t goal = std::min(std::uint32_t(quota), cell.room);
        if (goal <= cell.count) return;
        const std::uint32_t slack = last ? 0 : std::max(3U, goal / 12);
        const float open = std::min(open_ratio * spacing, side_ * 0.99F), open2 = open * open, dead2 = dead_ * dead_;
        std::uint8_t* bounds = &bounds_[std::size_t(cell.first_group) * group];
        std::uint8_t* group_bounds = &group_bounds_[cell.first_summary];
        const auto soft = std::uint8_t(std::min(soft_ratio * spacing / bound_step_, 254.0F));
        while (cell.count < goal) {
            std::uint32_t g = 0;
            std::uint8_t highest = 0;
            for (std::uint32_t i = 0; i < cell.groups; i += group) {
                const std::uint8_t most = highest_of(group_bounds + i);
                if (most > highest) {
                    highest = most;
                    g = i;
                }
            }
            if (highest == 0) return;
            if (highest < soft && goal - cell.count <= slack) return;
            g += find(group_bounds + g, highest);
            const std::uint32_t at = g * group + find(bounds + g * group, highest);

            const SitePoint p = candidate(cell, at);
            // Anything found far below what is asked for bounds the distance well enough: the search stops there.
            const float asked = quit_ratio * std::min(open, float(highest) * bound_step_);
            const float d2 = nearest2(c, p, open, asked * asked);
            std::uint8_t bound = d2 < dead2 ? 0 : bound_of(std::sqrt(d2));
            if (bound > 0 && highest == unknown && request_.clearance && !pieces_stored(cell) &&
                !request_.clearance->clear(p.position))
                bound = 0;
            // As free as its bound said, and no other candidate's bound is higher; or free enough for anyone.
            if (bound > 0 && (d2 >= open2 || (highest != unknown && bound >= highest))) {
                insert(c, p);
                bound = 0;
            }
            bounds[at] = bound;
            group_bounds[g] = highest_of(bounds + g * group);
        }
    }

    void throw_darts(double want, bool last) {
        const float spacing = float(std::sqrt(2 * tree_.area() / (std::sqrt(3.0) * want)));
        for (const std::vector<std::uint32_t>& cells : phase_) {
            if (cells.empty()) continue;
            threads_.run(cells.size(), 32, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) fill(cells[i], want, spacing, last);
            });
        }
    }

    // Takes over the level's sites, spread evenly along the Morton curve at every moment.
    void gather(std::uint32_t level) {
        fresh_.clear();
        for (Cell& cell : cells_) {
            for (std::uint32_t i = cell.before; i < cell.count; ++i) fresh_.push_back(points_[cell.first_point + i]);
            cell.before = cell.count;
        }
        unsigned bits = 0;
        while ((std::size_t(1) << bits) < fresh_.size()) ++bits;
        const std::uint32_t size = 1U << bits;
        const auto turn = std::uint32_t(mix_bits(request_.seed ^ 0x5EED, level));
        for (std::uint32_t i = 0; i < size && sites_.size() < request_.sites; ++i) {
            std::uint32_t at = 0;
            for (unsigned b = 0; b < bits; ++b) at |= (i >> b & 1U) << (bits - 1 - b);
            at = (at + turn) & (size - 1);
            if (at < fresh_.size()) sites_.push_back(fresh_[at]);
        }
    }

    // Nothing fits any more, for example where the clearance leaves no skin free: evenly by area, without spacing.
    void fill_white() {
        SiteRandom random{mix_bits(request_.seed, 0xF111)};
        const auto pieces = std::uint32_t(tree_.pieces().size());
        for (std::uint32_t tries = 0; sites_.size() < request_.sites; ++tries) {
            if (tries % 1024 == 0) threads_.check();
            const SitePoint p = tree_.draw(0, pieces, random);
            const bool hopeless = tries / 64 > request_.sites;
            if (hopeless || !request_.clearance || request_.clearance->clear(p.position)) sites_.push_back(p);
        }
    }

    const SurfaceTree& tree_;
    const BlueNoiseRequest& request_;
    SiteThreads& threads_;
    unsigned depth_ = 0;
    double most_ = 0;
    float side_ = 1, inverse_bucket_ = 1;
    std::vector<Cell> cells_;
    std::vector<std::array<std::uint32_t, 27>> neighbours_;
    std::vector<std::uint32_t> fine_cell_;  // finest cell to cell
    std::vector<SitePoint> points_;
    std::vector<std::uint16_t> next_, heads_, candidate_piece_;
    std::vector<std::uint8_t> candidate_attempt_, bounds_,
        group_bounds_;                 // in steps, for every candidate and for every group's highest
    float dead_ = 0, bound_step_ = 1;  // mm
    std::array<std::vector<std::uint32_t>, 8> phase_;
    std::vector<SitePoint> sites_, fresh_;
};

}  // namespace

std::vector<SitePoint> progressive_blue_noise(const SurfaceTree& tree, const BlueNoiseRequest& request,
                                              SiteThreads& threads) {
    if (request.sites == 0) return {};
    return Sampler(tree, request, threads).run();
}

}  // namespace stipple::scalp
