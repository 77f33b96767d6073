// Which parts of a cell lie within reach of points for certain: candidates there are dropped before anything is known
// of them.
#pragma once
#include <array>
#include <cstdint>

#include "site_sampler_candidates.h"
#include "site_sampler_cells.h"

namespace stipple::scalp {

// A picture of the cell seen along its third axis. A pixel is set when every point of the surface over it lies within
// reach of a point; where the surface is too far from a plane to tell, none is. What is not set must still be compared.
class CellMask {
  public:
    // Whether points of so many steps of reach cover enough to be worth the while.
    [[nodiscard]] static bool worth(float reach) { return reach > 2.5F * float(step); }
    // Starts with no pixel set. `steps_per_mm` as in CandidateScale.
    void begin(const SurfaceTree& tree, const SiteCell& cell, float steps_per_mm);
    // The same, and none will be.
    void begin() { rows_.fill(0); }
    // Sets the pixels within `reach` steps of a point, less what rounding of points and candidates may be worth.
    void cover(const CellCandidates::Steps& point, float reach);
    // The row of pixels at v, 0 .. steps_per_side - 1; bit column(u) is the one at u.
    [[nodiscard]] std::uint64_t row(std::uint32_t v) const { return rows_[v / step]; }
    [[nodiscard]] static std::uint32_t column(std::uint32_t u) { return u / step; }

  private:
    static constexpr std::int32_t pixels = 64;
    static constexpr std::uint32_t step = std::uint32_t(CandidateScale::steps_per_side) / pixels;
    std::array<std::uint64_t, pixels> rows_;  // bit k: column k
    bool flat_ = false;
    // The surface lies within `off_` of w = middle_ + slope_u_ u + slope_v_ v; steps.
    float slope_u_ = 0, slope_v_ = 0, middle_ = 0, off_ = 0;
};

}  // namespace stipple::scalp
