// The built-in head of default measures as a binary glTF file inside the program.
#pragma once
#include <cstdint>
#include <span>

namespace stipple::bust {

[[nodiscard]] std::span<const std::uint8_t> bust_glb();

}  // namespace stipple::bust
