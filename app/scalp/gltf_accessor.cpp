// Reading accessors that read_document has checked.
#include <cstring>

#include "gltf_document.h"

namespace stipple::scalp::gltf {

std::uint32_t component_bytes(ComponentType type) {
    switch (type) {
        case ComponentType::i8:
        case ComponentType::u8: return 1;
        case ComponentType::i16:
        case ComponentType::u16: return 2;
        default: return 4;
    }
}

namespace {

template <typename T>
T load(const std::uint8_t* at) {
    T value;
    std::memcpy(&value, at, sizeof value);  // glTF is little-endian, as every machine this runs on
    return value;
}

// glTF 2.0 section 3.11: normalised signed integers map to max(c / 127, -1).
float as_float(const std::uint8_t* at, ComponentType type, bool normalized) {
    switch (type) {
        case ComponentType::i8: return normalized ? std::max(float(load<std::int8_t>(at)) / 127.0F, -1.0F) : float(load<std::int8_t>(at));
        case ComponentType::u8: return normalized ? float(*at) / 255.0F : float(*at);
        case ComponentType::i16: return normalized ? std::max(float(load<std::int16_t>(at)) / 32767.0F, -1.0F) : float(load<std::int16_t>(at));
        case ComponentType::u16: return normalized ? float(load<std::uint16_t>(at)) / 65535.0F : float(load<std::uint16_t>(at));
        case ComponentType::u32: return normalized ? float(double(load<std::uint32_t>(at)) / 4294967295.0) : float(load<std::uint32_t>(at));
        default: return load<float>(at);
    }
}

std::uint32_t as_index(const std::uint8_t* at, ComponentType type) {
    switch (type) {
        case ComponentType::u8: return *at;
        case ComponentType::u16: return load<std::uint16_t>(at);
        default: return load<std::uint32_t>(at);
    }
}

std::string place_of(std::size_t accessor) { return "accessors[" + std::to_string(accessor) + "]"; }

}  // namespace

void apply_sparse(const Document& document, const Accessor& a, std::vector<float>& values, const std::string& place) {
    if (a.sparse_count == 0) return;
    const std::uint8_t* indices = document.views[std::size_t(a.sparse_index_view)].data.data() + a.sparse_index_offset;
    const std::uint8_t* data = document.views[std::size_t(a.sparse_value_view)].data.data() + a.sparse_value_offset;
    const std::size_t width = component_bytes(a.sparse_index_component), component = component_bytes(a.component);
    const std::size_t components = std::size_t(a.components), count = values.size() / components;
    for (std::uint64_t i = 0; i < a.sparse_count; ++i) {
        const std::uint32_t target = as_index(indices + i * width, a.sparse_index_component);
        if (target >= count) throw Fault(place + ".sparse replaces an element that does not exist; export the model again");
        for (std::size_t c = 0; c < components; ++c)
            values[target * components + c] = as_float(data + (i * components + c) * component, a.component, a.normalized);
    }
}

std::vector<float> read_floats(const Document& document, std::size_t index) {
    const Accessor& a = document.accessors[index];
    const std::size_t components = std::size_t(a.components), component = component_bytes(a.component);
    std::vector<float> values(a.count * components, 0.0F);
    if (a.view >= 0) {
        const View& view = document.views[std::size_t(a.view)];
        const std::size_t stride = view.stride ? view.stride : components * component;
        for (std::uint64_t i = 0; i < a.count; ++i)
            for (std::size_t c = 0; c < components; ++c)
                values[i * components + c] = as_float(view.data.data() + a.offset + i * stride + c * component, a.component, a.normalized);
    }
    apply_sparse(document, a, values, place_of(index));
    return values;
}

std::vector<std::uint32_t> read_indices(const Document& document, std::size_t index) {
    const Accessor& a = document.accessors[index];
    if (a.components != 1 || (a.component != ComponentType::u8 && a.component != ComponentType::u16 && a.component != ComponentType::u32))
        throw Fault(place_of(index) + " is used for indices but does not hold unsigned whole numbers; export the model again");
    std::vector<std::uint32_t> values(a.count, 0);
    if (a.view >= 0) {
        const View& view = document.views[std::size_t(a.view)];
        const std::size_t stride = view.stride ? view.stride : component_bytes(a.component);
        for (std::uint64_t i = 0; i < a.count; ++i) values[i] = as_index(view.data.data() + a.offset + i * stride, a.component);
    }
    if (a.sparse_count) {
        const std::size_t width = component_bytes(a.sparse_index_component), component = component_bytes(a.component);
        for (std::uint64_t i = 0; i < a.sparse_count; ++i) {
            const std::uint32_t target = as_index(document.views[std::size_t(a.sparse_index_view)].data.data() + a.sparse_index_offset + i * width, a.sparse_index_component);
            if (target >= values.size()) throw Fault(place_of(index) + ".sparse replaces an element that does not exist; export the model again");
            values[target] = as_index(document.views[std::size_t(a.sparse_value_view)].data.data() + a.sparse_value_offset + i * component, a.component);
        }
    }
    return values;
}

}  // namespace stipple::scalp::gltf
