// How the finished sculpture is bent to wanted measures: smooth in space, so that every feature, and everything put on
// the head, goes along.
#pragma once
#include <array>
#include <cstddef>

#include "assets/bust/primitives.h"

namespace stipple::bust {

// What can be bent. `usual` is how far each goes with heads in general (its weight in the choice between ways that
// reach the same measures), `most` how far it may go before the head is no human one; both assumed, sizes after the
// spread of head measures in surveys (3 to 4 %).
enum FitPart : std::size_t {
    fit_size,      // of everything, logarithm
    fit_breadth,   // logarithm
    fit_length,    // logarithm
    fit_vault,     // height above the brows, share
    fit_girth,     // corners of the horizontal section out, share of the radius
    fit_sagittal,  // corners of the midline section of the vault out
    fit_coronal,   // corners of the cross section of the vault out
    fit_forehead,  // the vault leans forward, mm at the vertex
    fit_face,      // height below the eyes, share
    fit_ear_up,    // mm
    fit_ear_back,  // mm
    fit_count
};
using FitParts = std::array<double, fit_count>;
struct FitPartLimits {
    double usual, most;
};
inline constexpr std::array<FitPartLimits, fit_count> kFitLimits{{{.040, .22},
                                                                  {.030, .16},
                                                                  {.025, .14},
                                                                  {.050, .20},
                                                                  {.025, .11},
                                                                  {.020, .10},
                                                                  {.020, .10},
                                                                  {8.0, 16},
                                                                  {.060, .22},
                                                                  {8.0, 12},
                                                                  {6.0, 12}}};

class FitWarp {
  public:
    explicit FitWarp(const FitParts& parts);
    // From the sculpture's axes to those of the sized head, not yet turned level.
    [[nodiscard]] dvec3 operator()(const dvec3& p) const;

  private:
    FitParts parts_;
    dvec3 scale_;
};

}  // namespace stipple::bust
