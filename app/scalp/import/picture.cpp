#include "picture.h"

#include <algorithm>
#include <string_view>

#include "picture_codecs.h"

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
    if (at(0, "\xFF\xD8\xFF")) return "JPEG in print colours (CMYK)";
    return "";
}

}  // namespace

std::optional<Texture> PictureReader::admit(std::span<const std::uint8_t> bytes, std::string& why) {
    PictureSize size = jpeg_size(bytes);
    if (size.width == 0) size = png_size(bytes);
    if (size.width == 0 || size.height == 0) {
        const std::string_view format = foreign_format(bytes);
        why = format.empty() ? "is no PNG or JPEG that can be read; export the model again"
                             : "is in the format " + std::string(format) +
                                   ", which is not read; export the model with PNG or JPEG pictures";
        return std::nullopt;
    }
    const std::uint64_t needed = std::uint64_t(size.width) * size.height * 4;
    if (size.width > limits_.texture_side || size.height > limits_.texture_side || needed > bytes_left_) {
        why = "is " + std::to_string(size.width) + " x " + std::to_string(size.height) +
              " pixels, more than the limit; scale it down";
        return std::nullopt;
    }
    bytes_left_ -= needed;
    return Texture{size.width, size.height, {}};
}

std::shared_ptr<const Texture> PictureReader::unpack(std::span<const std::uint8_t> bytes, Texture admitted, std::string& why) {
    auto texture = std::make_shared<Texture>(std::move(admitted));
    texture->rgba.resize(std::size_t(texture->width) * texture->height * 4);
    const bool jpeg = bytes[0] == 0xFF;
    if (jpeg ? unpack_jpeg(bytes, texture->rgba) : unpack_png(bytes, texture->rgba)) return texture;
    why = "is damaged; copy the file or export the model again";
    return nullptr;
}

std::shared_ptr<const Texture> PictureReader::decode(std::span<const std::uint8_t> bytes, std::string& why) {
    std::optional<Texture> admitted = admit(bytes, why);
    return admitted ? unpack(bytes, std::move(*admitted), why) : nullptr;
}

}  // namespace stipple::scalp
