#include "gltf_document.h"

#include <algorithm>
#include <array>

#include "gltf_compression.h"

namespace stipple::scalp::gltf {
namespace {

constexpr int kMaxJsonDepth = 128;           // recursion elsewhere must never depend on the file
constexpr std::uint64_t kMaxBytes = 1ULL << 40;

std::uint32_t u32_at(const Bytes& bytes, std::size_t at) {
    return std::uint32_t(bytes[at]) | std::uint32_t(bytes[at + 1]) << 8 | std::uint32_t(bytes[at + 2]) << 16 |
           std::uint32_t(bytes[at + 3]) << 24;
}

// Depth and number of values, counted over the text in one pass before the parser takes memory for them.
void check_json_size(std::string_view text, const LoadLimits& limits) {
    std::uint64_t values = 1;
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
            continue;
        }
        if (c == '"') in_string = true;
        else if (c == '{' || c == '[') {
            ++values;
            if (++depth > kMaxJsonDepth)
                throw Fault("its JSON is nested more than " + std::to_string(kMaxJsonDepth) + " levels deep; export the model again without extras");
        } else if (c == '}' || c == ']') --depth;
        else if (c == ',' || c == ':') ++values;
    }
    if (values > 2 * limits.json_values)
        throw Fault("its JSON holds more than " + std::to_string(limits.json_values) + " values; export the model again without extras");
}

Json parse_json(std::string_view text, const LoadLimits& limits) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0' || text.back() == '\n' || text.back() == '\r' || text.back() == '\t'))
        text.remove_suffix(1);
    if (text.empty()) throw Fault("it holds no JSON; the file is empty or cut: copy or export it again");
    check_json_size(text, limits);
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::exception& error) {
        if (text.starts_with("version https://git-lfs"))
            throw Fault("this is a pointer of Git LFS, not the model; fetch the file itself with 'git lfs pull'");
        if (const auto start = text.find_first_not_of(" \t\r\n"); start != text.npos && text[start] == '<') throw Fault("this is a web page, not a model; download the file again");
        // parse errors tell the byte; an error over bad UTF-8 quotes the file, so only its id is passed on
        std::string where;
        if (const auto* parse = dynamic_cast<const Json::parse_error*>(&error)) where = " at byte " + std::to_string(parse->byte);
        throw Fault("it is neither GLB nor valid JSON (error" + where + "); export or download the model again as glTF 2.0 (.glb)");
    }
}

struct Container {
    std::size_t json_at = 0, json_size = 0, bin_at = 0, bin_size = 0;
    bool has_bin = false;
};

Container walk_glb(const Bytes& file) {
    constexpr std::uint32_t kJson = 0x4E4F534A, kBin = 0x004E4942;
    if (file.size() < 20) throw Fault("the GLB header is cut; copy or download the file again");
    if (u32_at(file, 4) != 2)
        throw Fault("it is GLB version " + std::to_string(u32_at(file, 4)) + ", only version 2 can be read; export the model as glTF 2.0");
    const std::uint64_t total = u32_at(file, 8);
    if (total > file.size())
        throw Fault("it should have " + std::to_string(total) + " bytes but has only " + std::to_string(file.size()) + "; the file is cut: copy or download it again");
    Container found;
    bool first = true;
    std::uint64_t at = 12;
    while (at + 8 <= total) {
        const std::uint64_t size = u32_at(file, at);
        const std::uint32_t type = u32_at(file, at + 4);
        at += 8;
        if (at + size > total)
            throw Fault("a chunk at byte " + std::to_string(at - 8) + " is longer than the file; copy or download the file again");
        if (first) {
            if (type != kJson) throw Fault("its first chunk is not JSON; export the model again");
            found.json_at = at;
            found.json_size = size;
            first = false;
        } else if (type == kJson) {
            throw Fault("it has two JSON chunks; export the model again");
        } else if (type == kBin) {
            if (found.has_bin) throw Fault("it has two BIN chunks; export the model again");
            found.bin_at = at;
            found.bin_size = size;
            found.has_bin = true;
        }
        at += size;
    }
    if (first) throw Fault("it has no JSON chunk; copy or download the file again");
    return found;
}

