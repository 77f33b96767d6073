#include "gltf_primitive.h"

#include "gltf_compression.h"

namespace stipple::scalp::gltf {
namespace {

// glTF 2.0 section 3.7.2.1.
std::vector<std::uint32_t> as_triangles(std::vector<std::uint32_t> in, int mode) {
    const std::size_t n = in.size();
    if (mode == TINYGLTF_MODE_TRIANGLES) {
        in.resize(n - n % 3);
        return in;
    }
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i + 2 < n; ++i) {
        if (mode == TINYGLTF_MODE_TRIANGLE_FAN) out.insert(out.end(), {in[0], in[i + 1], in[i + 2]});
        else if (i % 2 == 0) out.insert(out.end(), {in[i], in[i + 1], in[i + 2]});
        else out.insert(out.end(), {in[i + 1], in[i], in[i + 2]});
    }
    return out;
}

constexpr int kMostJointSets = 4;  // sixteen joints a vertex; what is in use has one or two sets

}  // namespace

// Values of an attribute with the wanted shape; empty when there is none.
std::vector<float> PrimitiveReader::values(const std::map<std::string, int>& attributes, const std::string& name, int fewest, int most, std::size_t vertices, int* components, const std::string& place) {
    const auto named = attributes.find(name);
    if (named == attributes.end()) return {};
    const tinygltf::Accessor& a = model_.accessors[std::size_t(named->second)];
    const int width = vector_components(a);
    if (width < fewest || width > most)
        throw Fault(place + "." + name + " has the wrong number of components; export the model again");
    if (vertices && a.count != vertices)
        throw Fault(place + "." + name + " has " + std::to_string(a.count) + " elements where POSITION has " + std::to_string(vertices) + "; export the model again");
    if (components) *components = width;
    if (const auto found = shared_.find(named->second); found != shared_.end()) return found->second;
    // a small file can name many large accessors of zeros
    if (a.bufferView < 0 && (zero_values_ += a.count) > limits_.triangles * 3) throw Fault("its accessors without data are too large; export the model again");
    std::vector<float> read = read_floats(model_, named->second);
    if (seen_[named->second]++ > 0) shared_[named->second] = read;  // kept from its second use on
    return read;
}

// glTF 2.0 section 3.7.2.2: the weighted sum of what every target moves.
void PrimitiveReader::morph(const tinygltf::Primitive& from, std::span<const double> weights, const std::string& place, Primitive& primitive) {
    for (std::size_t t = 0; t < std::min(from.targets.size(), weights.size()); ++t) {
        const double weight = weights[t];
        if (weight == 0) continue;
        const std::string at = place + ".targets[" + std::to_string(t) + "]";
        const auto add = [&](const char* name, std::vector<float>& to) {
            const std::vector<float> by = values(from.targets[t], name, 3, 3, primitive.vertices(), nullptr, at);
            for (std::size_t i = 0; i < std::min(by.size(), to.size()); ++i) to[i] = float(double(to[i]) + weight * double(by[i]));
        };
        add("POSITION", primitive.positions);
        add("NORMAL", primitive.normals);
    }
}

Primitive PrimitiveReader::read(const tinygltf::Primitive& from, const std::string& at, int uv_set, bool skinned, std::span<const double> morph_weights) {
    if (!from.attributes.contains("POSITION")) throw Fault(at + " has no POSITION; export the model again");
    Primitive p;
    const std::string place = at + ".attributes", uv_name = "TEXCOORD_" + std::to_string(uv_set);
    std::map<std::string, std::vector<float>> unpacked;
    std::size_t count = 0;
    if (from.extensions.contains("KHR_draco_mesh_compression")) {
        DracoPrimitive draco = decode_draco(model_, from, limits_, at);
        count = draco.vertices;
        unpacked = std::move(draco.attributes);
        p.positions = std::move(unpacked["POSITION"]);
        if (p.positions.size() != count * 3) throw Fault(at + ": the Draco data has no positions; export the model again");
        p.triangles = as_triangles(std::move(draco.indices), TINYGLTF_MODE_TRIANGLES);  // libdraco has untied strips already
    } else {
        p.positions = values(from.attributes, "POSITION", 3, 3, 0, nullptr, place);
        count = p.vertices();
        std::vector<std::uint32_t> order;
        if (from.indices >= 0) {
            order = read_indices(model_, from.indices);
        } else {
            order.resize(count);
            for (std::size_t i = 0; i < count; ++i) order[i] = std::uint32_t(i);
        }
        for (std::size_t i = 0; i < order.size(); ++i)
            if (order[i] >= count)
                throw Fault(at + ": index " + std::to_string(i) + " names vertex " + std::to_string(order[i]) + " of only " + std::to_string(count) + "; the file is damaged: export the model again");
        p.triangles = as_triangles(std::move(order), from.mode);
    }
    const auto attribute = [&](const std::string& name, int fewest, int most, int* components) {
        const auto found = unpacked.find(name);
        if (found == unpacked.end()) return values(from.attributes, name, fewest, most, count, components, place);
        const int width = count ? int(found->second.size() / count) : fewest;
        if (width < fewest || width > most || found->second.size() != count * std::size_t(width))
            throw Fault(at + ": the Draco data has the wrong number of components in " + name + "; export the model again");
        if (components) *components = width;
        return std::move(found->second);
    };
    p.normals = attribute("NORMAL", 3, 3, nullptr);
    p.uvs = attribute(uv_name, 2, 2, nullptr);
    p.colors = attribute("COLOR_0", 3, 4, &p.color_components);
    for (int set = 0; skinned && set < kMostJointSets; ++set) {
        std::vector<float> joints = attribute("JOINTS_" + std::to_string(set), 4, 4, nullptr), weights = attribute("WEIGHTS_" + std::to_string(set), 4, 4, nullptr);
        if (joints.empty() || weights.empty()) break;
        p.joints.push_back(std::move(joints));
        p.weights.push_back(std::move(weights));
    }
    morph(from, morph_weights, at, p);
    return p;
}

}  // namespace stipple::scalp::gltf
