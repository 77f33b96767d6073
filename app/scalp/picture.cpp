#include "picture.h"

#include <cstring>
#include <string_view>

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

namespace stipple::scalp {
namespace {

// The name of a format that is not read, by its first bytes; "" for one that is not known.
std::string_view foreign_format(std::span<const std::uint8_t> bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 16));
    const auto at = [&](std::size_t offset, std::string_view sign) {
        return text.size() >= offset && text.substr(offset).starts_with(sign);
    };
    if (at(0, "RIFF") && at(8, "WEBP")) return "WebP (EXT_texture_webp)";
    if (at(0, "\xABKTX 2")) return "KTX2 (KHR_texture_basisu)";
    if (at(0, "\xABKTX 1")) return "KTX";
    if (at(4, "ftypavif") || at(4, "ftypavis")) return "AVIF (EXT_texture_avif)";
    if (at(4, "ftyphei") || at(4, "ftypmif1") || at(4, "ftyphev")) return "HEIC";
    if (at(0, "DDS ")) return "DDS (MSFT_texture_dds)";
    if (at(0, "GIF8")) return "GIF";
    if (at(0, "BM")) return "BMP";
    if (at(0, std::string_view("II*\0", 4)) || at(0, std::string_view("MM\0*", 4))) return "TIFF";
    if (at(0, "\x76\x2f\x31\x01")) return "OpenEXR";
    return "";
}

}  // namespace

std::shared_ptr<const Texture> PictureReader::decode(std::span<const std::uint8_t> bytes, std::string& why) {
    int width = 0, height = 0, channels = 0;
    if (bytes.size() > 0x7FFFFFFF ||
        !stbi_info_from_memory(bytes.data(), int(bytes.size()), &width, &height, &channels)) {
        const std::string_view format = foreign_format(bytes);
        why = format.empty() ? "is no PNG or JPEG that can be read; export the model again"
                             : "is in the format " + std::string(format) +
                                   ", which is not read; export the model with PNG or JPEG pictures";
        return nullptr;
    }
    const std::uint64_t size = std::uint64_t(width) * std::uint64_t(height) * 4;
    if (std::uint32_t(width) > limits_.texture_side || std::uint32_t(height) > limits_.texture_side ||
        size > bytes_left_) {
        why = "is " + std::to_string(width) + " x " + std::to_string(height) +
              " pixels, more than the limit; scale it down";
        return nullptr;
    }
    stbi_uc* pixels = stbi_load_from_memory(bytes.data(), int(bytes.size()), &width, &height, &channels, 4);
    if (!pixels) {
        why = "is damaged; copy the file or export the model again";
        return nullptr;
    }
    bytes_left_ -= size;
    auto texture = std::make_shared<Texture>();
    texture->width = std::uint32_t(width);
    texture->height = std::uint32_t(height);
    texture->rgba.assign(pixels, pixels + size);
    stbi_image_free(pixels);
    return texture;
}

}  // namespace stipple::scalp
