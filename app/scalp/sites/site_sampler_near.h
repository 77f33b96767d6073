// Which sites lie near each other on the surface, while they move but little.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "site_sampler_cells.h"

namespace stipple::scalp {

class NearSites {
  public:
    // A site and its neighbours: the close ones first, nearest first, then the others within reach, then the site
    // itself until there is a multiple of four. Neighbours, and `slot` of the site, are places in sites().
    struct Entry {
        std::uint32_t site;
        std::uint32_t slot;
        std::uint32_t close;   // how many are close
        std::uint32_t within;  // how many are within reach, the close ones included
        std::span<const std::uint32_t> near;
    };

    // Of sites [first, end), in an order that keeps neighbours together. Lengths in mm, close_mm at most reach_mm.
    // Sites on the other side of a thin part are no neighbours. Empty where the surface is too small to be worth it.
    NearSites(const SurfaceTree& tree, const std::vector<SitePoint>& sites, std::size_t first, float close_mm,
              float reach_mm, SiteThreads& threads);

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    // All sites, so ordered that neighbours lie together in memory.
    [[nodiscard]] const std::vector<std::uint32_t>& sites() const { return sites_; }

  private:
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> sites_;
    std::vector<std::vector<std::uint32_t>> lists_;  // that entries point into
};

}  // namespace stipple::scalp
