#include "png.h"

#include <png.h>

#include <cassert>
#include <csetjmp>
#include <new>
#include <vector>

#include "model/safe_write.h"

namespace stipple::exporting {
namespace {

void append(png_structp png, png_bytep bytes, png_size_t count) {
    auto* out = static_cast<std::string*>(png_get_io_ptr(png));
    try {
        out->append(reinterpret_cast<const char*>(bytes), count);
        return;
    } catch (const std::bad_alloc&) {
    }
    png_error(png, "out of memory");
}

// Nothing with a destructor lives in this frame: libpng leaves it by longjmp.
bool encode(std::string* out, std::uint32_t width, std::uint32_t height, png_bytepp rows) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    if (!png) return false;
    png_infop info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_set_write_fn(png, out, append, nullptr);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_compression_level(png, 4);  // a little larger than level 9 and several times as fast
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return true;
}

}  // namespace

std::string encode_png(const renderer::Image& image) {
    assert(image.width > 0 && image.height > 0);
    assert(image.rgba.size() == std::size_t(image.width) * image.height * 4);
    std::vector<png_bytep> rows(image.height);
    for (std::uint32_t y = 0; y < image.height; ++y) {
        rows[y] = const_cast<png_bytep>(&image.rgba[std::size_t(y) * image.width * 4]);
    }
    std::string bytes;
    if (!encode(&bytes, image.width, image.height, rows.data())) throw std::bad_alloc();
    return bytes;
}

void write_png(const renderer::Image& image, const std::filesystem::path& file) {
    model::write_file_safely(file, encode_png(image));
}

}  // namespace stipple::exporting
