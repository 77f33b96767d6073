// Numbers that look random and are the same everywhere.
#pragma once
#include <cstdint>

#include "assets/bust/primitives.h"

namespace stipple::bust {

// 0..1, of a lattice point.
[[nodiscard]] inline double hash(std::int64_t x, std::int64_t y, std::int64_t z) {
    std::uint64_t h = static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ULL ^
                      static_cast<std::uint64_t>(y) * 0xC2B2AE3D27D4EB4FULL ^
                      static_cast<std::uint64_t>(z) * 0x165667B19E3779F9ULL;
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9ULL;
    h = (h ^ h >> 27) * 0x94D049BB133111EBULL;
    return static_cast<double>((h ^ h >> 31) >> 11) * 0x1p-53;
}

// Value noise in -1..1, smooth over cells of 1.
[[nodiscard]] inline double noise(const dvec3& p) {
    const dvec3 f(std::floor(p.x), std::floor(p.y), std::floor(p.z)), t = p - f, s = t * t * (3.0 - 2.0 * t);
    double sum = 0;
    for (int c = 0; c < 8; ++c) {
        const int i = c & 1, j = c >> 1 & 1, k = c >> 2;
        sum += (i ? s.x : 1 - s.x) * (j ? s.y : 1 - s.y) * (k ? s.z : 1 - s.z) *
               hash(static_cast<std::int64_t>(f.x) + i, static_cast<std::int64_t>(f.y) + j,
                    static_cast<std::int64_t>(f.z) + k);
    }
    return 2 * sum - 1;
}

}  // namespace stipple::bust
