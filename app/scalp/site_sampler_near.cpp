#include "site_sampler_near.h"

#include <algorithm>

namespace stipple::scalp {
namespace {

float dot3(glm::vec3 a, glm::vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

// Whether all of a cell's box is further away.
bool beyond(const SiteCell& cell, float side, glm::vec3 p, float reach) {
    const glm::vec3 to = glm::max(glm::max(cell.lo - p, p - cell.lo - side), glm::vec3(0));
    return dot3(to, to) > reach * reach * 1.0001F;
}

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
    entries_.resize(at.size());
    constexpr std::size_t grain = 512;
    lists_.resize((at.size() + grain - 1) / grain);
    threads.run(lists_.size(), 1, [&](std::size_t begin, std::size_t end) {
        struct Near {
            float away2;
            std::uint32_t index;
        };
        std::vector<Near> close;
        std::vector<std::uint32_t> rest;
        for (std::size_t l = begin; l < end; ++l) {
            std::vector<std::uint32_t>& list = lists_[l];
            const std::size_t from = l * grain, upto = std::min(at.size(), from + grain);
            for (std::size_t e = from; e < upto; ++e) {
                const ByCell::Site& site = by_cell.sites[at[e]];
                const std::uint32_t c = by_cell.cell[at[e]];
                const glm::vec3 side = tree.side(sites[site.index].piece);
                close.clear(), rest.clear();
                for (const std::uint32_t n : cells.neighbours(c)) {
                    if (n == SiteCells::none) break;
                    if (beyond(cells[n], cells.side(), site.position, reach_mm)) continue;
                    for (std::uint32_t k = by_cell.first[n]; k < by_cell.first[n + 1]; ++k) {
                        const ByCell::Site& other = by_cell.sites[k];
                        const glm::vec3 to = other.position - site.position;
                        const float away2 = dot3(to, to);
                        if (away2 > reach_mm * reach_mm || other.index == site.index) continue;
                        if (cells[c].two_sided && dot3(side, tree.side(sites[other.index].piece)) <= 0) continue;
                        if (away2 <= close_mm * close_mm) {
                            close.push_back({away2, other.index});
                        } else {
                            rest.push_back(other.index);
                        }
                    }
                }
                std::sort(close.begin(), close.end(), [](const Near& u, const Near& v) {
                    return u.away2 != v.away2 ? u.away2 < v.away2 : u.index < v.index;
                });
                const auto within = std::uint32_t(close.size() + rest.size());
                entries_[e] = {site.index, std::uint32_t(close.size()), within, {}};
                for (const Near& near : close) list.push_back(near.index);
                list.insert(list.end(), rest.begin(), rest.end());
                list.resize((list.size() + 3) / 4 * 4, site.index);
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
