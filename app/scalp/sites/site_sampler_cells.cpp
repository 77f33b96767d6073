#include "site_sampler_cells.h"

namespace stipple::scalp {
namespace {

double radical_inverse(std::uint32_t i) {
    std::uint32_t bits = 0;
    for (unsigned b = 0; b < 32; ++b) bits |= (i >> b & 1U) << (31 - b);
    return double(bits) * (1.0 / 4294967296.0);
}

}  // namespace

SiteCells::SiteCells(const SurfaceTree& tree, unsigned depth, SiteThreads& threads)
    : tree_(&tree), depth_(depth), side_(tree.root_size() / float(1ULL << depth)) {
    const unsigned shift = 3 * (tree.depth() - depth);
    of_finest_.resize(tree.cell_keys().size());
    for (std::size_t i = 0; i < tree.cell_keys().size(); ++i) {
        const std::uint64_t key = tree.cell_keys()[i] >> shift;
        if (cells_.empty() || cells_.back().key != key) {
            SiteCell cell;
            cell.key = key;
            cell.first_piece = tree.cell_first()[i];
            for (unsigned a = 0; a < 3; ++a)
                cell.lo[int(a)] = tree.origin()[int(a)] + side_ * float(morton_axis(key, a));
            cell.dither = radical_inverse(std::uint32_t(cells_.size()) + 1);
            cells_.push_back(cell);
        }
        cells_.back().last_piece = tree.cell_first()[i + 1];
        of_finest_[i] = std::uint32_t(cells_.size() - 1);
    }
    for (std::size_t c = 0; c < cells_.size(); ++c) colours_[cells_[c].key & 7].push_back(std::uint32_t(c));
    link_neighbours(threads);
    threads.run(cells_.size(), 256, [&](std::size_t begin, std::size_t end) {
        for (std::size_t c = begin; c < end; ++c) {
            SiteCell& cell = cells_[c];
            cell.area_share =
                (tree.area_before()[cell.last_piece] - tree.area_before()[cell.first_piece]) / tree.area();
            orient(cell);
            find_folds(c);
        }
    });
}

void SiteCells::link_neighbours(SiteThreads& threads) {
    std::size_t slots = 16;
    while (slots < cells_.size() * 2) slots *= 2;
    std::vector<std::uint32_t> table(slots, none);
    const auto slot = [&](std::uint64_t key) { return std::size_t(mix_bits(key, 7)) & (slots - 1); };
    for (std::size_t c = 0; c < cells_.size(); ++c) {
        std::size_t s = slot(cells_[c].key);
        while (table[s] != none) s = (s + 1) & (slots - 1);
        table[s] = std::uint32_t(c);
    }
    neighbours_.assign(cells_.size(), {});
    threads.run(cells_.size(), 512, [&](std::size_t begin, std::size_t end) {
        const std::int64_t last = std::int64_t(1ULL << depth_) - 1;
        for (std::size_t c = begin; c < end; ++c) {
            std::array<std::int64_t, 3> at{};
            for (unsigned a = 0; a < 3; ++a) at[a] = morton_axis(cells_[c].key, a);
            neighbours_[c].fill(none);
            std::size_t count = 0;
            for (int i = 0; i < 27; ++i) {
                const std::int64_t x = at[0] + i % 3 - 1, y = at[1] + i / 3 % 3 - 1, z = at[2] + i / 9 - 1;
                if (x < 0 || y < 0 || z < 0 || x > last || y > last || z > last) continue;
                const std::uint64_t key = morton_key(std::uint32_t(x), std::uint32_t(y), std::uint32_t(z));
                for (std::size_t s = slot(key); table[s] != none; s = (s + 1) & (slots - 1))
                    if (cells_[table[s]].key == key) {
                        neighbours_[c][count++] = table[s];
                        break;
                    }
            }
        }
    });
}

void SiteCells::orient(SiteCell& cell) const {
    glm::vec3 over{0};
    for (std::uint32_t i = cell.first_piece; i < cell.last_piece; ++i) {
        const SurfacePiece& p = tree_->pieces()[i];
        const glm::vec3 up{p.edge1.y * p.edge2.z - p.edge1.z * p.edge2.y, p.edge1.z * p.edge2.x - p.edge1.x * p.edge2.z,
                           p.edge1.x * p.edge2.y - p.edge1.y * p.edge2.x};
        over += glm::abs(up);
    }
    if (over.x >= over.y && over.x >= over.z) {
        cell.axes = {1, 2, 0};
    } else if (over.y >= over.z) {
        cell.axes = {0, 2, 1};
    } else {
        cell.axes = {0, 1, 2};
    }
}

void SiteCells::find_folds(std::size_t c) {
    glm::vec3 first{0};
    bool seen = false;
    for (const std::uint32_t n : neighbours_[c]) {
        if (n == none) break;
        const std::uint32_t pieces = cells_[n].last_piece - cells_[n].first_piece;
        const std::uint32_t step = depth_ == tree_->depth() ? 1 : 1 + pieces / 64;
        for (std::uint32_t i = cells_[n].first_piece; i < cells_[n].last_piece; i += step) {
            const glm::vec3 side = tree_->side(i);
            if (!seen) first = side;
            seen = true;
            // Within 45° of one of them any two are within 90°: none opposes another.
            const float d = first.x * side.x + first.y * side.y + first.z * side.z;
            if (d <= 0 || d * d < 0.5F * (first.x * first.x + first.y * first.y + first.z * first.z) *
                                      (side.x * side.x + side.y * side.y + side.z * side.z)) {
                cells_[c].two_sided = true;
                return;
            }
        }
    }
}

}  // namespace stipple::scalp
