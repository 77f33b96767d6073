// One primitive of a mesh as lists of numbers, whatever way the file keeps them: plain, sparse, quantised or Draco.
#pragma once
#include <map>

#include "gltf_document.h"

namespace stipple::scalp::gltf {

// Before its node places it. Lists are empty where the file has none, else as long as the vertices ask; indices are in
// range.
struct Primitive {
    std::vector<float> positions, normals, uvs, colors;
    std::vector<std::vector<float>> joints, weights;  // four a vertex: JOINTS_0, JOINTS_1 ...
    int color_components = 4;
    std::vector<std::uint32_t> triangles;
    [[nodiscard]] std::size_t vertices() const { return positions.size() / 3; }
};

// Reads primitives of one document one after the other; accessors they share are unpacked once.
class PrimitiveReader {
  public:
    PrimitiveReader(const tinygltf::Model& model, const LoadLimits& limits) : model_(model), limits_(limits) {}

    // `morph_weights` are those the mesh or its node starts with: the shape at rest. Throws Fault naming `place`.
    [[nodiscard]] Primitive read(const tinygltf::Primitive& primitive, const std::string& place, int uv_set,
                                 bool skinned, std::span<const double> morph_weights);

  private:
    [[nodiscard]] std::vector<float> values(const std::map<std::string, int>& attributes, const std::string& name,
                                            int fewest, int most, std::size_t vertices, int* components,
                                            const std::string& place);
    void morph(const tinygltf::Primitive& from, std::span<const double> weights, const std::string& place,
               Primitive& primitive);

    const tinygltf::Model& model_;
    const LoadLimits& limits_;
    std::map<int, std::vector<float>> shared_;  // of accessors used more than once
    std::map<int, int> seen_;
    std::uint64_t zero_values_ = 0;
};

}  // namespace stipple::scalp::gltf
