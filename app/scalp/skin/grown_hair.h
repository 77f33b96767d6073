// Whether what a scan shows on top is grown hair and no scalp.
#pragma once
#include <optional>
#include <string>

#include "capture.h"
#include "scalp/chart.h"

namespace stipple::scalp {

// How lumpy the top of a head is, at wavelengths from about 3 to 15 mm: locks and curls are of that size, while the
// cranium is smoother and a scanner's noise finer.
struct TopRelief {
    double lumpy_share = 0;  // of the scalp inside the hairline: where relief is above kLumpyMm
    double relief_mm = 0;    // root mean square over the scalp
    double depth_mm = 0;     // from the valleys to the tops of what is lumpy: the 5th to the 95th per cent
};
inline constexpr double kLumpyMm = 0.35;  // root mean square within about a centimetre; bald heads have 0.02 to 0.15

[[nodiscard]] TopRelief top_relief(const ScalpChart& chart);

// A sentence with what to do when the scalp is hidden by hair; nothing where it is bare or shaved.
[[nodiscard]] std::optional<std::string> grown_hair_problem(const TopRelief& relief,
                                                            const std::optional<Capture>& capture);

}  // namespace stipple::scalp
