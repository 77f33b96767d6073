#include "gltf_material.h"

#include <cmath>
#include <cstring>
#include <map>

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
    std::map<int, int> loaded{};  // image index -> texture, -1 when unreadable

    int load(int image) {
        if (const auto found = loaded.find(image); found != loaded.end()) return found->second;
        const tinygltf::Image& object = document.model.images[std::size_t(image)];
        const std::string& embedded = document.embedded_images[std::size_t(image)];
        const std::string place = "images[" + std::to_string(image) + "]";
        Texture texture;
        std::string why;
        bool good = false;
        try {
            if (object.bufferView >= 0) {
                good = decode(view_bytes(document.model, object.bufferView), texture, budget, limits, why);
            } else if (const std::string& uri = embedded.empty() ? object.uri : embedded; !uri.empty()) {
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

    // The picture a texture reference leads to, and how it lies. -1 when any step is missing.
    int find(const tinygltf::TextureInfo& info, TexturePlacement& placement) {
        const int image = info.index < 0 ? -1 : document.model.textures[std::size_t(info.index)].source;
        if (image < 0) return -1;
        placement.set = info.texCoord;
        if (const auto found = info.extensions.find("KHR_texture_transform"); found != info.extensions.end()) {
            const tinygltf::Value& transform = found->second;
            const auto pair = [&](const char* key, double fallback) {
                const tinygltf::Value& list = transform.Get(key);
                return list.ArrayLen() == 2 ? glm::dvec2(list.Get(0).GetNumberAsDouble(), list.Get(1).GetNumberAsDouble()) : glm::dvec2(fallback);
            };
            const glm::dvec2 offset = pair("offset", 0), scale = pair("scale", 1);
            const double r = transform.Get("rotation").GetNumberAsDouble();  // 0 where absent
            const double c = std::cos(r), s = std::sin(r);
            placement.transform = glm::dmat3(c * scale.x, -s * scale.x, 0, s * scale.y, c * scale.y, 0, offset.x, offset.y, 1);
            if (transform.Has("texCoord")) placement.set = transform.Get("texCoord").GetNumberAsInt();
        }
        return load(image);
    }
};

}  // namespace

Materials read_materials(Document& document, const std::vector<std::uint8_t>& used, const LoadLimits& limits) {
    Materials result;
    Pictures pictures{document, limits, result.textures};
    for (std::size_t i = 0; i < used.size(); ++i) {
        Material material;
        TexturePlacement placement;
        if (used[i]) {
            const tinygltf::Material& from = document.model.materials[i];
            material.name = from.name;
            const std::vector<double>& color = from.pbrMetallicRoughness.baseColorFactor;
            for (int c = 0; c < 4; ++c) material.base_color[c] = float(std::min(std::max(color.at(std::size_t(c)), 0.0), 1.0));
            material.texture = pictures.find(from.pbrMetallicRoughness.baseColorTexture, placement);
            const auto transmission = from.extensions.find("KHR_materials_transmission");
            material.transparent = from.alphaMode == "BLEND" || (transmission != from.extensions.end() && transmission->second.Get("transmissionFactor").GetNumberAsDouble() > 0.5);
            material.double_sided = from.doubleSided;
        }
        result.materials.push_back(std::move(material));
        result.placements.push_back(placement);
    }
    return result;
}

}  // namespace stipple::scalp::gltf
