// What kind of file a model is, by its first bytes and, where these say nothing, its name.
#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace stipple::scalp {

enum class FileKind { gltf, obj, ply, stl };

// `name` ends in the extension. What is no known kind counts as glTF, whose reader says what is wrong with it. Throws
// gltf::Fault naming the format and the remedy for those that scanners and modellers write but that are not read here.
[[nodiscard]] FileKind file_kind(std::span<const std::uint8_t> bytes, const std::string& name);

}  // namespace stipple::scalp
