// Buffers, bufferViews and accessors: see gltf_check.h.
#include <algorithm>
#include <array>
#include <map>

#include "gltf_check.h"
#include "gltf_compression.h"

namespace stipple::scalp::gltf {
namespace {

constexpr std::uint64_t kMaxBytes = 1ULL << 40;

// What ranges are checked against.
struct View {
    std::uint64_t length = 0;
    std::uint64_t stride = 0;  // bytes, 0 for tightly packed
};

void check_buffers(const Json& root, const std::filesystem::path& folder, std::span<const std::uint8_t> bin, bool has_bin, const LoadLimits& limits, std::vector<Bytes>& buffers) {
    const Json& list = bounded_list(root, "buffers");
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "buffers[" + std::to_string(i) + "]";
        const Json& buffer = list[i];
        const std::uint64_t wanted = unsigned_member(buffer, "byteLength", 0, kMaxBytes, place);
        Bytes bytes;
        if (const Json* uri = member(buffer, "uri")) {
            if (!uri->is_string()) throw Fault(place + ".uri is not a text; export the model again");
            bytes = read_uri(folder, uri->get_ref<const std::string&>(), limits.file_bytes, place + ".uri");
        } else if (i == 0 && has_bin) {
            bytes.assign(bin.begin(), bin.end());
        } else if (extension(buffer, "EXT_meshopt_compression")) {
            buffers.emplace_back();
            continue;  // never read: every view into it is compressed
        }
        if (bytes.size() < wanted)
            throw Fault(place + " should hold " + std::to_string(wanted) + " bytes but only " + std::to_string(bytes.size()) + " are there; copy or export the model again");
        if (!member(buffer, "byteLength")) throw Fault(place + ".byteLength is missing; export the model again");
        bytes.resize(wanted);
        total += wanted;
        if (total > limits.file_bytes) throw Fault("its buffers together are larger than " + std::to_string(limits.file_bytes >> 20) + " MiB; reduce the model before loading it");
        buffers.push_back(std::move(bytes));
    }
}

std::vector<View> check_views(const Json& root, const LoadLimits& limits, Checked& checked) {
    const Json& list = bounded_list(root, "bufferViews");
    const std::size_t stored = checked.buffers.size();
    std::uint64_t decoded_bytes = 0;
    std::vector<View> views;
    Json clean = Json::array();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "bufferViews[" + std::to_string(i) + "]";
        const Json& entry = list[i];
        View view;
        int buffer = index_member(entry, "buffer", stored, place);
        if (buffer < 0) throw Fault(place + ".buffer is missing; export the model again");
        std::uint64_t offset = unsigned_member(entry, "byteOffset", 0, kMaxBytes, place);
        view.length = unsigned_member(entry, "byteLength", 0, kMaxBytes, place);
        if (view.length == 0) throw Fault(place + ".byteLength is missing or 0; export the model again");
        view.stride = unsigned_member(entry, "byteStride", 0, 252, place);
        if (member(entry, "byteStride") && (view.stride < 4 || view.stride % 4 != 0))
            throw Fault(place + ".byteStride is " + std::to_string(view.stride) + ", not a multiple of 4 from 4 to 252; export the model again");
        if (const Json* packed = extension(entry, "EXT_meshopt_compression")) {
            if (view.length > limits.file_bytes - std::min(decoded_bytes, limits.file_bytes)) throw Fault(place + " unpacks to more than " + std::to_string(limits.file_bytes >> 20) + " MiB; reduce the model");
            decoded_bytes += view.length;
            Bytes unpacked = decode_meshopt_view(*packed, std::span(checked.buffers).first(stored), view.length, place);
            buffer = int(checked.buffers.size());
            offset = 0;
            checked.buffers.push_back(std::move(unpacked));
        } else if (const Bytes& bytes = checked.buffers[std::size_t(buffer)]; offset > bytes.size() || view.length > bytes.size() - offset) {
            throw Fault(place + " reaches past the end of its buffer; the file is cut or damaged: copy or export it again");
        }
        clean.push_back({{"buffer", buffer}, {"byteOffset", offset}, {"byteLength", view.length}, {"byteStride", view.stride}});
        views.push_back(view);
    }
    checked.clean["bufferViews"] = std::move(clean);
    return views;
}

std::uint64_t component_type(const Json& object, const std::string& place) {
    const std::uint64_t value = unsigned_member(object, "componentType", 0, 6000, place);
    if (value < 5120 || value > 5126 || value == 5124)
        throw Fault(place + ".componentType " + std::to_string(value) + " is unknown; export the model again");
    return value;
}

std::uint64_t component_bytes(std::uint64_t type) { return type < 5122 ? 1 : type < 5124 ? 2 : 4; }

// The last byte of `count` elements must lie inside the view, without overflow on the way.
void check_range(const View& view, std::uint64_t offset, std::uint64_t count, std::uint64_t element, std::uint64_t stride, const std::string& place) {
    if (offset > view.length || element > view.length - offset || (count - 1) > (view.length - offset - element) / stride)
        throw Fault(place + " reaches past the end of its bufferView; the file is cut or damaged: copy or export it again");
}

