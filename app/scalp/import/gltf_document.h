// A glTF 2.0 file checked as a whole and read by tinygltf.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <tiny_gltf.h>
#include <vector>

#include "gltf_json.h"
#include "gltf_uri.h"

namespace stipple::scalp::gltf {

// Every index in `model` is in range or -1, every accessor lies inside its view and every view inside its buffer; see
// gltf_check.h. Compressed views are unpacked already; Draco primitives keep their extension.
struct Document {
    tinygltf::Model model;
    std::filesystem::path folder;
    std::vector<std::string> embedded_images;  // data URI of each image that has one, else ""
    std::vector<std::string> foreign_textures;  // of each texture without an image that can be read: the extension it needs, else ""
    bool painted = false;                       // written by this program: see HeadMesh
    std::vector<std::string> notes;            // what was passed over, in sentences
};

// Reads and checks a .glb or .gltf (told apart by content); relative uris are looked for in `folder`. Throws Fault.
[[nodiscard]] Document read_document(std::span<const std::uint8_t> bytes, const std::filesystem::path& folder, const LoadLimits& limits);

[[nodiscard]] std::span<const std::uint8_t> view_bytes(const tinygltf::Model& model, int view);

// Elements as floats (normalised integers scaled) with sparse substitution, `count * components` long. Throws Fault.
[[nodiscard]] std::vector<float> read_floats(const tinygltf::Model& model, int accessor);
// Elements of an unsigned SCALAR accessor. Throws Fault.
[[nodiscard]] std::vector<std::uint32_t> read_indices(const tinygltf::Model& model, int accessor);
// Sparse substitution alone, over values got elsewhere (Draco).
void apply_sparse(const tinygltf::Model& model, int accessor, std::vector<float>& values);

// 1 to 4 for SCALAR and VECn; 0 for matrices.
[[nodiscard]] int vector_components(const tinygltf::Accessor& accessor);

}  // namespace stipple::scalp::gltf
