// The cells of one depth of the tree: the parts of the surface that the sampler fills side by side.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "site_sampler_tree.h"

namespace stipple::scalp {

struct SiteCell {
    std::uint64_t key = 0;  // Morton key at this depth
    glm::vec3 lo{0};        // corner, mm
    std::uint32_t first_piece = 0, last_piece = 0;
    double area_share = 0;                      // of the whole surface
    double dither = 0;                          // [0, 1): rounds the quota so that neighbours' roundings cancel
    std::array<std::uint8_t, 3> axes{0, 1, 2};  // the two axes the cell's surface is widest over, then the third
    bool two_sided = false;                     // near a fold: compare sides before blocking
};

class SiteCells {
  public:
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    SiteCells(const SurfaceTree& tree, unsigned depth, SiteThreads& threads);

    [[nodiscard]] std::size_t size() const { return cells_.size(); }
    [[nodiscard]] const SiteCell& operator[](std::size_t c) const { return cells_[c]; }
    [[nodiscard]] unsigned depth() const { return depth_; }
    [[nodiscard]] float side() const { return side_; }  // mm
    // The cells with surface among the 27 around and including c, then `none`.
    [[nodiscard]] const std::array<std::uint32_t, 27>& neighbours(std::size_t c) const { return neighbours_[c]; }
    [[nodiscard]] std::uint32_t cell_of(const SitePoint& site) const {
        return of_finest_[tree_->cell_of_piece(site.piece)];
    }
    // Cells of one colour are never neighbours, so they can be filled at once.
    [[nodiscard]] const std::array<std::vector<std::uint32_t>, 8>& colours() const { return colours_; }

  private:
    void link_neighbours(SiteThreads& threads);
    void orient(SiteCell& cell) const;
    void find_folds(std::size_t c);

    const SurfaceTree* tree_;
    unsigned depth_;
    float side_;
    std::vector<SiteCell> cells_;
    std::vector<std::array<std::uint32_t, 27>> neighbours_;
    std::vector<std::uint32_t> of_finest_;
    std::array<std::vector<std::uint32_t>, 8> colours_;
};

}  // namespace stipple::scalp
