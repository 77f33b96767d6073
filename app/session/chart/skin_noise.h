// Smooth noise on skin and along lines, for what grows irregularly: only + - x, so that it is the same on every machine.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>

#include "shared/hash.h"

namespace stipple::session {

// -1 .. 1, knots `knot_mm` apart; `along_mm` above -4096 knots.
inline float line_noise(std::uint32_t seed, float along_mm, float knot_mm) {
    const float x = along_mm / knot_mm + 4096.0F;
    const std::uint32_t knot = std::uint32_t(x);
    const float share = x - float(knot), smooth = share * share * (3.0F - 2.0F * share);
    const auto at = [&](std::uint32_t k) { return 2.0F * shared::hash_unit(shared::hash_pcg(seed * 747796405U + k)) - 1.0F; };
    return at(knot) + (at(knot + 1U) - at(knot)) * smooth;
}

// -1 .. 1 over places in head axes, mm, within 2 m of the origin; cells `cell_mm` wide.
inline float skin_noise(std::uint32_t seed, const glm::vec3& place, float cell_mm) {
    const glm::vec3 at = place * (1.0F / cell_mm) + 4096.0F;
    const glm::uvec3 cell(std::uint32_t(at.x), std::uint32_t(at.y), std::uint32_t(at.z));
    glm::vec3 share = at - glm::vec3(cell);
    share = share * share * (3.0F - 2.0F * share);
    const auto corner = [&](std::uint32_t x, std::uint32_t y, std::uint32_t z) {
        return shared::hash_unit(shared::hash_pcg(seed + (cell.x + x) + shared::hash_pcg((cell.y + y) + shared::hash_pcg(cell.z + z))));
    };
    const auto row = [&](std::uint32_t y, std::uint32_t z) {
        const float low = corner(0, y, z);
        return low + (corner(1, y, z) - low) * share.x;
    };
    const auto sheet = [&](std::uint32_t z) {
        const float low = row(0, z);
        return low + (row(1, z) - low) * share.y;
    };
    const float low = sheet(0);
    return 2.0F * (low + (sheet(1) - low) * share.z) - 1.0F;
}

}  // namespace stipple::session
