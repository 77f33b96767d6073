// The checks that come before the glTF reader. tinygltf believes what a file says, so it is never shown the file: it gets a
// copy of the JSON in which only what is used here is left, every index, range, list length and type in it proved, and
// buffers that lie in memory already.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "gltf_json.h"
#include "gltf_uri.h"

namespace stipple::scalp::gltf {

struct Checked {
    Json clean = Json::object();
    // The buffers of `clean` in order: the file's own, one for each view that was compressed (unpacked), one spare byte.
    // None is empty.
    std::vector<Bytes> buffers;
    // Accessors that have no bufferView in the file (zeros, sparse values only, or Draco). In `clean` they point at the
    // spare byte, because tinygltf refuses indices without a view.
    std::vector<std::size_t> without_data;
    std::vector<std::string> embedded_images;  // data URI of each image that has one, else ""; kept out of `clean`
    std::vector<std::string> foreign_textures;  // see Document
};

// Buffers, views and accessors: every byte that an accessor or image can lead to lies inside its buffer. `bin` is the
// binary chunk of a GLB. Throws Fault.
void check_data(const Json& root, const std::filesystem::path& folder, std::span<const std::uint8_t> bin, bool has_bin, const LoadLimits& limits, Checked& checked);
// Scenes, nodes, meshes and skins: every index is in range. A chain of nodes is not followed here. Throws Fault.
void check_scene(const Json& root, Checked& checked);
// Materials, textures and images. What is wrong with them is mostly passed over: it cannot harm the shape. Throws Fault.
void check_materials(const Json& root, Checked& checked);

// A list that may not be longer than the reader can hold: its objects take up to 2 kB each. Throws Fault.
[[nodiscard]] const Json& bounded_list(const Json& root, const char* key);

}  // namespace stipple::scalp::gltf
