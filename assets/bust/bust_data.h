// What was made of the built-in head at build time and lies inside the program.
#pragma once
#include <cstdint>
#include <memory>
#include <span>

#include "assets/bust/bust.h"

namespace stipple::bust {

// The head of default measures as a binary glTF file.
[[nodiscard]] std::span<const std::uint8_t> bust_glb();

// The final sculpture, as sculpt(eyes_open, BustDetail::final_mesh) makes it in many seconds; ready at once. Kept once
// asked for. Safe on any thread.
[[nodiscard]] std::shared_ptr<const Sculpture> sculpture(bool eyes_open);

}  // namespace stipple::bust
