#include "site_sampler_near.h"

#include <algorithm>

namespace stipple::scalp {
namespace {

float dot3(glm::vec3 a, glm::vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

// Sites by cell, each cell's in one stretch.
struct ByCell {
    struct Site {
        glm::vec3 position;
        std::uint32_t index;
    };
    std::vector<Site> sites;
    std::vector<std::uint32_t> cell;   // of each of `sites`
    std::vector<std::uint32_t> first;  // per cell and one more
    ByCell(const SiteCells& cells, const std::vector<SitePoint>& points)
        : sites(points.size()), cell(points.size()), first(cells.size() + 1, 0) {
        for (const SitePoint& p : points) ++first[cells.cell_of(p) + 1];
        for (std::size_t c = 0; c < cells.size(); ++c) first[c + 1] += first[c];
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const std::uint32_t c = cells.cell_of(points[i]), at = next[c]++;
            sites[at] = {points[i].position, std::uint32_t(i)};
            cell[at] = c;
        }
    }
};

using Lanes = float __attribute__((vector_size(16)));
Lanes all(float v) { return Lanes{v, v, v, v}; }

using Truths = std::int32_t __attribute__((vector_size(16)));
bool any(Truths v) { return (v[0] | v[1] | v[2] | v[3]) != 0; }

struct Near {
    float away2;
    std::uint32_t slot;
};

// Sites of a cell and those around it, four at a time; filled up with places out of reach.
struct Around {
    std::vector<Lanes> x, y, z;
    std::vector<std::uint32_t> slot;
    void gather(const SiteCells& cells, const ByCell& by_cell, std::uint32_t c) {
        constexpr float far = 1e15F;
        x.clear(), y.clear(), z.clear(), slot.clear();
        for (const std::uint32_t n : cells.neighbours(c)) {
            if (n == SiteCells::none) break;
            for (std::uint32_t i = by_cell.first[n]; i < by_cell.first[n + 1]; ++i) {
                const std::size_t k = slot.size() % 4;
                if (k == 0) x.push_back(all(far)), y.push_back(all(far)), z.push_back(all(far));
                const ByCell::Site& site = by_cell.sites[i];
                x.back()[k] = site.position.x, y.back()[k] = site.position.y, z.back()[k] = site.position.z;
                slot.push_back(i);
            }
        }
        slot.resize(x.size() * 4, 0);
    }
    // Those within reach of a place, the one in `self` left out. Each is written, and the next one over it if it was
    // not wanted: whether it is, is a coin's toss.
    void find(glm::vec3 p, std::uint32_t self, float close2, float reach2, std::vector<Near>& close,
              std::vector<std::uint32_t>& rest) const {
        close.resize(slot.size() + 1);
        rest.resize(slot.size() + 1);
        std::size_t near = 0, others = 0;
        const Lanes px = all(p.x), py = all(p.y), pz = all(p.z);
        for (std::size_t group = 0; group < x.size(); ++group) {
            const Lanes dx = x[group] - px, dy = y[group] - py, dz = z[group] - pz;
            const Lanes away2 = dx * dx + dy * dy + dz * dz;
            const auto in = away2 <= all(reach2);
            if (!any(in)) continue;
            for (std::size_t k = 0; k < 4; ++k) {
                const std::uint32_t other = slot[group * 4 + k];
                const bool wanted = (in[k] != 0) & (other != self), is_close = away2[k] <= close2;
                close[near] = {away2[k], other};
                rest[others] = other;
                near += wanted & is_close;
                others += wanted & !is_close;
            }
        }
        close.resize(near);
        rest.resize(others);
    }
};

}  // namespace

NearSites::NearSites(const SurfaceTree& tree, const std::vector<SitePoint>& sites, std::size_t first, float close_mm,
                     float reach_mm, SiteThreads& threads) {
    unsigned depth = 0;
    while (depth < tree.depth() && tree.root_size() / float(2ULL << depth) >= reach_mm) ++depth;
    if (depth == 0) return;
    const SiteCells cells(tree, depth, threads);
    const ByCell by_cell(cells, sites);
    std::vector<std::uint32_t> at;  // in by_cell, of the sites that get an entry
    for (std::size_t i = 0; i < sites.size(); ++i)
        if (by_cell.sites[i].index >= first) at.push_back(std::uint32_t(i));
    sites_.reserve(sites.size());
    for (const ByCell::Site& site : by_cell.sites) sites_.push_back(site.index);
    entries_.resize(at.size());
    constexpr std::size_t grain = 512;
    lists_.resize((at.size() + grain - 1) / grain);
    threads.run(lists_.size(), 1, [&](std::size_t begin, std::size_t end) {
        std::vector<Near> close;
        std::vector<std::uint32_t> rest;
        Around around;
        for (std::size_t l = begin; l < end; ++l) {
            std::vector<std::uint32_t>& list = lists_[l];
            const std::size_t from = l * grain, upto = std::min(at.size(), from + grain);
            std::uint32_t of = SiteCells::none;
            for (std::size_t e = from; e < upto; ++e) {
                const ByCell::Site& site = by_cell.sites[at[e]];
                const std::uint32_t c = by_cell.cell[at[e]];
                if (c != of) around.gather(cells, by_cell, of = c);
                around.find(site.position, at[e], close_mm * close_mm, reach_mm * reach_mm, close, rest);
                if (cells[c].two_sided) {
                    const glm::vec3 side = tree.side(sites[site.index].piece);
                    const auto across = [&](std::uint32_t slot) {
                        return dot3(side, tree.side(sites[by_cell.sites[slot].index].piece)) <= 0;
                    };
                    std::erase_if(close, [&](const Near& near) { return across(near.slot); });
                    std::erase_if(rest, across);
                }
                std::sort(close.begin(), close.end(), [&](const Near& u, const Near& v) {
                    return u.away2 != v.away2 ? u.away2 < v.away2
                                              : by_cell.sites[u.slot].index < by_cell.sites[v.slot].index;
                });
                const auto within = std::uint32_t(close.size() + rest.size());
                entries_[e] = {site.index, at[e], std::uint32_t(close.size()), within, {}};
                for (const Near& near : close) list.push_back(near.slot);
                list.insert(list.end(), rest.begin(), rest.end());
                list.resize((list.size() + 3) / 4 * 4, at[e]);
            }
            std::size_t next = 0;
            for (std::size_t e = from; e < upto; ++e) {
                const std::size_t size = (entries_[e].within + 3) / 4 * 4;
                entries_[e].near = {list.data() + next, size};
                next += size;
            }
        }
    });
}

}  // namespace stipple::scalp
