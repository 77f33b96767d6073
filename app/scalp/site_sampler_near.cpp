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

// Sites of a cell and those around it, four at a time; filled up with places out of reach.
struct Around {
    std::vector<Lanes> x, y, z;
    std::vector<std::uint32_t> index;
    void gather(const SiteCells& cells, const ByCell& by_cell, std::uint32_t c) {
        constexpr float far = 1e15F;
        x.clear(), y.clear(), z.clear(), index.clear();
        for (const std::uint32_t n : cells.neighbours(c)) {
            if (n == SiteCells::none) break;
            for (std::uint32_t i = by_cell.first[n]; i < by_cell.first[n + 1]; ++i) {
                const std::size_t k = index.size() % 4;
                if (k == 0) x.push_back(all(far)), y.push_back(all(far)), z.push_back(all(far));
                const ByCell::Site& site = by_cell.sites[i];
                x.back()[k] = site.position.x, y.back()[k] = site.position.y, z.back()[k] = site.position.z;
                index.push_back(site.index);
            }
        }
        index.resize(x.size() * 4, 0);
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
        Around around;
        for (std::size_t l = begin; l < end; ++l) {
            std::vector<std::uint32_t>& list = lists_[l];
            const std::size_t from = l * grain, upto = std::min(at.size(), from + grain);
            std::uint32_t of = SiteCells::none;
            for (std::size_t e = from; e < upto; ++e) {
                const ByCell::Site& site = by_cell.sites[at[e]];
                const std::uint32_t c = by_cell.cell[at[e]];
                if (c != of) around.gather(cells, by_cell, of = c);
                const glm::vec3 side = tree.side(sites[site.index].piece);
                close.clear();
                rest.resize(around.index.size());
                std::size_t others = 0;
                const Lanes x = all(site.position.x), y = all(site.position.y), z = all(site.position.z);
                for (std::size_t group = 0; group < around.x.size(); ++group) {
                    const Lanes dx = around.x[group] - x, dy = around.y[group] - y, dz = around.z[group] - z;
                    const Lanes away2 = dx * dx + dy * dy + dz * dz;
                    for (std::size_t k = 0; k < 4; ++k) {
                        const std::uint32_t index = around.index[group * 4 + k];
                        if (away2[k] > reach_mm * reach_mm || index == site.index) continue;
                        if (cells[c].two_sided && dot3(side, tree.side(sites[index].piece)) <= 0) continue;
                        if (away2[k] <= close_mm * close_mm) {
                            close.push_back({away2[k], index});
                        } else {
                            rest[others++] = index;
                        }
                    }
                }
                rest.resize(others);
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