void check_asset(const Json& root) {
    const Json* asset = member(root, "asset");
    if (!asset || !asset->is_object()) throw Fault("it has no asset entry, so it is no glTF file; export the model as glTF 2.0 (.glb)");
    const std::string version = text_member(*asset, "version");
    if (!version.starts_with("2."))
        throw Fault("asset.version is \"" + version.substr(0, 16) + "\", only 2.x can be read; export the model as glTF 2.0");
    if (!text_member(*asset, "minVersion").empty() && !text_member(*asset, "minVersion").starts_with("2.0"))
        throw Fault("asset.minVersion is newer than 2.0; export the model as plain glTF 2.0");
}

bool uses(const Json& list, const std::string& name) {
    return std::any_of(list.begin(), list.end(), [&](const Json& entry) { return extension(entry, name.c_str()) != nullptr; });
}

// A required extension that is not known here is refused where it could change the shape of the model: where it sits on a
// buffer, view, accessor, mesh or primitive. On materials, textures, lights or nodes, or named but used nowhere, it is
// passed over with a note.
void check_required_extensions(const Json& root, std::vector<std::string>& notes) {
    const Json* required = member(root, "extensionsRequired");
    if (!required) return;
    if (!required->is_array()) throw Fault("extensionsRequired is not a list; export the model again");
    static constexpr std::array known{"KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_mesh_quantization",
                                      "KHR_texture_transform", "KHR_materials_pbrSpecularGlossiness"};
    for (const Json& entry : *required) {
        if (!entry.is_string()) throw Fault("extensionsRequired holds something that is no name; export the model again");
        const std::string name = entry.get<std::string>();
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        bool geometry = false;
        for (const char* key : {"buffers", "bufferViews", "accessors", "meshes"}) geometry |= uses(list_member(root, key, ""), name);
        for (const Json& mesh : list_member(root, "meshes", ""))
            if (const Json* primitives = member(mesh, "primitives"); primitives && primitives->is_array()) geometry |= uses(*primitives, name);
        if (geometry)
            throw Fault("it needs the glTF extension \"" + name.substr(0, 80) + "\", which cannot be read here; export the model without it");
        notes.push_back("The file asks for the extension " + name.substr(0, 80) + ", which is not shown.");
    }
}

void load_buffers(Document& document, const Bytes& file, const Container& glb, const LoadLimits& limits) {
    const Json& list = list_member(document.root, "buffers", "");
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "buffers[" + std::to_string(i) + "]";
        const Json& buffer = list[i];
        const std::uint64_t wanted = unsigned_member(buffer, "byteLength", 0, kMaxBytes, place);
        const Json* fallback = extension(buffer, "EXT_meshopt_compression");
        Bytes bytes;
        if (const Json* uri = member(buffer, "uri")) {
            if (!uri->is_string()) throw Fault(place + ".uri is not a text; export the model again");
            bytes = read_uri(document.folder, uri->get_ref<const std::string&>(), limits.file_bytes, place + ".uri");
        } else if (i == 0 && glb.has_bin) {
            bytes.assign(file.begin() + std::ptrdiff_t(glb.bin_at), file.begin() + std::ptrdiff_t(glb.bin_at + glb.bin_size));
        } else if (fallback) {
            document.buffers.emplace_back();
            continue;  // never read: every view into it is compressed
        }
        if (bytes.size() < wanted)
            throw Fault(place + " should hold " + std::to_string(wanted) + " bytes but only " + std::to_string(bytes.size()) + " are there; copy or export the model again");
        if (!member(buffer, "byteLength")) throw Fault(place + ".byteLength is missing; export the model again");
        bytes.resize(wanted);
        total += wanted;
        if (total > limits.file_bytes) throw Fault("its buffers together are larger than " + std::to_string(limits.file_bytes >> 20) + " MiB; reduce the model before loading it");
        document.buffers.push_back(std::move(bytes));
    }
}

