// Heads to test on: a sphere whose chart is known by formula, and the built-in head.
#pragma once
#include <memory>

#include "session/prepared_head.h"

namespace stipple::tests {

inline constexpr float kRadius = 90.0F;

// The chart of a sphere of kRadius around the origin, filled by formula; everything hit, drawable and scalp.
scalp::ScalpChart sphere_chart();

// Sites in a tiny random set on that sphere: `count` dots in clusters of neighbours of one octave, ranks as the real
// sampler gives them (rank order inside a cluster). Positions are random, not blue noise.
scalp::SiteSet random_sites(std::uint32_t count, std::uint32_t seed);

// The built-in head with half a million sites, made once a run.
const session::PreparedHead& built_in();

}  // namespace stipple::tests
