// Scenes, nodes, meshes and skins: see gltf_check.h.
#include <array>

#include "gltf_check.h"

namespace stipple::scalp::gltf {
namespace {

// Indices into `target`; each must exist.
Json index_list(const Json& object, const char* key, std::size_t target, const std::string& place) {
    Json result = Json::array();
    const Json* list = member(object, key);
    if (!list) return result;
    if (!list->is_array()) throw Fault(place + "." + key + " is not a list; export the model again");
    for (const Json& entry : *list) {
        if (!entry.is_number_unsigned() || entry.get<std::uint64_t>() >= target)
            throw Fault(place + "." + key + " names a node that does not exist; export the model again");
        result.push_back(entry);
    }
    return result;
}

void copy_index(const Json& from, const char* key, std::size_t target, const std::string& place, Json& to) {
    if (const int index = index_member(from, key, target, place); index >= 0) to[key] = index;
}

template <std::size_t N>
void copy_numbers(const Json& from, const char* key, const std::string& place, Json& to) {
    std::array<double, N> numbers{};
    if (number_list(from, key, numbers.data(), N, place)) to[key] = numbers;
}

bool is_read(const std::string& semantic) {
    return semantic == "POSITION" || semantic == "NORMAL" || semantic == "COLOR_0" || semantic.starts_with("JOINTS_") || semantic.starts_with("WEIGHTS_") || semantic.starts_with("TEXCOORD_");
}

// Morph weights the mesh or node starts with; an entry that is no number counts as 0.
void copy_weights(const Json& from, Json& to) {
    constexpr std::size_t kMostWeights = 4096;
    const Json* list = member(from, "weights");
    if (!list || !list->is_array() || list->empty() || list->size() > kMostWeights) return;
    Json& copy = to["weights"] = Json::array();
    for (const Json& weight : *list) copy.push_back(weight.is_number() ? weight.get<double>() : 0.0);
}

// Only the targets whose weight at rest can be other than 0 matter, but which these are a node may say: all are checked.
Json check_targets(const Json& list, std::size_t accessors, const std::string& place) {
    Json clean = Json::array();
    for (std::size_t t = 0; t < list.size(); ++t) {
        Json target = Json::object();
        for (const char* semantic : {"POSITION", "NORMAL"}) copy_index(list[t], semantic, accessors, place + ".targets[" + std::to_string(t) + "]", target);
        clean.push_back(std::move(target));
    }
    return clean;
}

Json check_draco(const Json& packed, std::size_t views, const std::string& place) {
    const int view = index_member(packed, "bufferView", views, place);
    const Json* ids = member(packed, "attributes");
    if (view < 0 || !ids || !ids->is_object()) throw Fault(place + " is not complete; export the model again");
    Json attributes = Json::object();
    for (const auto& [semantic, id] : ids->items()) {
        if (!is_read(semantic)) continue;
        attributes[semantic] = unsigned_member(*ids, semantic.c_str(), 0, 0x7FFFFFFF, place + ".attributes");
    }
    return {{"bufferView", view}, {"attributes", std::move(attributes)}};
}

Json check_primitive(const Json& primitive, std::size_t views, std::size_t accessors, std::size_t materials, const std::string& place) {
    Json clean{{"mode", unsigned_member(primitive, "mode", 4, 6, place)}, {"attributes", Json::object()}};
    copy_index(primitive, "indices", accessors, place, clean);
    if (const Json* material = member(primitive, "material"); material && material->is_number_unsigned() && material->get<std::uint64_t>() < materials)
        clean["material"] = *material;
    if (const Json* attributes = member(primitive, "attributes"); attributes && attributes->is_object())
        for (const auto& [semantic, value] : attributes->items())
            if (is_read(semantic)) copy_index(*attributes, semantic.c_str(), accessors, place + ".attributes", clean["attributes"]);
    if (const Json& targets = list_member(primitive, "targets", place + "."); !targets.empty()) clean["targets"] = check_targets(targets, accessors, place);
    if (const Json* packed = extension(primitive, "KHR_draco_mesh_compression"))
        clean["extensions"]["KHR_draco_mesh_compression"] = check_draco(*packed, views, place + ".extensions.KHR_draco_mesh_compression");
    return clean;
}

Json check_meshes(const Json& root, std::size_t views, std::size_t accessors, std::size_t materials) {
    constexpr std::size_t kMostPrimitives = 250'000;
    const Json& list = bounded_list(root, "meshes");
    Json clean = Json::array();
    std::size_t total = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "meshes[" + std::to_string(i) + "]";
        const Json& primitives = list_member(list[i], "primitives", place + ".");
        if ((total += primitives.size()) > kMostPrimitives)
            throw Fault("its meshes have more than " + std::to_string(kMostPrimitives) + " primitives; join the parts of the model before loading it");
        Json mesh{{"name", text_member(list[i], "name")}, {"primitives", Json::array()}};
        copy_weights(list[i], mesh);
        for (std::size_t p = 0; p < primitives.size(); ++p)
            mesh["primitives"].push_back(check_primitive(primitives[p], views, accessors, materials, place + ".primitives[" + std::to_string(p) + "]"));
        clean.push_back(std::move(mesh));
    }
    return clean;
}

// A skin that cannot be used keeps its place with no joints: its mesh is shown where its node stands.
Json check_skins(const Json* list, std::size_t nodes, std::size_t accessors) {
    Json clean = Json::array();
    for (std::size_t i = 0; i < (list ? list->size() : 0); ++i) {
        Json skin{{"joints", Json::array()}};
        const Json* joints = member((*list)[i], "joints");
        if (joints && joints->is_array()) {
            skin["joints"] = *joints;
            for (const Json& joint : *joints)
                if (!joint.is_number_unsigned() || joint.get<std::uint64_t>() >= nodes) {
                    skin["joints"] = Json::array();
                    break;
                }
        }
        copy_index((*list)[i], "inverseBindMatrices", accessors, "skins[" + std::to_string(i) + "]", skin);
        clean.push_back(std::move(skin));
    }
    return clean;
}

Json check_nodes(const Json& list, std::size_t meshes, std::size_t skins) {
    Json clean = Json::array();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "nodes[" + std::to_string(i) + "]";
        const Json& entry = list[i];
        Json node = Json::object();
        if (std::string name = text_member(entry, "name"); !name.empty()) node["name"] = std::move(name);
        copy_numbers<16>(entry, "matrix", place, node);
        copy_numbers<3>(entry, "translation", place, node);
        copy_numbers<4>(entry, "rotation", place, node);
        copy_numbers<3>(entry, "scale", place, node);
        copy_index(entry, "mesh", meshes, place, node);
        if (node.contains("mesh")) copy_index(entry, "skin", skins, place, node);
        if (node.contains("mesh")) copy_weights(entry, node);
        if (Json children = index_list(entry, "children", list.size(), place); !children.empty()) node["children"] = std::move(children);
        clean.push_back(std::move(node));
    }
    return clean;
}

}  // namespace

