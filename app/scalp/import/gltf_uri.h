// Files and data URIs that a model refers to. A model may only reach regular files in its own folder.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace stipple::scalp::gltf {

using Bytes = std::vector<std::uint8_t>;

// Bytes of a uri: base64 data or a relative path to a regular file inside the folder. Throws Fault naming `place`.
[[nodiscard]] Bytes read_uri(const std::filesystem::path& folder, const std::string& uri, std::uint64_t max_bytes, const std::string& place);

// Bytes of a regular file. Throws Fault.
[[nodiscard]] Bytes read_regular_file(const std::filesystem::path& file, std::uint64_t max_bytes);

}  // namespace stipple::scalp::gltf
