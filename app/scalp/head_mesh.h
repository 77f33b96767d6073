// A head as read from a file: triangles, materials and pictures, nothing understood yet.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace stipple::scalp {

// RGBA, 8 bits a channel, sRGB as glTF stores base colour, rows from the top.
struct Texture {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};

// What lies beyond a picture's edges (glTF sampler wrap modes).
enum class TextureWrap : std::uint8_t { repeat, mirror, clamp };
struct TextureSampling {
    TextureWrap u = TextureWrap::repeat, v = TextureWrap::repeat;
    bool nearest = false;  // magnified texels are squares; reduced pictures are always smoothed
    bool operator==(const TextureSampling&) const = default;
};

struct Material {
    std::string name;
    glm::vec4 base_color{1.0F};  // linear RGB and alpha
    int texture = -1;            // index into HeadMesh::textures, -1 for none
    TextureSampling sampling;    // of the texture
    bool transparent = false;    // glTF alphaMode BLEND: eye shells, lashes
    bool double_sided = false;
    float mask_cutoff = 0;       // alpha below which nothing is there (glTF alphaMode MASK); 0: not masked
};

// A run of triangles with one material. `skin` is true for the parts dots may lie on: never eyes, teeth, lashes, clothes.
struct Submesh {
    std::string name;  // node and mesh name
    std::uint32_t first_index = 0, index_count = 0;
    int material = -1;
    bool skin = true;
    bool filled = false;  // no part of the scan: a hole was filled here, its shape is guessed
};

// One vertex array for the whole file, node transforms applied. `normals` are unit length and always present (computed
// where the file has none); `uvs` and `colors` (linear RGBA) are empty or as long as `positions`.
struct HeadMesh {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
    std::vector<glm::vec2> uvs;
    std::vector<glm::vec4> colors;
    std::vector<std::uint32_t> indices;
    std::vector<Submesh> submeshes;
    std::vector<Material> materials;
    std::vector<std::shared_ptr<const Texture>> textures;  // none null; copies of a mesh share them
    bool painted = false;            // colours at vertices are the built-in head's own paint, which no camera saw
    std::vector<std::string> notes;  // what of the file was passed over, in sentences a user can act on
};

// Limits against hostile files: checked before memory is taken.
struct LoadLimits {
    std::uint64_t file_bytes = 512ULL << 20;
    std::uint64_t triangles = 8'000'000;
    std::uint32_t texture_side = 8192;
    std::uint64_t json_values = 1'000'000;
};

// Reads a glTF 2.0 file (.glb or .gltf), OBJ, PLY or STL whole. Throws BadFile naming the file, the place in it and the remedy for anything
// that cannot be read; a readable file that is no head loads. Positions stay in the file's own unit and axes. `hash`, where
// given, becomes hash_of the file's bytes.
[[nodiscard]] HeadMesh load_head_mesh(const std::filesystem::path& file, const LoadLimits& limits = {}, std::string* hash = nullptr);
// The same from the bytes of a file; `name` stands for it in messages, and its extension tells OBJ and STL. What lies in
// other files is not read.
[[nodiscard]] HeadMesh load_head_mesh(std::span<const std::uint8_t> bytes, const std::string& name, const LoadLimits& limits = {});

}  // namespace stipple::scalp
