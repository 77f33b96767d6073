#include "gltf_material.h"

#include <cmath>
#include <map>
#include <optional>
#include <span>

#include "picture.h"

namespace stipple::scalp::gltf {
namespace {

TextureWrap wrap_of(int mode) {
    return mode == TINYGLTF_TEXTURE_WRAP_CLAMP_TO_EDGE ? TextureWrap::clamp : mode == TINYGLTF_TEXTURE_WRAP_MIRRORED_REPEAT ? TextureWrap::mirror : TextureWrap::repeat;
}

TextureSampling sampling_of(const tinygltf::Sampler& sampler) {
    return {wrap_of(sampler.wrapS), wrap_of(sampler.wrapT), sampler.magFilter == TINYGLTF_TEXTURE_FILTER_NEAREST};
}

struct Pictures {
    Document& document;
    const LoadLimits& limits;
    std::vector<PictureUnderWay>& under_way;
    PictureReader reader{limits};
    std::map<int, int> loaded{};  // image index -> place in `under_way`, -1 when unreadable

    int load(int image) {
        if (const auto found = loaded.find(image); found != loaded.end()) return found->second;
        const tinygltf::Image& object = document.model.images[std::size_t(image)];
        const std::string& embedded = document.embedded_images[std::size_t(image)];
        PictureUnderWay picture;
        picture.place = "images[" + std::to_string(image) + "]";
        std::string why;
        try {
            std::span<const std::uint8_t> bytes;
            if (object.bufferView >= 0) {
                bytes = view_bytes(document.model, object.bufferView);
            } else if (const std::string& uri = embedded.empty() ? object.uri : embedded; !uri.empty()) {
                picture.file = read_uri(document.folder, uri, limits.file_bytes, picture.place + ".uri");
                bytes = picture.file;
            } else {
                why = "has neither data nor a file name";
            }
            if (std::optional<Texture> admitted = why.empty() ? reader.admit(bytes, why) : std::nullopt)
                picture.texture = std::async(std::launch::async, [bytes, admitted = std::move(*admitted)] {
                    std::string damage;
                    return PictureReader::unpack(bytes, admitted, damage);
                });
        } catch (const Fault& fault) {
            why = fault.what();
        }
        int index = -1;
        if (picture.texture.valid()) {
            index = int(under_way.size());
            under_way.push_back(std::move(picture));
        } else {
            document.notes.push_back("The picture " + picture.place + " is not shown: it " + why + ".");
        }
        loaded[image] = index;
        return index;
    }

    // The picture a texture reference leads to, and how it lies. -1 when any step is missing.
    int find(const tinygltf::TextureInfo& info, TexturePlacement& placement, TextureSampling& sampling) {
        if (info.index < 0) return -1;
        const tinygltf::Texture& texture = document.model.textures[std::size_t(info.index)];
        const int image = texture.source;
        if (image < 0) {
            const std::string& format = document.foreign_textures[std::size_t(info.index)];
            document.notes.push_back("The picture of textures[" + std::to_string(info.index) + "] is not shown: it " +
                                     (format.empty() ? "names no image; export the model again." : "is only there as " + format + ", which is not read; export the model with PNG or JPEG pictures."));
            return -1;
        }
        if (texture.sampler >= 0) sampling = sampling_of(document.model.samplers[std::size_t(texture.sampler)]);
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
    Pictures pictures{document, limits, result.under_way};
    for (std::size_t i = 0; i < used.size(); ++i) {
        Material material;
        TexturePlacement placement;
        if (used[i]) {
            const tinygltf::Material& from = document.model.materials[i];
            material.name = from.name;
            const std::vector<double>& color = from.pbrMetallicRoughness.baseColorFactor;
            for (int c = 0; c < 4; ++c) material.base_color[c] = float(std::min(std::max(color.at(std::size_t(c)), 0.0), 1.0));
            material.texture = pictures.find(from.pbrMetallicRoughness.baseColorTexture, placement, material.sampling);
            const auto transmission = from.extensions.find("KHR_materials_transmission");
            material.transparent = from.alphaMode == "BLEND" || (transmission != from.extensions.end() && transmission->second.Get("transmissionFactor").GetNumberAsDouble() > 0.5);
            if (from.alphaMode == "MASK") material.mask_cutoff = float(std::min(std::max(from.alphaCutoff, 0.0), 1.0));
            material.double_sided = from.doubleSided;
        }
        result.materials.push_back(std::move(material));
        result.placements.push_back(placement);
    }
    return result;
}

void Materials::finish(std::vector<std::string>& notes) {
    std::vector<int> place(under_way.size(), -1);
    for (std::size_t i = 0; i < under_way.size(); ++i) {
        std::shared_ptr<const Texture> texture = under_way[i].texture.get();
        if (!texture) {
            notes.push_back("The picture " + under_way[i].place + " is not shown: it is damaged; copy the file or export the model again.");
            continue;
        }
        place[i] = int(textures.size());
        textures.push_back(std::move(texture));
    }
    for (Material& material : materials)
        if (material.texture >= 0) material.texture = place[std::size_t(material.texture)];
    under_way.clear();
}

}  // namespace stipple::scalp::gltf