void load_views(Document& document, const LoadLimits& limits) {
    const Json& list = list_member(document.root, "bufferViews", "");
    std::uint64_t decoded_bytes = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "bufferViews[" + std::to_string(i) + "]";
        const Json& entry = list[i];
        View view;
        const int buffer = index_member(entry, "buffer", document.buffers.size(), place);
        if (buffer < 0) throw Fault(place + ".buffer is missing; export the model again");
        const std::uint64_t offset = unsigned_member(entry, "byteOffset", 0, kMaxBytes, place);
        const std::uint64_t length = unsigned_member(entry, "byteLength", 0, kMaxBytes, place);
        if (length == 0) throw Fault(place + ".byteLength is missing or 0; export the model again");
        view.stride = std::uint32_t(unsigned_member(entry, "byteStride", 0, 252, place));
        if (member(entry, "byteStride") && (view.stride < 4 || view.stride % 4 != 0))
            throw Fault(place + ".byteStride is " + std::to_string(view.stride) + ", not a multiple of 4 from 4 to 252; export the model again");
        if (const Json* packed = extension(entry, "EXT_meshopt_compression")) {
            if (length > limits.file_bytes - std::min(decoded_bytes, limits.file_bytes)) throw Fault(place + " unpacks to more than " + std::to_string(limits.file_bytes >> 20) + " MiB; reduce the model");
            decoded_bytes += length;
            document.decoded_views.push_back(decode_meshopt_view(*packed, document.buffers, length, place));
            view.data = document.decoded_views.back();
        } else {
            const Bytes& bytes = document.buffers[std::size_t(buffer)];
            if (offset > bytes.size() || length > bytes.size() - offset)
                throw Fault(place + " reaches past the end of its buffer; the file is cut or damaged: copy or export it again");
            view.data = std::span(bytes).subspan(offset, length);
        }
        document.views.push_back(view);
    }
}

ComponentType component_type(const Json& object, const std::string& place) {
    const std::uint64_t value = unsigned_member(object, "componentType", 0, 6000, place);
    if (value < 5120 || value > 5126 || value == 5124)
        throw Fault(place + ".componentType " + std::to_string(value) + " is unknown; export the model again");
    return ComponentType(value);
}

// The last byte of `count` elements must lie inside the view, without overflow on the way.
void check_range(const View& view, std::uint64_t offset, std::uint64_t count, std::uint64_t element, std::uint64_t stride, const std::string& place) {
    if (offset > view.data.size() || element > view.data.size() - offset || (count - 1) > (view.data.size() - offset - element) / stride)
        throw Fault(place + " reaches past the end of its bufferView; the file is cut or damaged: copy or export it again");
}

