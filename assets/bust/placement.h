// From the sculpture to head axes: look, asymmetry, size, Frankfurt plane, origin; and the measures that come out.
#pragma once
#include <array>
#include <map>
#include <string>

#include "assets/bust/bust.h"
#include "assets/bust/fit_warp.h"
#include "assets/bust/look_warp.h"
#include "assets/bust/outline.h"

namespace stipple::bust {

// In the order of measure_ranges().
inline constexpr std::size_t kMeasureCount = 9;
using Measured = std::array<double, kMeasureCount>;

// The outline with its look and a little asymmetry: what sizing starts from.
[[nodiscard]] Outline with_look(Outline outline, const LookWarp& look);

class Placement {
  public:
    // `outline` is what with_look returned for the same look, and is kept by reference.
    Placement(const Outline& outline, const LookWarp& look, const FitParts& parts);
    [[nodiscard]] dvec3 place(const dvec3& p) const;
    [[nodiscard]] dvec3 place_normal(const dvec3& p, const dvec3& normal) const;
    [[nodiscard]] std::map<std::string, dvec3> landmarks() const;  // placed
    [[nodiscard]] Measured measured() const;

  private:
    struct Found {  // landmarks that measures need
        dvec3 glabella, nasion, menton, vertex, opisthocranion, inion;
    };
    [[nodiscard]] dvec3 levelled(const dvec3& warped) const;
    [[nodiscard]] dvec3 at(std::size_t i) const { return levelled(warp_(outline_->points[i])); }
    template <class Score>
    [[nodiscard]] dvec3 best(const Outline::Span& span, const Score& score) const;
    void level();
    [[nodiscard]] Found find() const;

    const Outline* outline_;
    const LookWarp* look_;
    FitWarp warp_;
    dvec3 origin_{0};               // tragion midpoint after the warp
    double cosine_ = 1, sine_ = 0;  // of the turn about x that levels the Frankfurt plane
};

}  // namespace stipple::bust
