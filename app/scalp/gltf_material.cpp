#include "gltf_material.h"

#include <cmath>
#include <cstring>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wextra"
#include <stb_image.h>
#pragma GCC diagnostic pop

namespace stipple::scalp::gltf {
namespace {

constexpr std::uint64_t kMaxDecodedBytes = 640ULL << 20;  // all pictures of a model together

// Entry i of a list that may be anything; null when it is not there.
const Json* entry(const Json& root, const char* key, std::uint64_t i) {
    const Json* list = member(root, key);
    return list && list->is_array() && i < list->size() && (*list)[i].is_object() ? &(*list)[i] : nullptr;
}

const Json* entry_named_by(const Json& root, const char* list, const Json& object, const char* key, std::uint64_t& index) {
    const Json* value = member(object, key);
    if (!value || !value->is_number_unsigned()) return nullptr;
    index = value->get<std::uint64_t>();
    return entry(root, list, index);
}

bool decode(std::span<const std::uint8_t> bytes, Texture& texture, std::uint64_t& budget, const LoadLimits& limits, std::string& why) {
    int width = 0, height = 0, channels = 0;
    if (bytes.size() > 0x7FFFFFFF || !stbi_info_from_memory(bytes.data(), int(bytes.size()), &width, &height, &channels)) {
        why = "is no PNG or JPEG that can be read";
        return false;
    }
    const std::uint64_t size = std::uint64_t(width) * std::uint64_t(height) * 4;
    if (std::uint32_t(width) > limits.texture_side || std::uint32_t(height) > limits.texture_side || size > budget) {
        why = "is " + std::to_string(width) + " x " + std::to_string(height) + " pixels, more than the limit; scale it down";
        return false;
    }
    stbi_uc* pixels = stbi_load_from_memory(bytes.data(), int(bytes.size()), &width, &height, &channels, 4);
    if (!pixels) {
        why = "is damaged";
        return false;
    }
    budget -= size;
    texture.width = std::uint32_t(width);
    texture.height = std::uint32_t(height);
    texture.rgba.assign(pixels, pixels + size);
    stbi_image_free(pixels);
    return true;
}

struct Pictures {
    Document& document;
    const LoadLimits& limits;
    std::vector<Texture>& textures;
    std::uint64_t budget = kMaxDecodedBytes;
    std::map<std::uint64_t, int> loaded{};  // image index -> texture, -1 when unreadable

    int load(std::uint64_t image) {
        if (const auto found = loaded.find(image); found != loaded.end()) return found->second;
        const Json& object = *entry(document.root, "images", image);
        const std::string place = "images[" + std::to_string(image) + "]";
        Texture texture;
        std::string why;
        bool good = false;
        try {
            const int view = index_member(object, "bufferView", document.views.size(), place);
            if (view >= 0) {
                good = decode(document.views[std::size_t(view)].data, texture, budget, limits, why);
            } else if (const std::string uri = text_member(object, "uri"); !uri.empty()) {
                good = decode(read_uri(document.folder, uri, limits.file_bytes, place + ".uri"), texture, budget, limits, why);
            } else {
                why = "has neither data nor a file name";
            }
        } catch (const Fault& fault) {
            why = fault.what();
        }
        int index = -1;
        if (good) {
            index = int(textures.size());
            textures.push_back(std::move(texture));
        } else {
            document.notes.push_back("The picture " + place + " is not shown: it " + why + ".");
        }
        loaded[image] = index;
        return index;
    }

    // The picture a textureInfo object leads to, and how it lies. -1 when any step is missing.
    int find(const Json& info, TexturePlacement& placement) {
        std::uint64_t index = 0, image = 0;
        const Json* texture = entry_named_by(document.root, "textures", info, "index", index);
        if (!texture || !entry_named_by(document.root, "images", *texture, "source", image)) return -1;
        if (const Json* set = member(info, "texCoord"); set && set->is_number_unsigned() && set->get<std::uint64_t>() < 16)
            placement.set = int(set->get<std::uint64_t>());
        if (const Json* transform = extension(info, "KHR_texture_transform")) {
            double offset[2]{0, 0}, scale[2]{1, 1};
            const std::string place = "KHR_texture_transform";
            (void)number_list(*transform, "offset", offset, 2, place);
            (void)number_list(*transform, "scale", scale, 2, place);
            const Json* turn = member(*transform, "rotation");
            const double r = turn && turn->is_number() ? turn->get<double>() : 0;
            const double c = std::cos(r), s = std::sin(r);
            placement.transform = glm::dmat3(c * scale[0], -s * scale[0], 0, s * scale[1], c * scale[1], 0, offset[0], offset[1], 1);
            if (const Json* set = member(*transform, "texCoord"); set && set->is_number_unsigned() && set->get<std::uint64_t>() < 16)
                placement.set = int(set->get<std::uint64_t>());
        }
        return load(image);
    }
};

}  // namespace

void check_images(const Document& document) {
    const Json* images = member(document.root, "images");
    if (!images || !images->is_array()) return;
    for (std::size_t i = 0; i < images->size(); ++i)
        (void)index_member((*images)[i], "bufferView", document.views.size(), "images[" + std::to_string(i) + "]");
}

Materials read_materials(Document& document, const std::vector<std::uint8_t>& used, const LoadLimits& limits) {
    Materials result;
    Pictures pictures{document, limits, result.textures};
    for (std::size_t i = 0; i < used.size(); ++i) {
        Material material;
        TexturePlacement placement;
        const Json* object = entry(document.root, "materials", i);
        if (object && used[i]) {
            const std::string place = "materials[" + std::to_string(i) + "]";
            material.name = text_member(*object, "name");
            const Json* rough = member(*object, "pbrMetallicRoughness");
            const Json* gloss = extension(*object, "KHR_materials_pbrSpecularGlossiness");
            double color[4]{1, 1, 1, 1};
            const Json* info = nullptr;
            if (gloss) {
                (void)number_list(*gloss, "diffuseFactor", color, 4, place);
                info = member(*gloss, "diffuseTexture");
            } else if (rough) {
                (void)number_list(*rough, "baseColorFactor", color, 4, place);
                info = member(*rough, "baseColorTexture");
            }
            for (int c = 0; c < 4; ++c) material.base_color[c] = float(std::min(std::max(color[c], 0.0), 1.0));
            if (info) material.texture = pictures.find(*info, placement);
            const Json* transmission = extension(*object, "KHR_materials_transmission");
            const Json* factor = transmission ? member(*transmission, "transmissionFactor") : nullptr;
            material.transparent = text_member(*object, "alphaMode") == "BLEND" || (factor && factor->is_number() && factor->get<double>() > 0.5);
            const Json* sides = member(*object, "doubleSided");
            material.double_sided = sides && sides->is_boolean() && sides->get<bool>();
        }
        result.materials.push_back(std::move(material));
        result.placements.push_back(placement);
    }
    return result;
}

}  // namespace stipple::scalp::gltf