void load_accessors(Document& document, const LoadLimits& limits) {
    const Json& list = list_member(document.root, "accessors", "");
    static const std::map<std::string, std::pair<int, bool>> types{{"SCALAR", {1, false}}, {"VEC2", {2, false}}, {"VEC3", {3, false}}, {"VEC4", {4, false}}, {"MAT2", {4, true}}, {"MAT3", {9, true}}, {"MAT4", {16, true}}};
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "accessors[" + std::to_string(i) + "]";
        const Json& entry = list[i];
        Accessor a;
        a.component = component_type(entry, place);
        const auto type = types.find(text_member(entry, "type"));
        if (type == types.end()) throw Fault(place + ".type is missing or unknown; export the model again");
        a.components = type->second.first;
        a.matrix = type->second.second;
        if (const Json* flag = member(entry, "normalized")) {
            if (!flag->is_boolean()) throw Fault(place + ".normalized is not true or false; export the model again");
            a.normalized = flag->get<bool>();
        }
        // three corners a triangle is the most that can ever be drawn
        a.count = unsigned_member(entry, "count", 0, ~std::uint64_t(0) >> 1, place);
        if (a.count > limits.triangles * 3)
            throw Fault(place + ".count is " + std::to_string(a.count) + ", more than " + std::to_string(limits.triangles) + " triangles can use; reduce the model before loading it");
        if (a.count == 0) throw Fault(place + ".count is missing or 0; export the model again");
        for (const char* key : {"min", "max"}) {
            std::array<double, 16> ignored{};
            (void)number_list(entry, key, ignored.data(), std::size_t(a.components), place);
        }
        a.view = index_member(entry, "bufferView", document.views.size(), place);
        a.offset = unsigned_member(entry, "byteOffset", 0, kMaxBytes, place);
        // columns of small matrices are padded to 4 bytes; only the inverse bind matrices of skins are matrices
        const std::uint64_t element = std::uint64_t(component_bytes(a.component)) * std::uint64_t(a.components);
        if (a.view >= 0) {
            const View& view = document.views[std::size_t(a.view)];
            if (view.stride != 0 && view.stride < element) throw Fault(place + " has elements larger than the stride of its bufferView; export the model again");
            check_range(view, a.offset, a.count, element, view.stride ? view.stride : element, place);
        }
        if (const Json* sparse = member(entry, "sparse")) {
            const std::string at = place + ".sparse";
            if (!sparse->is_object() || !member(*sparse, "indices") || !member(*sparse, "values")) throw Fault(at + " is not complete; export the model again");
            a.sparse_count = unsigned_member(*sparse, "count", 0, a.count, at);
            if (a.sparse_count == 0) throw Fault(at + ".count is missing or 0; export the model again");
            const Json &indices = *member(*sparse, "indices"), &values = *member(*sparse, "values");
            a.sparse_index_view = index_member(indices, "bufferView", document.views.size(), at + ".indices");
            a.sparse_value_view = index_member(values, "bufferView", document.views.size(), at + ".values");
            if (a.sparse_index_view < 0 || a.sparse_value_view < 0) throw Fault(at + " has no bufferView; export the model again");
            a.sparse_index_offset = unsigned_member(indices, "byteOffset", 0, kMaxBytes, at + ".indices");
            a.sparse_value_offset = unsigned_member(values, "byteOffset", 0, kMaxBytes, at + ".values");
            a.sparse_index_component = component_type(indices, at + ".indices");
            if (a.sparse_index_component != ComponentType::u8 && a.sparse_index_component != ComponentType::u16 && a.sparse_index_component != ComponentType::u32)
                throw Fault(at + ".indices.componentType is not unsigned; export the model again");
            const std::uint64_t width = component_bytes(a.sparse_index_component);
            check_range(document.views[std::size_t(a.sparse_index_view)], a.sparse_index_offset, a.sparse_count, width, width, at + ".indices");
            check_range(document.views[std::size_t(a.sparse_value_view)], a.sparse_value_offset, a.sparse_count, element, element, at + ".values");
        }
        document.accessors.push_back(a);
    }
}

}  // namespace

Document read_document(const std::filesystem::path& file, const LoadLimits& limits) {
    return read_document(read_regular_file(file, limits.file_bytes), std::filesystem::absolute(file).parent_path(), limits);
}

Document read_document(const Bytes& bytes, const std::filesystem::path& folder, const LoadLimits& limits) {
    Document document;
    document.folder = folder;
    if (bytes.empty()) throw Fault("it is empty; copy or export the model again");
    Container glb;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text.starts_with("glTF")) {
        glb = walk_glb(bytes);
        document.root = parse_json(text.substr(glb.json_at, glb.json_size), limits);
    } else {
        const auto control = std::count_if(text.begin(), text.begin() + std::ptrdiff_t(std::min<std::size_t>(text.size(), 256)),
                                           [](char c) { return std::uint8_t(c) < 9; });
        if (control > 0) throw Fault("it is not a glTF file; export the model as glTF 2.0 (.glb)");
        document.root = parse_json(text, limits);
    }
    if (!document.root.is_object()) throw Fault("its JSON is not an object, so it is no glTF file; export the model as glTF 2.0 (.glb)");
    check_asset(document.root);
    check_required_extensions(document.root, document.notes);
    load_buffers(document, bytes, glb, limits);
    load_views(document, limits);
    load_accessors(document, limits);
    return document;
}

}  // namespace stipple::scalp::gltf