void check_scene(const Json& root, Checked& checked) {
    const Json& nodes = bounded_list(root, "nodes");
    const Json& scenes = bounded_list(root, "scenes");
    const Json* materials = member(root, "materials");
    const Json* skins = member(root, "skins");
    if (skins && (!skins->is_array() || skins->size() > nodes.size())) skins = nullptr;  // a skin needs a node of its own
    const std::size_t accessors = checked.clean.at("accessors").size();
    const std::size_t views = checked.clean.at("bufferViews").size() - 1;  // the spare one is not for the file
    checked.clean["meshes"] = check_meshes(root, views, accessors, materials && materials->is_array() ? materials->size() : 0);
    checked.clean["skins"] = check_skins(skins, nodes.size(), accessors);
    checked.clean["nodes"] = check_nodes(nodes, checked.clean["meshes"].size(), checked.clean["skins"].size());
    Json& clean = checked.clean["scenes"] = Json::array();
    for (std::size_t i = 0; i < scenes.size(); ++i)
        clean.push_back({{"nodes", index_list(scenes[i], "nodes", nodes.size(), "scenes[" + std::to_string(i) + "]")}});
    const Json* wanted = member(root, "scene");
    checked.clean["scene"] = wanted && wanted->is_number_unsigned() && wanted->get<std::uint64_t>() < scenes.size() ? wanted->get<std::uint64_t>() : 0;
}

}  // namespace stipple::scalp::gltf