Json check_sparse(const Json& sparse, const std::vector<View>& views, std::uint64_t accessor_count, std::uint64_t element, const std::string& at) {
    if (!sparse.is_object() || !member(sparse, "indices") || !member(sparse, "values")) throw Fault(at + " is not complete; export the model again");
    const std::uint64_t count = unsigned_member(sparse, "count", 0, accessor_count, at);
    if (count == 0) throw Fault(at + ".count is missing or 0; export the model again");
    const Json &indices = *member(sparse, "indices"), &values = *member(sparse, "values");
    const int index_view = index_member(indices, "bufferView", views.size(), at + ".indices");
    const int value_view = index_member(values, "bufferView", views.size(), at + ".values");
    if (index_view < 0 || value_view < 0) throw Fault(at + " has no bufferView; export the model again");
    // tinygltf keeps these two as int
    const std::uint64_t index_offset = unsigned_member(indices, "byteOffset", 0, 0x7FFFFFFF, at + ".indices");
    const std::uint64_t value_offset = unsigned_member(values, "byteOffset", 0, 0x7FFFFFFF, at + ".values");
    const std::uint64_t index_type = component_type(indices, at + ".indices");
    if (index_type != 5121 && index_type != 5123 && index_type != 5125)
        throw Fault(at + ".indices.componentType is not unsigned; export the model again");
    const std::uint64_t width = component_bytes(index_type);
    check_range(views[std::size_t(index_view)], index_offset, count, width, width, at + ".indices");
    check_range(views[std::size_t(value_view)], value_offset, count, element, element, at + ".values");
    return {{"count", count},
            {"indices", {{"bufferView", index_view}, {"byteOffset", index_offset}, {"componentType", index_type}}},
            {"values", {{"bufferView", value_view}, {"byteOffset", value_offset}}}};
}

void check_accessors(const Json& root, const std::vector<View>& views, const LoadLimits& limits, Checked& checked) {
    const Json& list = bounded_list(root, "accessors");
    static const std::map<std::string, std::uint64_t> types{{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}};
    Json clean = Json::array();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "accessors[" + std::to_string(i) + "]";
        const Json& entry = list[i];
        const std::uint64_t component = component_type(entry, place);
        const auto type = types.find(text_member(entry, "type"));
        if (type == types.end()) throw Fault(place + ".type is missing or unknown; export the model again");
        const Json* normalized = member(entry, "normalized");
        if (normalized && !normalized->is_boolean()) throw Fault(place + ".normalized is not true or false; export the model again");
        // three corners a triangle is the most that can ever be drawn
        const std::uint64_t count = unsigned_member(entry, "count", 0, ~std::uint64_t(0) >> 1, place);
        if (count > limits.triangles * 3)
            throw Fault(place + ".count is " + std::to_string(count) + ", more than " + std::to_string(limits.triangles) + " triangles can use; reduce the model before loading it");
        if (count == 0) throw Fault(place + ".count is missing or 0; export the model again");
        for (const char* key : {"min", "max"}) {
            std::array<double, 16> ignored{};
            (void)number_list(entry, key, ignored.data(), type->second, place);
        }
        const int view_index = index_member(entry, "bufferView", views.size(), place);
        const std::uint64_t offset = unsigned_member(entry, "byteOffset", 0, kMaxBytes, place);
        // columns of small matrices are padded to 4 bytes; only the inverse bind matrices of skins are matrices
        const std::uint64_t element = component_bytes(component) * type->second;
        if (view_index >= 0) {
            const View& view = views[std::size_t(view_index)];
            if (view.stride != 0 && view.stride < element) throw Fault(place + " has elements larger than the stride of its bufferView; export the model again");
            check_range(view, offset, count, element, view.stride ? view.stride : element, place);
        } else {
            checked.without_data.push_back(i);
        }
        Json copy{{"bufferView", view_index >= 0 ? std::size_t(view_index) : views.size()}, {"byteOffset", offset}, {"componentType", component}, {"count", count}, {"type", type->first}, {"normalized", normalized && normalized->get<bool>()}};
        if (const Json* sparse = member(entry, "sparse")) copy["sparse"] = check_sparse(*sparse, views, count, element, place + ".sparse");
        clean.push_back(std::move(copy));
    }
    checked.clean["accessors"] = std::move(clean);
}

}  // namespace

const Json& bounded_list(const Json& root, const char* key) {
    constexpr std::size_t kMost = 250'000;
    const Json& list = list_member(root, key, "");
    if (list.size() > kMost)
        throw Fault(std::string(key) + " has " + std::to_string(list.size()) + " entries, more than " + std::to_string(kMost) + "; join the parts of the model before loading it");
    return list;
}

void check_data(const Json& root, const std::filesystem::path& folder, std::span<const std::uint8_t> bin, bool has_bin, const LoadLimits& limits, Checked& checked) {
    check_buffers(root, folder, bin, has_bin, limits, checked.buffers);
    const std::vector<View> views = check_views(root, limits, checked);
    check_accessors(root, views, limits, checked);
    // the spare byte and its view, last in their lists; tinygltf takes no empty buffer either
    checked.clean["bufferViews"].push_back({{"buffer", checked.buffers.size()}, {"byteLength", 1}});
    checked.buffers.emplace_back();
    for (Bytes& bytes : checked.buffers)
        if (bytes.empty()) bytes.resize(1);
}

}  // namespace stipple::scalp::gltf
