// A glTF 2.0 file checked as a whole: container, JSON, buffers, views and accessors. Everything that later code indexes or
// reads is proved to be in range here, so a hostile file is refused before any memory is taken for it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "head_mesh.h"

namespace stipple::scalp::gltf {

using Json = nlohmann::json;
using Bytes = std::vector<std::uint8_t>;

// What is wrong, where in the file, and what to do; load_head_mesh puts the file's name in front.
struct Fault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A bufferView after checking; `data` is empty when the view carries a compression that the accessors replace.
struct View {
    std::span<const std::uint8_t> data;
    std::uint32_t stride = 0;  // bytes, 0 for tightly packed
};

enum class ComponentType : std::uint16_t { i8 = 5120, u8, i16, u16, u32 = 5125, f32 };

struct Accessor {
    int view = -1;
    std::uint64_t offset = 0;
    std::uint64_t count = 0;
    ComponentType component = ComponentType::f32;
    bool normalized = false;
    int components = 1;  // 1 to 4 for SCALAR and VECn, 4, 9 or 16 for matrices
    bool matrix = false;
    std::uint64_t sparse_count = 0;
    int sparse_index_view = -1, sparse_value_view = -1;
    std::uint64_t sparse_index_offset = 0, sparse_value_offset = 0;
    ComponentType sparse_index_component = ComponentType::u16;
};

struct Document {
    Json root;
    std::filesystem::path folder;
    std::vector<Bytes> buffers;
    std::vector<Bytes> decoded_views;  // storage of views that were compressed
    std::vector<View> views;
    std::vector<Accessor> accessors;
    std::vector<std::string> notes;  // what was passed over, in sentences
};

// Reads and checks a .glb or .gltf (told apart by content). Throws Fault.
[[nodiscard]] Document read_document(const std::filesystem::path& file, const LoadLimits& limits);
// The same from memory; relative uris are looked for in `folder`.
[[nodiscard]] Document read_document(const Bytes& bytes, const std::filesystem::path& folder, const LoadLimits& limits);

// Bytes of a uri: base64 data or a relative path to a regular file inside the folder. Throws Fault naming `place`.
[[nodiscard]] Bytes read_uri(const std::filesystem::path& folder, const std::string& uri, std::uint64_t max_bytes, const std::string& place);

// Bytes of a regular file. Throws Fault.
[[nodiscard]] Bytes read_regular_file(const std::filesystem::path& file, std::uint64_t max_bytes);

// Member of an object with the type and range the schema asks; `fallback` where it is absent. All throw Fault naming `place`.
[[nodiscard]] const Json* member(const Json& object, const char* key);
[[nodiscard]] std::uint64_t unsigned_member(const Json& object, const char* key, std::uint64_t fallback, std::uint64_t max, const std::string& place);
[[nodiscard]] int index_member(const Json& object, const char* key, std::size_t count, const std::string& place);  // -1 when absent
[[nodiscard]] bool number_list(const Json& object, const char* key, double* out, std::size_t count, const std::string& place);
[[nodiscard]] std::string text_member(const Json& object, const char* key);  // "" when absent or no string
[[nodiscard]] const Json& list_member(const Json& object, const char* key, const std::string& place);  // empty list when absent
[[nodiscard]] const Json* extension(const Json& object, const char* name);  // object or null

// Elements as floats (normalised integers scaled) with sparse substitution, `count * components` long. Throws Fault.
[[nodiscard]] std::vector<float> read_floats(const Document& document, std::size_t accessor);
// Elements of an unsigned SCALAR accessor. Throws Fault.
[[nodiscard]] std::vector<std::uint32_t> read_indices(const Document& document, std::size_t accessor);
// Sparse substitution alone, over values got elsewhere (Draco).
void apply_sparse(const Document& document, const Accessor& accessor, std::vector<float>& values, const std::string& place);

[[nodiscard]] std::uint32_t component_bytes(ComponentType type);

}  // namespace stipple::scalp::gltf
