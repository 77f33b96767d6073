// Materials, textures and images: see gltf_check.h.
#include <algorithm>
#include <array>

#include "gltf_check.h"

namespace stipple::scalp::gltf {
namespace {

constexpr std::size_t kMost = 65'536;

// Length of a list that may be anything.
std::size_t length(const Json& root, const char* key) {
    const Json* list = member(root, key);
    if (!list || !list->is_array()) return 0;
    if (list->size() > kMost) throw Fault(std::string(key) + " has more than " + std::to_string(kMost) + " entries; join the parts of the model before loading it");
    return list->size();
}

// Copies an unsigned number below `bound`; anything else counts as absent.
void copy_below(const Json& from, const char* key, std::uint64_t bound, Json& to) {
    if (const Json* value = member(from, key); value && value->is_number_unsigned() && value->get<std::uint64_t>() < bound) to[key] = *value;
}

template <std::size_t N>
void copy_numbers(const Json& from, const char* key, const char* as, const std::string& place, Json& to) {
    std::array<double, N> numbers{};
    if (number_list(from, key, numbers.data(), N, place)) to[as] = numbers;
}

void copy_number(const Json& from, const char* key, Json& to) {
    if (const Json* value = member(from, key); value && value->is_number()) to[key] = value->get<double>();
}

void copy_texture(const Json& from, const char* key, std::size_t textures, Json& to) {
    const Json* info = member(from, key);
    if (!info) return;
    Json clean = Json::object();
    copy_below(*info, "index", textures, clean);
    if (clean.empty()) return;
    copy_below(*info, "texCoord", 16, clean);
    if (const Json* transform = extension(*info, "KHR_texture_transform")) {
        Json& copy = clean["extensions"]["KHR_texture_transform"] = Json::object();
        copy_numbers<2>(*transform, "offset", "offset", "KHR_texture_transform", copy);
        copy_numbers<2>(*transform, "scale", "scale", "KHR_texture_transform", copy);
        copy_number(*transform, "rotation", copy);
        copy_below(*transform, "texCoord", 16, copy);
    }
    to["baseColorTexture"] = std::move(clean);
}

// Photogrammetry that is meant to be seen without light is also written as a material that glows: its emissive picture is
// then the base colour.
void copy_emissive(const Json& material, std::size_t textures, const std::string& place, Json& base) {
    std::array<double, 3> glow{};
    if (base.contains("baseColorTexture") || !number_list(material, "emissiveFactor", glow.data(), 3, place)) return;
    if (!(glow[0] > 0 || glow[1] > 0 || glow[2] > 0)) return;
    copy_texture(material, "emissiveTexture", textures, base);
    if (base.contains("baseColorTexture")) base["baseColorFactor"] = {glow[0], glow[1], glow[2], 1.0};
}

// Only what is known: anything else is what glTF takes where nothing is said.
Json check_sampler(const Json& sampler) {
    Json clean = Json::object();
    const auto copy_one_of = [&](const char* key, std::initializer_list<int> known) {
        if (const Json* value = member(sampler, key); value && value->is_number_integer() && std::find(known.begin(), known.end(), *value) != known.end()) clean[key] = *value;
    };
    copy_one_of("magFilter", {9728, 9729});  // nearest, linear
    for (const char* key : {"wrapS", "wrapT"}) copy_one_of(key, {10497, 33071, 33648});  // repeat, clamp to edge, mirrored repeat
    return clean;
}

Json check_material(const Json& material, std::size_t textures, const std::string& place) {
    Json clean{{"name", text_member(material, "name")}, {"alphaMode", text_member(material, "alphaMode")}};
    copy_number(material, "alphaCutoff", clean);
    if (const Json* sides = member(material, "doubleSided"); sides && sides->is_boolean()) clean["doubleSided"] = *sides;
    // the diffuse colour of the older extension is the base colour under another name
    Json base = Json::object();
    if (const Json* gloss = extension(material, "KHR_materials_pbrSpecularGlossiness")) {
        copy_numbers<4>(*gloss, "diffuseFactor", "baseColorFactor", place, base);
        copy_texture(*gloss, "diffuseTexture", textures, base);
    } else if (const Json* rough = member(material, "pbrMetallicRoughness")) {
        copy_numbers<4>(*rough, "baseColorFactor", "baseColorFactor", place, base);
        copy_texture(*rough, "baseColorTexture", textures, base);
    }
    copy_emissive(material, textures, place, base);
    clean["pbrMetallicRoughness"] = std::move(base);
    if (const Json* transmission = extension(material, "KHR_materials_transmission")) {
        Json& copy = clean["extensions"]["KHR_materials_transmission"] = Json::object();
        copy_number(*transmission, "transmissionFactor", copy);
    }
    return clean;
}

}  // namespace

void check_materials(const Json& root, Checked& checked) {
    const std::size_t views = checked.clean.at("bufferViews").size() - 1;  // the spare one is not for the file
    const std::size_t images = length(root, "images"), textures = length(root, "textures"), samplers = length(root, "samplers"), materials = length(root, "materials");
    Json image_list = Json::array(), texture_list = Json::array(), sampler_list = Json::array(), material_list = Json::array();
    checked.embedded_images.resize(images);
    for (std::size_t i = 0; i < images; ++i) {
        const Json& image = root.at("images")[i];
        const int view = index_member(image, "bufferView", views, "images[" + std::to_string(i) + "]");
        std::string uri = text_member(image, "uri");
        if (uri.starts_with("data:")) checked.embedded_images[i].swap(uri);
        // tinygltf wants one of the two; an image with neither is left with an empty name
        if (view >= 0) image_list.push_back({{"bufferView", view}});
        else image_list.push_back({{"uri", std::move(uri)}});
    }
    for (std::size_t i = 0; i < textures; ++i) {
        texture_list.push_back(Json::object());
        const Json& texture = root.at("textures")[i];
        copy_below(texture, "source", images, texture_list.back());
        copy_below(texture, "sampler", samplers, texture_list.back());
        std::string& format = checked.foreign_textures.emplace_back();
        for (const char* name : {"KHR_texture_basisu", "EXT_texture_webp", "EXT_texture_avif", "MSFT_texture_dds"})
            if (const Json* picture = extension(texture, name); picture && !texture_list.back().contains("source")) format = name;
    }
    for (std::size_t i = 0; i < samplers; ++i) sampler_list.push_back(check_sampler(root.at("samplers")[i]));
    for (std::size_t i = 0; i < materials; ++i)
        material_list.push_back(check_material(root.at("materials")[i], textures, "materials[" + std::to_string(i) + "]"));
    checked.clean["images"] = std::move(image_list);
    checked.clean["samplers"] = std::move(sampler_list);
    checked.clean["textures"] = std::move(texture_list);
    checked.clean["materials"] = std::move(material_list);
}

}  // namespace stipple::scalp::gltf
