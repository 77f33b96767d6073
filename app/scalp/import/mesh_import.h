// OBJ, PLY and STL by libassimp.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>

#include "file_kind.h"
#include "scalp/head_mesh.h"

namespace stipple::scalp {

// The mesh as the file has it; where a normal is missing it is (0, 0, 0). `folder` is where an OBJ's materials and
// pictures are looked for, and nowhere else; empty for none. Colours of vertices and materials are taken for sRGB, as
// scanners write them. Throws gltf::Fault.
[[nodiscard]] HeadMesh import_mesh(std::span<const std::uint8_t> bytes, FileKind kind,
                                   const std::filesystem::path& folder, const LoadLimits& limits);

}  // namespace stipple::scalp
