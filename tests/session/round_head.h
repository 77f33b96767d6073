// Heads to test on: a sphere whose chart is known by formula, and the built-in head.
#pragma once
#include <memory>
#include <vector>

#include "session/head/prepared_head.h"
#include "session/sites/wanted_map.h"

namespace stipple::tests {

inline constexpr float kRadius = 90.0F;

// The chart of a sphere of kRadius around the origin, filled by formula; everything hit, drawable and scalp.
scalp::ScalpChart sphere_chart();

// Sites in a tiny random set on that sphere: `count` dots in clusters of neighbours of one octave, ranks as the real
// sampler gives them (rank order inside a cluster). Positions are random, not blue noise.
scalp::SiteSet random_sites(std::uint32_t count, std::uint32_t seed);

// A chart field of shares as the program keeps it, from values 0 .. 1.
std::vector<std::uint16_t> shares(const std::vector<float>& values);
// What a field of shares wants at `per_cm2` of a pool of `pool_per_cm2`, everywhere on the chart.
session::WantedMap wanted(const std::vector<std::uint16_t>& shares, double per_cm2, double pool_per_cm2);
session::TileSet all_tiles();

// The built-in head with half a million sites, made once a run.
const session::PreparedHead& built_in();

}  // namespace stipple::tests
