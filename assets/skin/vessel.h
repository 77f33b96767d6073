// Light over a vessel that lies in tissue: diffusion in the plane across it, by finite volumes.
#pragma once
#include <vector>

namespace stipple::skin {

// Straight and level, as long as light goes.
struct Vessel {
    double diameter_mm = 2, depth_mm = 2.4;  // of its middle line; it must lie below the surface
    double absorption_per_mm = 1, reduced_scattering_per_mm = 2;
};

// Steps across the vessel of what is handed back, mm.
inline constexpr double kVesselStepMm = 0.1;

// What is seen squarely of tissue under even light at 0.5, 1.5, 2.5 ... steps beside the vessel's middle line, over what is seen far away: below 1 where the
// vessel takes light. `absorption_per_mm`, `reduced_scattering_per_mm`: of the tissue, both above 0. `index`: refractive index of both, in air.
// Inside blood, which absorbs more than it scatters, diffusion is no more than a guess; but little of what comes back has been in there.
[[nodiscard]] std::vector<double> over_vessel(const Vessel& vessel, double absorption_per_mm, double reduced_scattering_per_mm, double index);

}  // namespace stipple::skin
