// Geometry streams packed by EXT_meshopt_compression and KHR_draco_mesh_compression, unpacked by the reference libraries.
#pragma once
#include <map>

#include "gltf_document.h"

namespace stipple::scalp::gltf {

// Bytes of a compressed bufferView, `length` long; `packed` is its extension object. Throws Fault.
[[nodiscard]] Bytes decode_meshopt_view(const Json& packed, std::span<const Bytes> buffers, std::uint64_t length, const std::string& place);

struct DracoPrimitive {
    std::vector<std::uint32_t> indices;  // triangles
    std::size_t vertices = 0;
    std::map<std::string, std::vector<float>> attributes;  // by glTF semantic, as many components as the accessor has
};

// `primitive` holds KHR_draco_mesh_compression; attributes are shaped like the accessors the primitive names. Throws Fault.
[[nodiscard]] DracoPrimitive decode_draco(const tinygltf::Model& model, const tinygltf::Primitive& primitive, const LoadLimits& limits, const std::string& place);

}  // namespace stipple::scalp::gltf
