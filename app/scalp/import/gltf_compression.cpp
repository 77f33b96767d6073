#include "gltf_compression.h"

#include <meshoptimizer.h>

#include <algorithm>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#include <draco/compression/decode.h>
#pragma GCC diagnostic pop

namespace stipple::scalp::gltf {

Bytes decode_meshopt_view(const Json& packed, std::span<const Bytes> buffers, std::uint64_t length, const std::string& view) {
    const std::string place = view + ".extensions.EXT_meshopt_compression";
    const int buffer = index_member(packed, "buffer", buffers.size(), place);
    if (buffer < 0) throw Fault(place + ".buffer is missing; export the model again");
    const Bytes& source = buffers[std::size_t(buffer)];
    const std::uint64_t offset = unsigned_member(packed, "byteOffset", 0, source.size(), place);
    const std::uint64_t size = unsigned_member(packed, "byteLength", 0, source.size() - offset, place);
    const std::uint64_t stride = unsigned_member(packed, "byteStride", 0, 256, place);
    const std::uint64_t count = unsigned_member(packed, "count", 0, length, place);
    const std::string mode = text_member(packed, "mode"), filter = text_member(packed, "filter");
    if (stride == 0 || count == 0 || count * stride != length)
        throw Fault(place + ": count times byteStride is not the view's byteLength; export the model again");
    Bytes out(length);
    int failure = 0;
    if (mode == "ATTRIBUTES") {
        if (stride % 4 != 0) throw Fault(place + ".byteStride is not a multiple of 4; export the model again");
        failure = meshopt_decodeVertexBuffer(out.data(), count, stride, source.data() + offset, size);
    } else if (mode == "TRIANGLES" || mode == "INDICES") {
        if ((stride != 2 && stride != 4) || (mode == "TRIANGLES" && count % 3 != 0))
            throw Fault(place + " does not describe a list of indices; export the model again");
        failure = mode == "TRIANGLES" ? meshopt_decodeIndexBuffer(out.data(), count, stride, source.data() + offset, size)
                                      : meshopt_decodeIndexSequence(out.data(), count, stride, source.data() + offset, size);
    } else {
        throw Fault(place + ".mode is unknown; export the model again");
    }
    if (failure) throw Fault(place + ": the packed data is damaged; copy or export the model again");
    if (mode == "ATTRIBUTES" && !filter.empty() && filter != "NONE") {
        if (filter == "OCTAHEDRAL" && (stride == 4 || stride == 8)) meshopt_decodeFilterOct(out.data(), count, stride);
        else if (filter == "QUATERNION" && stride == 8) meshopt_decodeFilterQuat(out.data(), count, stride);
        else if (filter == "EXPONENTIAL") meshopt_decodeFilterExp(out.data(), count, stride);
        else throw Fault(place + ".filter is unknown or does not fit byteStride; export the model again");
    }
    return out;
}

DracoPrimitive decode_draco(const tinygltf::Model& model, const tinygltf::Primitive& primitive, const LoadLimits& limits, const std::string& at) {
    const std::string place = at + ".extensions.KHR_draco_mesh_compression";
    const tinygltf::Value& packed = primitive.extensions.at("KHR_draco_mesh_compression");
    const auto data = view_bytes(model, packed.Get("bufferView").GetNumberAsInt());
    draco::DecoderBuffer stream;
    stream.Init(reinterpret_cast<const char*>(data.data()), data.size());
    draco::Decoder decoder;
    auto decoded = decoder.DecodeMeshFromBuffer(&stream);
    if (!decoded.ok()) throw Fault(place + ": the Draco data cannot be unpacked; copy the file again or export it without Draco");
    const std::unique_ptr<draco::Mesh> mesh = std::move(decoded).value();
    DracoPrimitive result;
    result.vertices = mesh->num_points();
    if (mesh->num_faces() > limits.triangles || mesh->num_points() > limits.triangles * 3)
        throw Fault(place + " unpacks to more than " + std::to_string(limits.triangles) + " triangles; reduce the model");
    result.indices.reserve(std::size_t(mesh->num_faces()) * 3);
    for (draco::FaceIndex f(0); f < mesh->num_faces(); ++f)
        for (const draco::PointIndex& corner : mesh->face(f)) {
            if (corner.value() >= mesh->num_points()) throw Fault(place + ": a triangle names a vertex that does not exist; export the model again");
            result.indices.push_back(corner.value());
        }
    const tinygltf::Value& ids = packed.Get("attributes");
    for (const std::string& semantic : ids.Keys()) {
        const draco::PointAttribute* attribute = mesh->GetAttributeByUniqueId(std::uint32_t(ids.Get(semantic).GetNumberAsInt()));
        if (!attribute) throw Fault(place + ".attributes." + semantic + " is not in the Draco data; export the model again");
        const auto named = primitive.attributes.find(semantic);
        if (named == primitive.attributes.end()) throw Fault(at + ".attributes." + semantic + " is missing; export the model again");
        const tinygltf::Accessor& shape = model.accessors[std::size_t(named->second)];
        const int components = vector_components(shape);
        if (components == 0 || components != int(attribute->num_components()))
            throw Fault(place + ".attributes." + semantic + " has another number of components than its accessor; export the model again");
        std::vector<float>& values = result.attributes[semantic];
        values.resize(result.vertices * std::size_t(components));
        for (draco::PointIndex p(0); p < mesh->num_points(); ++p) {
            const draco::AttributeValueIndex value = attribute->mapped_index(p);
            bool good = value.value() < attribute->size();
            float* out = values.data() + std::size_t(p.value()) * std::size_t(components);
            if (good) good = attribute->ConvertValue<float>(value, std::int8_t(components), out);
            if (!good) throw Fault(place + ".attributes." + semantic + " is damaged; copy or export the model again");
        }
        // ConvertValue keeps whole numbers; the accessor tells whether they stand for 0 to 1
        if (shape.normalized && attribute->data_type() != draco::DT_FLOAT32 && !attribute->normalized()) {
            const float scale = shape.componentType == TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE ? 255.0F : shape.componentType == TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT ? 65535.0F : shape.componentType == TINYGLTF_COMPONENT_TYPE_BYTE ? 127.0F : 32767.0F;
            for (float& value : values) value = std::max(value / scale, -1.0F);
        }
        apply_sparse(model, named->second, values);
    }
    return result;
}

}  // namespace stipple::scalp::gltf
