// A finished sculpture as bytes: sculpting takes many seconds, so it is done when the program is built.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "assets/bust/bust.h"

namespace stipple::bust {

[[nodiscard]] std::vector<std::uint8_t> pack(const Sculpture& sculpture);
// Throws std::invalid_argument for bytes that pack did not write.
[[nodiscard]] std::shared_ptr<const Sculpture> unpack(std::span<const std::uint8_t> bytes);

}  // namespace stipple::bust
