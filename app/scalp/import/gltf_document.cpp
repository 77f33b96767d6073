#include "gltf_document.h"

#include <algorithm>
#include <array>

#include "gltf_model.h"

namespace stipple::scalp::gltf {
namespace {

std::uint32_t u32_at(std::span<const std::uint8_t> bytes, std::size_t at) {
    return std::uint32_t(bytes[at]) | std::uint32_t(bytes[at + 1]) << 8 | std::uint32_t(bytes[at + 2]) << 16 |
           std::uint32_t(bytes[at + 3]) << 24;
}

struct Container {
    std::size_t json_at = 0, json_size = 0, bin_at = 0, bin_size = 0;
    bool has_bin = false;
};

Container walk_glb(std::span<const std::uint8_t> file) {
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
                                      "KHR_texture_transform", "KHR_materials_pbrSpecularGlossiness", "KHR_materials_unlit"};
    for (const Json& entry : *required) {
        if (!entry.is_string()) throw Fault("extensionsRequired holds something that is no name; export the model again");
        const std::string name = entry.get<std::string>();
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        bool geometry = false;
        // instances on nodes multiply a mesh: leaving them out would show another model
        geometry |= name == "EXT_mesh_gpu_instancing" && uses(list_member(root, "nodes", ""), name);
        for (const char* key : {"buffers", "bufferViews", "accessors", "meshes"}) geometry |= uses(list_member(root, key, ""), name);
        for (const Json& mesh : list_member(root, "meshes", ""))
            if (const Json* primitives = member(mesh, "primitives"); primitives && primitives->is_array()) geometry |= uses(*primitives, name);
        if (geometry)
            throw Fault("it needs the glTF extension \"" + name.substr(0, 80) + "\", which cannot be read here; export the model without it");
        notes.push_back("The file asks for the extension " + name.substr(0, 80) + ", which is not shown.");
    }
}

}  // namespace

Document read_document(std::span<const std::uint8_t> bytes, const std::filesystem::path& folder, const LoadLimits& limits) {
    Document document;
    document.folder = folder;
    if (bytes.empty()) throw Fault("it is empty; copy or export the model again");
    Container glb;
    Json root;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (text.starts_with("glTF")) {
        glb = walk_glb(bytes);
        root = parse_json(text.substr(glb.json_at, glb.json_size), limits);
    } else {
        const auto control = std::count_if(text.begin(), text.begin() + std::ptrdiff_t(std::min<std::size_t>(text.size(), 256)),
                                           [](char c) { return std::uint8_t(c) < 9; });
        if (control > 0) throw Fault("it is not a glTF file; export the model as glTF 2.0 (.glb)");
        root = parse_json(text, limits);
    }
    if (!root.is_object()) throw Fault("its JSON is not an object, so it is no glTF file; export the model as glTF 2.0 (.glb)");
    check_asset(root);
    document.painted = text_member(*member(root, "asset"), "generator").starts_with("stipple");
    check_required_extensions(root, document.notes);
    Checked checked;
    checked.clean["asset"] = {{"version", "2.0"}};
    check_data(root, folder, bytes.subspan(glb.bin_at, glb.bin_size), glb.has_bin, limits, checked);
    check_scene(root, checked);
    check_materials(root, checked);
    root = Json();
    document.model = parse_model(checked);
    document.embedded_images = std::move(checked.embedded_images);
    document.foreign_textures = std::move(checked.foreign_textures);
    return document;
}

}  // namespace stipple::scalp::gltf
