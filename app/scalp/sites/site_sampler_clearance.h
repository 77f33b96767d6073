// Keeps dots a fixed distance from follicles.
#pragma once
#include <cstdint>
#include <vector>

#include "site_sampler_tree.h"

namespace stipple::scalp {

// Exact distances to a fixed set of points, for keeping dots clear of follicles whatever side of a thin part they lie
// on.
class ClearanceGrid {
  public:
    // `points` must outlive the grid.
    ClearanceGrid(const SurfaceTree& tree, const std::vector<SitePoint>& points, float clearance_mm,
                  SiteThreads& threads);
    [[nodiscard]] bool clear(glm::vec3 p) const;
    [[nodiscard]] const std::vector<SitePoint>& sites() const { return sites_; }  // as given
    [[nodiscard]] float clearance() const { return clearance_; }

  private:
    const std::vector<SitePoint>& sites_;
    glm::vec3 origin_;
    float inverse_ = 0, clearance_ = 0;
    std::uint64_t mask_ = 0;
    std::vector<std::uint32_t> first_;  // per hash slot, one more entry
    std::vector<glm::vec3> points_;     // sorted by slot, each in all slots it concerns
    template <class Visit>
    void each_cell(glm::vec3 p, Visit&& visit) const;
    [[nodiscard]] std::uint64_t slot(std::uint32_t x, std::uint32_t y, std::uint32_t z) const;
};

}  // namespace stipple::scalp
