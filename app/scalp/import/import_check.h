// Checks of OBJ, PLY and STL files that come before libassimp sees them: it believes what a file says of its own size.
#pragma once
#include <cstdint>
#include <span>

#include "file_kind.h"
#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Passes over the file once. Every count in it is held against the bytes that are there, and what it unpacks to against
// the limits. Throws gltf::Fault.
void check_import(std::span<const std::uint8_t> bytes, FileKind kind, const LoadLimits& limits);

}  // namespace stipple::scalp
