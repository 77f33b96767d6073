// Unpacking of JPEG and PNG by their reference libraries, behind plain functions.
#pragma once
#include <cstdint>
#include <span>

namespace stipple::scalp {

struct PictureSize {
    std::uint32_t width = 0, height = 0;
};

// Of the file's header; 0 x 0 where it is none of the format, or one whose colours are not read (JPEG of print colours).
[[nodiscard]] PictureSize jpeg_size(std::span<const std::uint8_t> file);
[[nodiscard]] PictureSize png_size(std::span<const std::uint8_t> file);

// Fills `rgba`, four times width times height bytes of the size told above. Colours are taken as the bytes are: glTF 2.0
// section 3.8 has gamma and profiles ignored. False where the file is damaged.
[[nodiscard]] bool unpack_jpeg(std::span<const std::uint8_t> file, std::span<std::uint8_t> rgba);
[[nodiscard]] bool unpack_png(std::span<const std::uint8_t> file, std::span<std::uint8_t> rgba);

}  // namespace stipple::scalp
