// Reading accessors that have been checked.
#include <cassert>
#include <cstring>

#include "gltf_document.h"

namespace stipple::scalp::gltf {
namespace {

template <typename T>
T load(const std::uint8_t* at) {
    T value;
    std::memcpy(&value, at, sizeof value);  // glTF is little-endian, as every machine this runs on
    return value;
}

// glTF 2.0 section 3.11: normalised signed integers map to max(c / 127, -1).
float as_float(const std::uint8_t* at, int type, bool normalized) {
    switch (type) {
        case TINYGLTF_COMPONENT_TYPE_BYTE: return normalized ? std::max(float(load<std::int8_t>(at)) / 127.0F, -1.0F) : float(load<std::int8_t>(at));
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE: return normalized ? float(*at) / 255.0F : float(*at);
        case TINYGLTF_COMPONENT_TYPE_SHORT: return normalized ? std::max(float(load<std::int16_t>(at)) / 32767.0F, -1.0F) : float(load<std::int16_t>(at));
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT: return normalized ? float(load<std::uint16_t>(at)) / 65535.0F : float(load<std::uint16_t>(at));
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT: return normalized ? float(double(load<std::uint32_t>(at)) / 4294967295.0) : float(load<std::uint32_t>(at));
        default: return load<float>(at);
    }
}

std::uint32_t as_index(const std::uint8_t* at, int type) {
    switch (type) {
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE: return *at;
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT: return load<std::uint16_t>(at);
        default: return load<std::uint32_t>(at);
    }
}

std::string place_of(int accessor) { return "accessors[" + std::to_string(accessor) + "]"; }

std::size_t component_bytes(int type) { return std::size_t(tinygltf::GetComponentSizeInBytes(std::uint32_t(type))); }

// Calls `use(element, bytes)` for the elements that the accessor stores, none where it has no view.
template <typename Use>
void each_stored(const tinygltf::Model& model, const tinygltf::Accessor& a, const Use& use) {
    if (a.bufferView < 0) return;
    const auto data = view_bytes(model, a.bufferView);
    const int stride = a.ByteStride(model.bufferViews[std::size_t(a.bufferView)]);
    assert(stride > 0 && a.byteOffset + (a.count - 1) * std::size_t(stride) < data.size());
    for (std::size_t i = 0; i < a.count; ++i) use(i, data.data() + a.byteOffset + i * std::size_t(stride));
}

// Calls `use(element, bytes)` for each element that sparse values replace; `count` elements are there. Throws Fault.
template <typename Use>
void each_sparse(const tinygltf::Model& model, int index, std::size_t count, const Use& use) {
    const tinygltf::Accessor& a = model.accessors[std::size_t(index)];
    if (!a.sparse.isSparse) return;
    const auto targets = view_bytes(model, a.sparse.indices.bufferView).subspan(std::size_t(a.sparse.indices.byteOffset));
    const auto data = view_bytes(model, a.sparse.values.bufferView).subspan(std::size_t(a.sparse.values.byteOffset));
    const std::size_t width = component_bytes(a.sparse.indices.componentType);
    const std::size_t element = component_bytes(a.componentType) * std::size_t(tinygltf::GetNumComponentsInType(std::uint32_t(a.type)));
    assert(std::size_t(a.sparse.count) * width <= targets.size() && std::size_t(a.sparse.count) * element <= data.size());
    for (std::size_t i = 0; i < std::size_t(a.sparse.count); ++i) {
        const std::uint32_t target = as_index(targets.data() + i * width, a.sparse.indices.componentType);
        if (target >= count) throw Fault(place_of(index) + ".sparse replaces an element that does not exist; export the model again");
        use(target, data.data() + i * element);
    }
}

}  // namespace

int vector_components(const tinygltf::Accessor& accessor) {
    const bool matrix = accessor.type == TINYGLTF_TYPE_MAT2 || accessor.type == TINYGLTF_TYPE_MAT3 || accessor.type == TINYGLTF_TYPE_MAT4;
    return matrix ? 0 : tinygltf::GetNumComponentsInType(std::uint32_t(accessor.type));
}

std::span<const std::uint8_t> view_bytes(const tinygltf::Model& model, int view) {
    const tinygltf::BufferView& v = model.bufferViews.at(std::size_t(view));
    const std::vector<unsigned char>& data = model.buffers.at(std::size_t(v.buffer)).data;
    assert(v.byteOffset <= data.size() && v.byteLength <= data.size() - v.byteOffset);
    return std::span(data).subspan(v.byteOffset, v.byteLength);
}

void apply_sparse(const tinygltf::Model& model, int index, std::vector<float>& values) {
    const tinygltf::Accessor& a = model.accessors[std::size_t(index)];
    const std::size_t components = std::size_t(tinygltf::GetNumComponentsInType(std::uint32_t(a.type))), component = component_bytes(a.componentType);
    each_sparse(model, index, values.size() / components, [&](std::size_t i, const std::uint8_t* at) {
        for (std::size_t c = 0; c < components; ++c) values[i * components + c] = as_float(at + c * component, a.componentType, a.normalized);
    });
}

std::vector<float> read_floats(const tinygltf::Model& model, int index) {
    const tinygltf::Accessor& a = model.accessors[std::size_t(index)];
    const std::size_t components = std::size_t(tinygltf::GetNumComponentsInType(std::uint32_t(a.type))), component = component_bytes(a.componentType);
    std::vector<float> values(a.count * components, 0.0F);
    each_stored(model, a, [&](std::size_t i, const std::uint8_t* at) {
        for (std::size_t c = 0; c < components; ++c) values[i * components + c] = as_float(at + c * component, a.componentType, a.normalized);
    });
    apply_sparse(model, index, values);
    return values;
}

std::vector<std::uint32_t> read_indices(const tinygltf::Model& model, int index) {
    const tinygltf::Accessor& a = model.accessors[std::size_t(index)];
    if (a.type != TINYGLTF_TYPE_SCALAR || (a.componentType != TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE && a.componentType != TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT && a.componentType != TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT))
        throw Fault(place_of(index) + " is used for indices but does not hold unsigned whole numbers; export the model again");
    std::vector<std::uint32_t> values(a.count, 0);
    const auto take = [&](std::size_t i, const std::uint8_t* at) { values[i] = as_index(at, a.componentType); };
    each_stored(model, a, take);
    each_sparse(model, index, values.size(), take);
    return values;
}

}  // namespace stipple::scalp::gltf
