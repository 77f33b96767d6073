// Follicles as they grow: one to four close together, in follicular units.
#pragma once
#include <cstdint>
#include <vector>

#include "site_sampler_tree.h"

namespace stipple::scalp {

// Of the whole pool. 100 units per cm² (1 per mm²: Bernstein and Rassman 1997, Dermatol Surg 23, 771) then hold the 300
// hairs per cm² of a dense scalp.
inline constexpr std::uint32_t follicles_per_unit = 3;

// Exactly `follicles` points in progressive order. `units` are the places of the units in progressive order, at least
// follicles / follicles_per_unit of them; the first of a unit's follicles stands right there, and first come the first
// of all units. The others follow unit by unit in the same order, not all second ones before all third ones, so that
// units of all sizes stand side by side at every density; thinning hair loses them again before it loses units, as
// androgenetic alopecia does (Yazdabadi et al. 2008, Br J Dermatol 159, 1300). Every prefix is as true to area as
// `units` is.
[[nodiscard]] std::vector<SitePoint> follicular_units(const SurfaceTree& tree, const std::vector<SitePoint>& units,
                                                      std::uint32_t follicles, std::uint64_t seed,
                                                      SiteThreads& threads);

}  // namespace stipple::scalp
